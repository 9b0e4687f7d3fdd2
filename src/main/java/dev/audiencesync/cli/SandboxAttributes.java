package dev.audiencesync.cli;

import dev.audiencesync.definition.Action.CreateOrUpdateUser;
import dev.audiencesync.definition.Foreseen;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Value;
import dev.audiencesync.sandbox.AttributeType;
import dev.audiencesync.sandbox.SandboxOptions;
import java.util.Map;

/** A sandbox has no settings page: the custom attributes that a definition maps are defined for it. */
final class SandboxAttributes {
    private SandboxAttributes() {}

    static SandboxOptions define(SandboxOptions options, JobDefinition definition) {
        SandboxOptions defined = options;
        for (CreateOrUpdateUser create : definition.createActions()) {
            for (Map.Entry<String, Value> attribute : create.customAttributes().entrySet()) {
                defined = defined.withAttribute(
                        attribute.getKey(),
                        typed(Foreseen.type(
                                        attribute.getValue(),
                                        definition.source().format())
                                .orElse(Value.Type.TEXT)));
            }
        }
        return defined;
    }

    private static AttributeType typed(Value.Type type) {
        return switch (type) {
            case NUMBER -> AttributeType.FLOAT;
            case BOOLEAN -> AttributeType.BOOLEAN;
            case DATE -> AttributeType.DATE;
            case TEXT, AS_FOUND -> AttributeType.STRING;
        };
    }
}
