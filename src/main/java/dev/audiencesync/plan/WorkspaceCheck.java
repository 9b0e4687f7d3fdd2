package dev.audiencesync.plan;

import dev.audiencesync.definition.Action.CreateOrUpdateUser;
import dev.audiencesync.definition.Api;
import dev.audiencesync.definition.AttributeName;
import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.definition.Foreseen;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Problem;
import dev.audiencesync.definition.Source;
import dev.audiencesync.definition.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the workspace has what the definition writes to. Since 2.0 Intercom rejects a whole write that names a custom
 * attribute which is not defined, or that has a value of another type, so one such attribute would reject everybody; 1.x
 * defines what it is sent.
 */
public final class WorkspaceCheck {
    private final JobDefinition definition;
    private final Map<String, IntercomView.Attribute> defined = new HashMap<>();

    private WorkspaceCheck(JobDefinition definition, IntercomView intercom) {
        this.definition = definition;
        intercom.customAttributes().forEach(attribute -> defined.put(attribute.name(), attribute));
    }

    /**
     * Looks the attributes up, in one call, where the definition maps any and they have to be there.
     *
     * @throws DefinitionException naming each that cannot be written so
     */
    public static void customAttributes(JobDefinition definition, IntercomView intercom) {
        boolean mapping = definition.createActions().stream()
                .anyMatch(create -> !create.customAttributes().isEmpty());
        if (!mapping || definition.intercom().api() == Api.USERS) {
            return;
        }
        List<Problem> problems = new WorkspaceCheck(definition, intercom).problems();
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
    }

    private List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (CreateOrUpdateUser create : definition.createActions()) {
            create.customAttributes()
                    .forEach((name, value) -> problem(create, name, value).ifPresent(problems::add));
        }
        return problems;
    }

    private Optional<Problem> problem(CreateOrUpdateUser create, String name, Value value) {
        IntercomView.Attribute attribute = defined.get(name);
        if (attribute == null) {
            return standsForOthers(name, value)
                    ? Optional.empty()
                    : Optional.of(problem(
                            create,
                            "the workspace has no custom attribute `" + name
                                    + "`, and Intercom rejects every write that names it",
                            "define it in Intercom (Settings, Data, People), or take it out of `custom-attributes`"));
        }
        if (attribute.archived()) {
            return Optional.of(problem(
                    create,
                    "the custom attribute `" + name + "` is archived in the workspace",
                    "unarchive it in Intercom (Settings, Data, People), or take it out of `custom-attributes`"));
        }
        if (!attribute.writable()) {
            return Optional.of(problem(
                    create,
                    "the custom attribute `" + name + "` may not be written through the API",
                    "map another attribute, or take it out of `custom-attributes`"));
        }
        Source.Format format = definition.source().format();
        return Foreseen.type(value, format)
                .filter(type -> !AttributeTypes.takes(attribute.type(), type, value))
                .map(type -> problem(
                        create,
                        "the custom attribute `" + name + "` is of type " + attribute.type()
                                + " in the workspace, but would be sent " + AttributeTypes.phrase(type),
                        AttributeTypes.fix(attribute.type(), value)));
    }

    /** Whether the name itself is not written, but those of what lies in an object. */
    private boolean standsForOthers(String name, Value value) {
        return Foreseen.mayBeObject(value, definition.source().format())
                && (Foreseen.isTally(value)
                        || defined.keySet().stream().anyMatch(other -> AttributeName.isWithin(name, other)));
    }

    private Problem problem(CreateOrUpdateUser create, String message, String fix) {
        return new Problem(definition.file().toString(), create.line(), 0, message, fix);
    }
}
