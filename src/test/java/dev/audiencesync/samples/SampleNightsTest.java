package dev.audiencesync.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.samples.Night.Layout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code mvn test -Dtest=SampleNightsTest -Dsamples.write=true} writes the files anew. */
class SampleNightsTest {
    private static final Path FOLDER = Path.of("input-samples/audience-store");
    private static final List<Night> NIGHTS = SampleNights.all();

    @BeforeAll
    static void writeWhereAsked() throws IOException {
        if (!Boolean.getBoolean("samples.write")) {
            return;
        }
        for (Night night : NIGHTS) {
            Path folder = Files.createDirectories(FOLDER.resolve(night.date.toString()));
            for (Layout layout : night.files.keySet()) {
                Files.write(folder.resolve(night.fileName(layout)), gzipped(content(night, layout)));
            }
        }
    }

    @Test
    void theFilesHoldWhatIsGenerated() throws IOException {
        for (Night night : NIGHTS) {
            Path folder = FOLDER.resolve(night.date.toString());
            for (Layout layout : night.files.keySet()) {
                byte[] file = Files.readAllBytes(folder.resolve(night.fileName(layout)));
                assertThat(file).hasSizeLessThan(60_000);
                assertThat(gunzipped(file)).isEqualTo(content(night, layout));
            }
            try (var files = Files.list(folder)) {
                assertThat(files).hasSize(night.files.size());
            }
        }
    }

    @Test
    void theReadmeCountsThem() throws IOException {
        String readme = Files.readString(FOLDER.resolveSibling("README.md"));
        assertThat(readme).contains(SampleTables.nights(NightTally.of(NIGHTS)));
        assertThat(readme).contains(SampleTables.files(NIGHTS));
        assertThat(readme).contains(SampleTables.faults(NIGHTS));
    }

    @Test
    void everyTagGainsAndFewLoseIt() {
        List<NightTally.Counts> counts = NightTally.of(NIGHTS);
        for (NightTally.Counts night : counts) {
            assertThat(night.joiners().values()).allMatch(joiners -> joiners > 0);
            for (String tag : NightTally.TAGS) {
                assertThat(night.leavers().get(tag) * 100)
                        .isLessThanOrEqualTo(19 * night.membersBefore().get(tag));
            }
        }
        assertThat(counts.subList(1, 3)).allSatisfy(night -> {
            assertThat(night.leavers().get("VIP")).isPositive();
            assertThat(night.leavers().get("At risk")).isPositive();
        });
    }

    @Test
    void whoGetsATagHasTheIdentifierItsActionUses() {
        NIGHTS.stream()
                .flatMap(night -> night.rows().stream())
                .map(Night.Row::visitor)
                .filter(Objects::nonNull)
                .forEach(visitor -> {
                    assertThat(visitor.customerId != null || !visitor.hasTag("VIP") && !visitor.hasTag("Fan"))
                            .isTrue();
                    assertThat(visitor.email != null || !visitor.hasTag("At risk"))
                            .isTrue();
                });
    }

    @Test
    void allAddressesAreReservedForExamplesAndNobodySharesOne() {
        List<String> emails = new ArrayList<>();
        NIGHTS.get(0).rows().stream()
                .map(Night.Row::visitor)
                .filter(visitor -> visitor.email != null && visitor.number % 16 != 2)
                .forEach(visitor -> emails.add(visitor.email.strip().toLowerCase(Locale.ROOT)));
        assertThat(emails)
                .allMatch(email -> email.matches("[a-z.-]+@example\\.(com|org|net)"))
                .doesNotHaveDuplicates();
    }

    private static String content(Night night, Layout layout) {
        return layout.join(night.files.get(layout).stream().map(Night.Row::json).toList());
    }

    private static byte[] gzipped(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(UTF_8));
        }
        byte[] file = bytes.toByteArray();
        file[9] = (byte) 255; // the operating system, which JDKs fill in differently: unknown
        return file;
    }

    private static String gunzipped(byte[] file) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return new String(gzip.readAllBytes(), UTF_8);
        }
    }
}
