package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Home;
import dev.audiencesync.sandbox.ContactSnapshot;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SandboxGenerateCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", " --snapshot"})
    void itsJobBringsItsNightsToIntercom(String mode) {
        Typed typed = Typed.in(folder);

        assertThat(typed.run(
                        "sandbox generate --people 400 --nights 3 --out world --join 3 --leave 1% --job night" + mode))
                .isZero();

        assertThat(typed.text())
                .contains(
                        "world/2026-11-20  400 people, 80 in VIP\n",
                        "world/2026-11-22  400 people, 78 in VIP · 8 changed, 3 joined, 4 left\n",
                        "Try: ./audience-sync run ",
                        "world/night.yml --sandbox date=2026-11-20\n");
        assertNight(typed, "2026-11-20", 400, 0, 80, 0);
        assertNight(typed, "2026-11-21", 0, 8, 3, 4);
        assertNight(typed, "2026-11-22", 0, 8, 3, 4);
    }

    private void assertNight(Typed typed, String date, int create, int update, int tag, int untag) {
        JsonNode ran = typed.json("run world/night.yml --sandbox --json date=" + date);
        assertThat(ran.path("exitCode").asInt()).as(typed.errors()).isZero();
        JsonNode applied = ran.path("applied");
        assertThat(applied.path("create").asInt()).isEqualTo(create);
        assertThat(applied.path("update").asInt()).isEqualTo(update);
        assertThat(applied.path("tag").asInt()).isEqualTo(tag);
        assertThat(applied.path("untag").asInt()).isEqualTo(untag);
        assertThat(held()).isEqualTo(exported(date));
    }

    /** A line for each person: what the records of that night say should be in Intercom. */
    private TreeMap<String, String> exported(String date) {
        TreeMap<String, String> people = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("world").resolve(date))) {
            files.forEach(file -> records(file).forEach(record -> {
                JsonNode properties = record.path("properties");
                Set<String> audiences = new TreeSet<>();
                record.path("audiences").forEach(name -> audiences.add(name.asString()));
                people.put(
                        properties.path("Customer ID").asString(),
                        line(
                                properties.path("Email Address").asString(),
                                properties.path("Full name").asString(),
                                properties.path("Plan").asString(),
                                record.path("metrics")
                                        .path("Lifetime visit count")
                                        .asDouble(),
                                record.path("dates").path("First visit").asLong() / 1_000,
                                audiences.contains("VIP")));
            }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return people;
    }

    private static Stream<JsonNode> records(Path file) {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().map(JsonMapper.shared()::readTree).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TreeMap<String, String> held() {
        TreeMap<String, String> people = new TreeMap<>();
        SandboxOptions options = SandboxOptions.defaults()
                .withStateFile(new Home(folder.resolve("world/.audience-sync")).sandboxState());
        try (Sandbox sandbox = Sandbox.start(options)) {
            for (ContactSnapshot contact : sandbox.contacts()) {
                people.put(
                        String.valueOf(contact.externalId()),
                        line(
                                String.valueOf(contact.email()),
                                String.valueOf(contact.name()),
                                String.valueOf(contact.customAttributes().get("plan")),
                                Double.parseDouble(String.valueOf(
                                        contact.customAttributes().get("lifetime_visits"))),
                                contact.signedUpAt(),
                                contact.tagNames().contains("VIP")));
            }
        }
        return people;
    }

    private static String line(Object... values) {
        return String.join(" | ", Stream.of(values).map(String::valueOf).toList());
    }

    @Test
    void whatIsThereIsLeftAlone() throws IOException {
        Typed typed = Typed.in(folder);
        Path there = Files.createDirectories(folder.resolve("world/2026-11-21"));

        assertThat(typed.run("sandbox generate --people 10 --nights 2 --out world"))
                .isEqualTo(2);

        assertThat(typed.errors()).contains(there + " exists: remove it, or give another --out.");
        assertThat(folder.resolve("world/2026-11-20")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--out world",
                "--people 10",
                "--people many --out world",
                "--people 0 --out world",
                "--people 10 --out world --nights 0",
                "--people 10 --out world --changed some",
                "--people 10 --out world --changed 200%",
                "--people 10 --out world --join -1",
                "--people 10 --out world --nights 2 --leave 3",
                "--people 10 --out world --files 0",
                "--people 10 --out world --files 11",
                "--people 10 --out world --first yesterday",
                "--people 10 --out world --job ../elsewhere",
                "--people 10 --out world --snapshot"
            })
    void wrongWordsAreExitTwoAndWriteNothing(String words) {
        Typed typed = Typed.in(folder);

        assertThat(typed.run("sandbox generate " + words)).isEqualTo(2);

        assertThat(typed.errors()).startsWith("audience-sync: ").contains("--");
        assertThat(folder.resolve("world")).doesNotExist();
    }
}
