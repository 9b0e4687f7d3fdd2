package dev.audiencesync.mapping;

import dev.audiencesync.definition.Action;
import dev.audiencesync.definition.Condition;
import dev.audiencesync.definition.IntercomSettings;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Limits;
import dev.audiencesync.definition.Parameter;
import dev.audiencesync.definition.Source;
import dev.audiencesync.definition.TagName;
import dev.audiencesync.definition.Value;
import dev.audiencesync.definition.Verification;
import dev.audiencesync.export.ReadRecord.ExportRecord;
import dev.audiencesync.person.SourcePosition;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Definitions and records in few words. */
final class Definitions {

    static final SourcePosition HERE = new SourcePosition("f", 3);
    static final Value USER_ID = from("/properties/Customer ID");
    static final Value EMAIL = from("/properties/Email Address");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Definitions() {}

    static JobDefinition job(Action... actions) {
        return job(null, actions);
    }

    static JobDefinition job(@Nullable Value newestBy, Action... actions) {
        Source source = new Source(
                Source.Stream.AUDIENCE,
                List.of(new Source.Location("*.gz")),
                Source.Format.AUDIENCE_STORE,
                Source.Mode.STREAM,
                false,
                newestBy,
                null);
        IntercomSettings intercom = new IntercomSettings(
                URI.create("https://api.intercom.io"),
                "2.16",
                null,
                10,
                IntercomSettings.OnArchived.REJECT,
                IntercomSettings.OnDeleted.REJECT,
                IntercomSettings.Patience.DEFAULT,
                null);
        return new JobDefinition(
                "test",
                source,
                intercom,
                List.of(actions),
                List.of(),
                Limits.DEFAULTS,
                Verification.DEFAULT,
                null,
                ZoneOffset.UTC,
                Path.of("test.yml"),
                "");
    }

    static Action.CreateOrUpdateUser create(Map<Parameter, Value> parameters, Map<String, Value> attributes) {
        return create(parameters, attributes, false);
    }

    static Action.CreateOrUpdateUser create(
            Map<Parameter, Value> parameters, Map<String, Value> attributes, boolean allowResubscribe) {
        return new Action.CreateOrUpdateUser(
                1, new Condition.Always(), new TreeMap<>(parameters), new TreeMap<>(attributes), allowResubscribe);
    }

    static Action.AddTag tag(Action.Basis basis, @Nullable Value identifier, Condition when) {
        return new Action.AddTag(2, when, basis, new TagName.Fixed("VIP"), identifier, Action.Untag.ON_LEAVE, false);
    }

    static Value from(String pointer) {
        return new Value.FromRecord(pointer);
    }

    /** JSON is easier on the eye with single quotes. */
    static ExportRecord record(String json) {
        return new ExportRecord(HERE, content(json));
    }

    static ObjectNode content(String json) {
        return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    }
}
