package dev.audiencesync.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Home;
import dev.audiencesync.report.TextStyle;
import dev.audiencesync.sandbox.ContactSnapshot;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** The shipped job of the Users API over two nights of its sample, against what the records say by themselves. */
class LegacyUsersApiTest {
    private static final Path SAMPLES =
            Path.of("input-samples", "audience-store").toAbsolutePath();
    private static final Pattern COMMAS = Pattern.compile("\\}\\s*,\\s*\\{\\s*\"_id\"");
    private static final List<String> NIGHTS = List.of("2026-11-20", "2026-11-21");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Everybody whom the records name, by User ID, or by e-mail where they have none. */
    private final Map<String, Person> people = new HashMap<>();

    /** What a user should hold, from the records read so far. */
    private static final class Person {
        final Map<String, Object> fields = new HashMap<>();
        final Set<String> tags = new TreeSet<>();
        long newest = Long.MIN_VALUE;

        void take(JsonNode record) {
            long visit = record.at("/dates/Last visit").asLong();
            if (visit < newest) {
                return;
            }
            newest = visit;
            put("user_id", text(record, "Customer ID"));
            put("email", text(record, "Email Address").toLowerCase(Locale.ROOT));
            put("name", text(record, "Full name"));
            put("last_seen_at", seconds(record, "Last visit"));
            put("signed_up_at", seconds(record, "First visit"));
            put("visits", record.at("/metrics/Lifetime visit count").asString(""));
            put("plan", text(record, "Plan").isEmpty() ? "free" : text(record, "Plan"));
            member("vip", record.path("audiences").valueStream().anyMatch(name -> name.asString()
                    .equals("VIP")));
            member("abandoned a cart", record.path("audiences").has("acme_main_103"));
        }

        private void put(String field, String value) {
            if (!value.isEmpty()) {
                fields.put(field, value);
            }
        }

        private void member(String tag, boolean in) {
            if (in) {
                tags.add(tag);
            } else {
                tags.remove(tag);
            }
        }
    }

    private static String seconds(JsonNode record, String date) {
        JsonNode millis = record.path("dates").path(date);
        return millis.isNumber() ? Long.toString(millis.asLong() / 1000) : "";
    }

    private static String text(JsonNode record, String property) {
        return record.path("properties").path(property).asString("").strip();
    }

    @Test
    void twoNightsLeaveTheWorkspaceAsTheRecordsSay() throws IOException {
        for (String night : NIGHTS) {
            read(night);
            assertThat(run("input=" + SAMPLES.resolve(night).resolve("*.gz")))
                    .as(err::toString)
                    .isZero();
            assertThat(held()).as(night).containsExactlyInAnyOrderElementsOf(asked());
        }
        assertThat(summary().at("/planned/untag").asInt()).isPositive();

        assertThat(run("input=" + SAMPLES.resolve(NIGHTS.get(1)).resolve("*.gz")))
                .isZero();
        assertThat(summary().at("/applied/update").asInt()).as("no news").isZero();
    }

    /** An e-mail alone is whoever has it with a User ID, and who gains a User ID stays the same. */
    private void read(String night) throws IOException {
        List<JsonNode> records = records(night);
        Map<String, String> idByEmail = new HashMap<>();
        Stream.concat(
                        people.values().stream().map(person -> person.fields),
                        records.stream().map(LegacyUsersApiTest::ids))
                .filter(fields -> fields.containsKey("user_id") && fields.containsKey("email"))
                .forEach(fields -> idByEmail.put((String) fields.get("email"), (String) fields.get("user_id")));
        for (JsonNode record : records) {
            String email = text(record, "Email Address").toLowerCase(Locale.ROOT);
            String id = text(record, "Customer ID");
            String key = id.isEmpty() ? idByEmail.getOrDefault(email, email) : id;
            Person gainsAnId = people.containsKey(key) ? null : people.remove(email);
            if (gainsAnId != null) {
                people.put(key, gainsAnId);
            }
            people.computeIfAbsent(key, unseen -> new Person()).take(record);
        }
    }

    private static Map<String, Object> ids(JsonNode record) {
        Person person = new Person();
        person.take(record);
        return person.fields;
    }

    /** In reading order: by file, then by place. */
    private static List<JsonNode> records(String night) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(SAMPLES.resolve(night))) {
            files = listed.sorted().toList();
        }
        List<JsonNode> records = new ArrayList<>();
        for (Path file : files) {
            try (InputStream packed = new GZIPInputStream(Files.newInputStream(file));
                    MappingIterator<JsonNode> all = JsonMapper.shared()
                            .readerFor(JsonNode.class)
                            .readValues(array(new String(packed.readAllBytes(), UTF_8)))) {
                all.forEachRemaining(records::add);
            }
        }
        return records;
    }

    /** Records with commas in between are an array without its brackets. */
    private static String array(String text) {
        String records = text.strip().replaceFirst(",$", "");
        return records.startsWith("{") && COMMAS.matcher(records).find() ? "[" + records + "]" : records;
    }

    private Set<Map<String, Object>> asked() {
        return people.values().stream()
                .map(person -> {
                    Map<String, Object> asked = new HashMap<>(person.fields);
                    asked.put("tags", person.tags);
                    return asked;
                })
                .collect(Collectors.toSet());
    }

    private Set<Map<String, Object>> held() {
        SandboxOptions options =
                SandboxOptions.defaults().withStateFile(new Home(folder.resolve("home")).sandboxState());
        try (Sandbox sandbox = Sandbox.start(options)) {
            List<ContactSnapshot> contacts = sandbox.contacts();
            assertThat(contacts).as("nobody twice").hasSize(people.size());
            return contacts.stream().map(LegacyUsersApiTest::held).collect(Collectors.toSet());
        }
    }

    private static Map<String, Object> held(ContactSnapshot contact) {
        Map<String, Object> held = new LinkedHashMap<>();
        held.put("user_id", contact.externalId());
        held.put("email", contact.email());
        held.put("name", contact.name());
        held.put("last_seen_at", contact.lastSeenAt());
        held.put("signed_up_at", contact.signedUpAt());
        held.put("visits", contact.customAttributes().get("lifetime_visits"));
        held.put("plan", contact.customAttributes().get("plan"));
        held.values().removeIf(Objects::isNull);
        held.replaceAll((name, value) -> value.toString());
        held.put(
                "tags",
                contact.tagNames().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new)));
        return held;
    }

    private JsonNode summary() {
        return JsonMapper.shared().readTree(out.toString(UTF_8));
    }

    private int run(String... parameters) throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        Files.copy(
                Path.of("jobs", "legacy-users-api.yml"),
                folder.resolve("jobs/legacy-users-api.yml"),
                StandardCopyOption.REPLACE_EXISTING);
        List<String> words =
                new ArrayList<>(List.of("run", "legacy-users-api", "--sandbox", "--json", "--home", "home"));
        words.addAll(Arrays.asList(parameters));
        out.reset();
        return CommandLineFactory.of(console()).execute(words.toArray(new String[0]));
    }

    private Console console() {
        return new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                UTF_8,
                false,
                TextStyle.of(false, UTF_8),
                Clock.systemUTC(),
                folder,
                "./audience-sync",
                null,
                name -> null);
    }
}
