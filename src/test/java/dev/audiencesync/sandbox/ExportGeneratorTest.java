package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is generated, told from the files alone. */
class ExportGeneratorTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "1000, 5, 200, 20, 5, 5",
        "1000, 3, 0, 0, 10, 0",
        "1000, 3, 1000, 1000, 0, 300",
        "10, 9, 4, 7, 3, 3",
        "10, 6, 5, 10, 5, 5",
        "1, 3, 1, 1, 0, 0",
        "2, 4, 1, 0, 1, 1"
    })
    void eachNightExactlySoManyHaveChangedJoinedAndLeft(
            int people, int nights, int members, int changed, int joining, int leaving) {
        ExportWorld world = new ExportWorld(people, nights, 7, FIRST, members, changed, joining, leaving);
        generate(world, 1);

        assertNights(world);
    }

    @Test
    void soDoAnyNights() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            int people = 12 + random.nextInt(200);
            int some = people / 4;
            ExportWorld world = new ExportWorld(
                    people,
                    4,
                    random.nextLong(),
                    FIRST,
                    some + random.nextInt(some),
                    random.nextInt(people + 1),
                    random.nextInt(some / 2),
                    random.nextInt(some / 3));
            folder = Files.createTempDirectory(folder, "world");
            generate(world, 1 + random.nextInt(4));
            assertThat(seed).as("seed").satisfies(unused -> assertNights(world));
        }
    }

    private void assertNights(ExportWorld world) {
        Map<String, ObjectNode> before = night(world, 0);
        assertThat(before).hasSize(world.people());
        assertThat(members(before)).hasSize(world.members());
        for (int night = 1; night < world.nights(); night++) {
            Map<String, ObjectNode> now = night(world, night);
            assertThat(now.keySet()).isEqualTo(before.keySet());
            assertThat(visited(before, now)).hasSize(world.changed());
            assertThat(without(members(now), members(before))).hasSize(world.joining());
            assertThat(without(members(before), members(now))).hasSize(world.leaving());
            assertThat(members(now)).hasSize(world.members(night));
            assertNewerWhereDifferent(before, now);
            before = now;
        }
    }

    /** The newest record wins: one that says something else has to be newer, and one that does not, the same. */
    private static void assertNewerWhereDifferent(Map<String, ObjectNode> before, Map<String, ObjectNode> now) {
        Set<String> different = new HashSet<>(visited(before, now));
        different.addAll(without(members(now), members(before)));
        different.addAll(without(members(before), members(now)));
        now.forEach((id, record) -> {
            if (different.contains(id)) {
                assertThat(lastVisit(record)).isGreaterThan(lastVisit(before.get(id)));
            } else {
                assertThat(record).isEqualTo(before.get(id));
            }
        });
    }

    @Test
    void theSameWorldIsTheSameBytesAndAnotherSeedIsNot() throws IOException {
        ExportWorld world = new ExportWorld(500, 2, 7, FIRST, 100, 10, 5, 5);
        Path one = Files.createDirectory(folder.resolve("one"));
        Path same = Files.createDirectory(folder.resolve("same"));
        Path other = Files.createDirectory(folder.resolve("other"));
        for (int night = 0; night < 2; night++) {
            new ExportGenerator(world, 4).write(one, night);
            new ExportGenerator(world, 4).write(same, night);
            new ExportGenerator(new ExportWorld(500, 2, 8, FIRST, 100, 10, 5, 5), 4).write(other, night);
        }

        List<Path> files = filesOf(one);
        assertThat(files.stream().map(one::relativize).map(Path::toString))
                .containsExactly(
                        "2026-11-20/visitors-2026.11.20-01.json.gz",
                        "2026-11-20/visitors-2026.11.20-02.json.gz",
                        "2026-11-20/visitors-2026.11.20-03.json.gz",
                        "2026-11-20/visitors-2026.11.20-04.json.gz",
                        "2026-11-21/visitors-2026.11.21-01.json.gz",
                        "2026-11-21/visitors-2026.11.21-02.json.gz",
                        "2026-11-21/visitors-2026.11.21-03.json.gz",
                        "2026-11-21/visitors-2026.11.21-04.json.gz");
        for (Path file : files) {
            Path relative = one.relativize(file);
            assertThat(file).hasSameBinaryContentAs(same.resolve(relative));
            assertThat(Files.mismatch(file, other.resolve(relative))).isNotNegative();
        }
    }

    @Test
    void recordsAreOfSevenHundredBytesAndOfManyKinds() {
        ExportWorld world = new ExportWorld(2_000, 1, 7, FIRST, 400, 0, 0, 0);
        generate(world, 1);

        Map<String, ObjectNode> records = night(world, 0);
        double bytes = records.values().stream()
                .mapToInt(record -> record.toString().getBytes(StandardCharsets.UTF_8).length)
                .average()
                .orElseThrow();
        assertThat(bytes).isBetween(650.0, 750.0);
        assertThat(distinct(records, "Email Address")).hasSize(2_000);
        assertThat(distinct(records, "Customer ID")).hasSize(2_000);
        assertThat(distinct(records, "Full name")).hasSizeGreaterThan(300);
        assertThat(distinct(records, "Plan")).hasSize(4);
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        assertThatThrownBy(() -> new ExportWorld(100, 3, 1, FIRST, 20, 0, 0, 11))
                .hasMessage("leave: 11 cannot leave in night 3, of 9 members");
        assertThatThrownBy(() -> new ExportWorld(100, 2, 1, FIRST, 90, 0, 11, 0))
                .hasMessage("join: 11 cannot join in night 2: 90 of 100 people are members");
        assertThatThrownBy(() -> new ExportWorld(100, 2, 1, FIRST, 0, 101, 0, 0))
                .hasMessageContaining("changed: 101");
    }

    private void generate(ExportWorld world, int files) {
        for (int night = 0; night < world.nights(); night++) {
            new ExportGenerator(world, files).write(folder, night);
        }
    }

    private static Set<String> distinct(Map<String, ObjectNode> records, String property) {
        Set<String> values = new HashSet<>();
        records.values()
                .forEach(record ->
                        values.add(record.path("properties").path(property).asString()));
        return values;
    }

    private static long lastVisit(JsonNode record) {
        return record.path("dates").path("Last visit").asLong();
    }

    private static Set<String> visited(Map<String, ObjectNode> before, Map<String, ObjectNode> now) {
        Set<String> changed = new HashSet<>();
        now.forEach((id, record) -> {
            if (visits(record) != visits(before.get(id))) {
                changed.add(id);
            }
        });
        return changed;
    }

    private static int visits(JsonNode record) {
        return record.path("metrics").path("Lifetime visit count").asInt();
    }

    private static Set<String> members(Map<String, ObjectNode> records) {
        Set<String> members = new HashSet<>();
        records.forEach((id, record) -> {
            for (JsonNode audience : record.path("audiences")) {
                if (audience.asString().equals("VIP")) {
                    members.add(id);
                }
            }
        });
        return members;
    }

    private static Set<String> without(Set<String> these, Set<String> those) {
        Set<String> left = new HashSet<>(these);
        left.removeAll(those);
        return left;
    }

    private Map<String, ObjectNode> night(ExportWorld world, int night) {
        Map<String, ObjectNode> records = new LinkedHashMap<>();
        for (Path file : filesOf(folder.resolve(FIRST.plusDays(night).toString()))) {
            for (String line : lines(file)) {
                ObjectNode record = (ObjectNode) JsonMapper.shared().readTree(line);
                records.put(record.path("_id").asString(), record);
            }
        }
        return records;
    }

    private static List<Path> filesOf(Path top) {
        try (Stream<Path> files = Files.walk(top)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
