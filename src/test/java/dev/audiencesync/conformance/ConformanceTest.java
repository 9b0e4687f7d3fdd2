package dev.audiencesync.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.report.RunSummary;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The conformance table ({@code src/test/resources/conformance}): what is sent to Intercom, to the letter, for a record
 * and a definition, in both APIs. Each row is run by the real job against a sandbox of its own.
 */
class ConformanceTest {
    private static final Path TABLE = Path.of("src", "test", "resources", "conformance");

    @TempDir
    static Path root;

    @TestFactory
    Stream<DynamicTest> isSentToTheLetter() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Row row : Row.all(TABLE)) {
            for (String version : row.versions()) {
                String job = row.file().getFileName().toString().replace(".md", "") + "-" + row.line() + "-" + version;
                tests.add(DynamicTest.dynamicTest(
                        version + " " + row.title(), source(row), () -> check(row, version, job)));
            }
        }
        return tests.stream();
    }

    @Test
    void theTableIsOfBothApis() {
        List<Row> rows = Row.all(TABLE);

        assertThat(rows).extracting(Row::title).doesNotHaveDuplicates();
        assertThat(sent(rows, "")).isGreaterThanOrEqualTo(60);
        assertThat(sent(rows, "2.")).isGreaterThanOrEqualTo(60);
        assertThat(sent(rows, "1.")).isGreaterThanOrEqualTo(40);
    }

    /** Rows that tell requests. */
    private static long sent(List<Row> rows, String api) {
        return rows.stream()
                .filter(row -> row.versions().stream()
                        .filter(version -> version.startsWith(api))
                        .anyMatch(version -> row.nights().stream()
                                .anyMatch(night -> !Row.writes(night, version).isEmpty())))
                .count();
    }

    private static URI source(Row row) {
        return URI.create(row.file().toUri() + "?line=" + row.line());
    }

    private static void check(Row row, String version, String job) throws IOException {
        if (row.refused(version).isPresent()) {
            assertThatThrownBy(() -> definition(row, version, job))
                    .isInstanceOf(DefinitionException.class)
                    .hasMessageContaining(row.refused(version).get());
            return;
        }
        JobDefinition definition = definition(row, version, job);
        try (Workspace workspace = new Workspace(new Home(root.resolve("home")), job)) {
            row.given().forEach(workspace::given);
            int number = 0;
            for (Row.NightLines night : row.nights()) {
                number++;
                assertThat(Row.tells(night, version))
                        .as("what night %d sends in %s", number, version)
                        .isTrue();
                night.deeds().forEach(workspace::then);
                export(job, number, night.records());
                long since = Instant.now().getEpochSecond();
                RunSummary summary = workspace.run(definition, root);
                check(night, version, workspace.writes(since), summary);
                Row.held(night, version).forEach(workspace::assertHolds);
            }
        }
    }

    private static void check(Row.NightLines night, String version, List<Workspace.Call> writes, RunSummary summary)
            throws IOException {
        assertThat(writes)
                .containsExactlyInAnyOrderElementsOf(Row.writes(night, version).stream()
                        .map(Workspace.Call::of)
                        .toList());
        assertThat(rejects(summary)).isEqualTo(Row.rejected(night, version));
        Row.noted(night, version)
                .ifPresent(
                        part -> assertThat(summary.details().notes().toString()).contains(part));
    }

    private static List<String> rejects(RunSummary summary) throws IOException {
        Path file = summary.files().rejects();
        return file == null
                ? List.of()
                : Files.readAllLines(file).stream()
                        .map(line ->
                                JsonMapper.shared().readTree(line).path("code").asString())
                        .toList();
    }

    private static JobDefinition definition(Row row, String version, String job) throws IOException {
        Path file = root.resolve("jobs").resolve(job + ".yml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, row.yaml(job, version));
        return new DefinitionLoader(name -> "never sent").load(file);
    }

    private static void export(String job, int night, List<Row.Record> records) throws IOException {
        Path exports = root.resolve("exports").resolve(job);
        for (Row.Record row : records) {
            Path file = exports.resolve(row.folder()).resolve("night-" + night + ".txt");
            Files.createDirectories(file.getParent());
            Files.writeString(file, row.text() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
