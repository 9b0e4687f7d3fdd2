package dev.audiencesync.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.job.Connection;
import dev.audiencesync.job.RunOrder;
import dev.audiencesync.job.StopSignal;
import dev.audiencesync.job.SyncService;
import dev.audiencesync.ledger.Canary;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.plan.Allowances;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.AttributeType;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.ContactSnapshot;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import dev.audiencesync.sandbox.TagSnapshot;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A workspace of one row's own, and the job that runs against it; the home is shared. */
final class Workspace implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Home home;
    private final Sandbox sandbox;
    private final Recorder recorder;
    private final Map<String, String> names = new TreeMap<>();

    Workspace(Home home, String id) {
        this.home = home;
        this.sandbox = Sandbox.start(SandboxOptions.defaults().withWorkspaceId(id));
        this.recorder = new Recorder(sandbox.baseUrl());
    }

    /** {@code attribute NAME TYPE}, {@code contact JSON} or {@code tag NAME}. */
    void given(String line) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "attribute" -> {
                int type = words[1].lastIndexOf(' ');
                sandbox.manually()
                        .defineAttribute(
                                words[1].substring(0, type),
                                AttributeType.valueOf(
                                        words[1].substring(type + 1).toUpperCase(Locale.ROOT)));
            }
            case "contact" -> sandbox.manually().seedContact(seed(words[1]));
            case "tag" -> sandbox.manually().seedTag(words[1]);
            default -> throw new IllegalArgumentException("Nothing can be given by: " + line);
        }
    }

    private static ContactSeed seed(String json) {
        Map<String, Object> fields = new TreeMap<>();
        JSON.readTree(json)
                .properties()
                .forEach(entry -> fields.put(entry.getKey(), entry.getValue().asString()));
        return new ContactSeed(fields, Map.of());
    }

    /** {@code delete NAME}, or {@code merge NAME into NAME}. */
    void then(String line) {
        String[] words = line.split(" ");
        named("");
        switch (words[0]) {
            case "delete" -> sandbox.manually().delete(id(words[1]));
            case "merge" -> sandbox.manually().merge(id(words[1]), id(words[3]));
            default -> throw new IllegalArgumentException("Nobody can do by hand: " + line);
        }
    }

    private String id(String name) {
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    RunSummary run(JobDefinition definition, Path root) {
        return new SyncService(
                        home,
                        TestDatabase.standard().of(home),
                        new Recorded(),
                        Progress.SILENT,
                        new StopSignal(),
                        Clock.systemUTC())
                .run(new RunOrder(definition, null, root, null, Allowances.NONE, Canary.EVERYBODY));
    }

    /** The calls since it was last asked, as the table writes them. */
    List<Call> writes(long since) {
        return recorder.take().stream()
                .map(write -> new Call(write.method(), named(write.path()), body(write.body(), since)))
                .toList();
    }

    /** A call with its body, if it has one. */
    record Call(String method, String path, JsonNode body) {
        static Call of(String text) {
            String[] parts = text.split(" ", 3);
            return new Call(parts[0], parts[1], json(parts.length < 3 ? "" : parts[2]));
        }

        @Override
        public String toString() {
            return (method + " " + path + " " + (body.isEmpty() ? "" : body)).strip();
        }
    }

    private static JsonNode json(String text) {
        JsonNode body = text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
        if (body.path("users").isArray()) {
            List<JsonNode> users = body.path("users")
                    .valueStream()
                    .sorted(Comparator.comparing(JsonNode::toString))
                    .toList();
            ((ObjectNode) body).putArray("users").addAll(users);
        }
        return body;
    }

    /** Times from the run's beginning on are {@code "{now}"}. */
    private JsonNode body(String text, long since) {
        JsonNode body = json(named(text));
        if (body instanceof ObjectNode object && object.path("last_seen_at").asLong(0) >= since) {
            object.put("last_seen_at", "{now}");
        }
        return body;
    }

    /** Exactly one contact that Intercom shows is so, as far as the fields tell. */
    void assertHolds(String json) {
        JsonNode expected = JSON.readTree(json);
        assertThat(sandbox.contacts())
                .filteredOn(ContactSnapshot::active)
                .filteredOn(contact -> shown(contact, expected).equals(expected))
                .as("who is %s", json)
                .hasSize(1);
    }

    /** The contact in those fields that are of interest. */
    private static JsonNode shown(ContactSnapshot contact, JsonNode fields) {
        ObjectNode shown = JSON.createObjectNode()
                .put("external_id", contact.externalId())
                .put("email", contact.email())
                .put("name", contact.name());
        contact.tagNames().stream().sorted().forEach(shown.putArray("tags")::add);
        return shown.retain(fields.propertyNames());
    }

    /** The ids that the workspace gave, by whose they are. */
    private String named(String text) {
        String named = text;
        for (ContactSnapshot contact : sandbox.contacts()) {
            String name = contact.externalId() != null ? contact.externalId() : contact.email();
            names.put(contact.id(), name);
        }
        for (Map.Entry<String, String> contact : names.entrySet()) {
            named = named.replace(contact.getKey(), "{" + contact.getValue() + "}");
        }
        for (TagSnapshot tag : sandbox.tags()) {
            named = named.replace("/tags/" + tag.id(), "/tags/{" + tag.name() + "}");
        }
        return named;
    }

    @Override
    public void close() {
        recorder.close();
        sandbox.close();
    }

    private final class Recorded implements Connection.Source {
        @Override
        public Connection open(JobDefinition definition) {
            return new Connection() {
                @Override
                public URI baseUrl() {
                    return recorder.url();
                }

                @Override
                public String token() {
                    return "any";
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public boolean isSandbox() {
            return true;
        }
    }
}
