package dev.audiencesync.bench;

import dev.audiencesync.sandbox.ContactSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The oracle: what a generated night's files say should be in Intercom, read from the files alone, and what a sandbox
 * holds; by external id.
 */
public final class People {
    private People() {}

    /** What the generated job maps. */
    public record Person(
            String externalId, String email, String name, String plan, double visits, long signedUpAt, boolean vip) {}

    /** Everybody in the files of a night's folder. */
    public static Map<String, Person> exported(Path night) {
        Map<String, Person> people = new TreeMap<>();
        try (Stream<Path> files = Files.list(night)) {
            files.flatMap(People::records).map(People::exported).forEach(person -> put(people, person));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return people;
    }

    private static Stream<JsonNode> records(Path file) {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.stream().map(JsonMapper.shared()::readTree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Person exported(JsonNode record) {
        JsonNode properties = record.path("properties");
        boolean vip = false;
        for (JsonNode audience : record.path("audiences")) {
            vip |= audience.asString().equals("VIP");
        }
        return new Person(
                properties.path("Customer ID").asString(),
                properties.path("Email Address").asString(),
                properties.path("Full name").asString(),
                properties.path("Plan").asString(),
                record.path("metrics").path("Lifetime visit count").asDouble(),
                record.path("dates").path("First visit").asLong() / 1_000,
                vip);
    }

    /** Everybody in a sandbox; fails where an external id is held twice. */
    public static Map<String, Person> held(Collection<ContactSnapshot> contacts) {
        Map<String, Person> people = new TreeMap<>();
        contacts.forEach(contact -> put(
                people,
                new Person(
                        String.valueOf(contact.externalId()),
                        String.valueOf(contact.email()),
                        String.valueOf(contact.name()),
                        String.valueOf(contact.customAttributes().get("plan")),
                        Double.parseDouble(
                                String.valueOf(contact.customAttributes().get("lifetime_visits"))),
                        Objects.requireNonNullElse(contact.signedUpAt(), 0L),
                        contact.tagNames().contains("VIP"))));
        return people;
    }

    private static void put(Map<String, Person> people, Person person) {
        if (people.put(person.externalId(), person) != null) {
            throw new IllegalStateException("There are two of " + person.externalId());
        }
    }
}
