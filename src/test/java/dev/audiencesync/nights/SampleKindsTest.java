package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every sample, read with {@code format: auto}: what it says that it recognised. */
class SampleKindsTest {
    private static final Path SAMPLES = Path.of("input-samples").toAbsolutePath();

    @TempDir
    Path root;

    /** What a sample is, and the definition whose files are such. */
    private enum Kind {
        SELECTED("selected.json", "AudienceStore, selected attributes", "selected-attributes"),
        SELECTED_CSV("selected.csv", "CSV", "selected-attributes"),
        BY_ID("by-id.json", "AudienceStore", "visitors-by-id"),
        S3("s3/", "AudienceStore", "visitors-by-id"),
        AUDIENCE_DB("audience-db/", "AudienceDB", "audience-db"),
        CSV("csv/", "CSV", "weekly-members"),
        EVENTS("event-store/", "EventStore", "web-events"),
        VISITORS("", "AudienceStore", "nightly-audience");

        private final String place;
        private final String said;
        private final String job;

        Kind(String place, String said, String job) {
            this.place = place;
            this.said = said;
            this.job = job;
        }

        static Kind of(Path sample) {
            return Stream.of(values())
                    .filter(kind -> SAMPLES.relativize(sample).toString().contains(kind.place))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void eachIsRecognisedAndRead() throws IOException {
        List<Path> samples;
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            samples = files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("README.md"))
                    .sorted()
                    .toList();
        }
        assertThat(samples).extracting(Kind::of).contains(Kind.values());
        TreeMap<Kind, List<Path>> byKind = new TreeMap<>(samples.stream().collect(Collectors.groupingBy(Kind::of)));
        byKind.forEach(this::read);
    }

    private void read(Kind kind, List<Path> samples) {
        Path home = root.resolve(kind.name());
        try (NightWorld world = NightWorld.in(Files.createDirectories(home))) {
            RunSummary run = world.run(JobSpec.stream(kind.job), definition(kind, samples));

            assertThat(run.exitCode()).as("a night has bad records").isIn(0, 3);
            assertThat(run.details().exportFiles()).hasSameSizeAs(samples).allSatisfy(file -> assertThat(file.kind())
                    .as(file.toString())
                    .isEqualTo(kind.said));
            assertThat(world.held()).isNotEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without custom attributes, which the workspace would have to have. */
    private static String definition(Kind kind, List<Path> samples) throws IOException {
        return Files.readString(Path.of("jobs", kind.job + ".yml"))
                .replaceFirst("(?s)  location:.*?\n  format: [a-z-]+", "  location: " + samples + "\n  format: auto")
                .replaceFirst("      custom-attributes:.*\n(        .*\n)+", "");
    }
}
