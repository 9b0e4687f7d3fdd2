package dev.audiencesync.nights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A night whose file is damaged in one of the ways that files are, after one on which all three got the tag: nobody loses
 * it, what is wrong is named with file and line, and the mended file is read.
 */
class BadInputNightsTest extends NightFixture {
    private static final JobSpec JOB = JobSpec.snapshot("nightly");
    private static final String DEFINITION =
            """
            name: nightly
            source: { stream: audience, location: ../exports/nightly/*, format: %s, mode: %s%s }
            actions:
              - action: create-or-update-user
                parameters: { user-id: %s, name: %s }
              - action: add-tag-based-on-user-id
                when: { flag: vip }
                parameters: { name: VIP, untag: on-leave }
            """;
    private static final String JSON_LINE =
            "{\"properties\":{\"id\":\"%s\",\"name\":\"%s\"},\"flags\":{\"vip\":true}}\n";
    private static final String JSON = json("a", "Ada") + json("b", "Bo") + json("c", "Cy");
    private static final String HEADER = "id,name,vip\n";
    private static final String CSV = HEADER + "a,Ada,t\nb,Bo,t\nc,Cy,t\n";
    private static final int TOO_MUCH = 17 << 20;

    enum Format {
        JSON,
        CSV;

        String definition(boolean snapshot) {
            String mode = snapshot ? "snapshot" : "stream";
            return this == JSON
                    ? DEFINITION.formatted(
                            "audience-store",
                            mode,
                            snapshot ? ", complete: true" : "",
                            "{ property: id }",
                            "{ property: name }")
                    : DEFINITION.formatted("csv", mode, "", "/id", "/name");
        }

        String sound() {
            return this == JSON ? BadInputNightsTest.JSON : BadInputNightsTest.CSV;
        }
    }

    /** Ada's record is bad and names her; the others arrive. */
    static Stream<Arguments> badRecords() {
        String rest = json("b", "Bo") + json("c", "Cy");
        String rows = "b,Bo,t\nc,Cy,t\n";
        return Stream.of(
                record("no UTF-8", Format.JSON, 1, json("a", "J\u00F6rg") + rest, "no UTF-8; export the file as"),
                record("no UTF-8", Format.CSV, 2, HEADER + "a,J\u00F6rg,t\n" + rows, "no UTF-8; export the file"),
                record("NUL", Format.JSON, 1, json("a", "A\0da") + rest, "control character"),
                record("NUL", Format.CSV, 2, HEADER + "a,A\0da,t\n" + rows, "holds NUL bytes"),
                record("large", Format.JSON, 1, json("a", large()) + rest, "larger than 16777216 bytes"),
                record("large", Format.CSV, 2, HEADER + "a," + large() + ",t\n" + rows, "larger than 16777216"),
                record("deep", Format.JSON, 1, deep() + rest, "nested"),
                record("two keys", Format.JSON, 1, doubled() + rest, "twice"),
                record("columns", Format.CSV, 2, HEADER + "a,Ada\n" + rows, "2 columns where the header has 3"),
                record("columns", Format.CSV, 2, HEADER + "a,A,da,t\n" + rows, "4 columns where the header"));
    }

    private static Arguments record(String name, Format format, long line, String text, String why) {
        return Arguments.of(name, format, line, text.getBytes(ISO_8859_1), why);
    }

    private static String json(String id, String name) {
        return JSON_LINE.formatted(id, name);
    }

    private static String large() {
        return "x".repeat(TOO_MUCH);
    }

    private static String deep() {
        return "{\"properties\":{\"id\":\"a\"},\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}\n";
    }

    private static String doubled() {
        return "{\"properties\":{\"id\":\"a\",\"name\":\"Ada\",\"name\":\"Eve\"},\"flags\":{\"vip\":false}}\n";
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("badRecords")
    void aBadRecordIsRejectedAndWhoItIsAboutKeepsEverything(
            String name, Format format, long line, byte[] text, String why) throws IOException {
        goodNight(format, true);

        RunSummary bad = night(format, true, text);

        assertThat(bad.exitCode()).isEqualTo(3);
        assertThat(bad.details().firstRejects()).singleElement().satisfies(reject -> {
            assertThat(reject.file()).endsWith("exports/nightly/export.dat");
            assertThat(reject.line()).isEqualTo(line);
            assertThat(reject.reason()).contains(why);
        });
        assertAllTagged();
    }

    /** The file cannot be read to its end, or not at all. */
    static Stream<Arguments> badFiles() throws IOException {
        byte[] json = gzip(JSON);
        byte[] csv = gzip(CSV);
        byte[] zstd = zstd(JSON);
        return Stream.of(
                Arguments.of("cut off gzip", Format.JSON, cut(json), "the gzip data is cut off"),
                Arguments.of("cut off gzip", Format.CSV, cut(csv), "the gzip data is cut off"),
                Arguments.of("damaged gzip", Format.JSON, damaged(json), "corrupt"),
                Arguments.of("damaged gzip", Format.CSV, damaged(csv), "corrupt"),
                Arguments.of("cut off zstd", Format.JSON, cut(zstd), "the zstd data is cut off"),
                Arguments.of("damaged zstd", Format.JSON, damaged(zstd), "corrupt"),
                Arguments.of("cut off", Format.JSON, cut(JSON.getBytes(UTF_8)), "ends inside the record"),
                Arguments.of("cut off", Format.CSV, "id,name,vip\na,Ada".getBytes(UTF_8), "ends inside the record"),
                Arguments.of("no text", Format.JSON, JSON.getBytes(UTF_16), "UTF-16"),
                Arguments.of("NULs", Format.CSV, new byte[5_000], "holds NUL bytes"),
                Arguments.of("empty", Format.CSV, new byte[0], "no header line"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badFiles")
    void aBadFileStopsASnapshotAndIsLeftToTheNextRunOfAStream(String name, Format format, byte[] bytes, String why)
            throws IOException {
        goodNight(format, true);
        RunSummary snapshot = night(format, true, bytes);

        assertThat(snapshot.status()).isEqualTo(RunStatus.GUARDED);
        assertThat(snapshot.exitCode()).isEqualTo(4);
        assertThat(snapshot.guard())
                .singleElement()
                .asString()
                .contains("exports/nightly/export.dat", why, "Export it again");
        assertThat(world.spent().writes()).isZero();
        assertAllTagged();

        goodNight(format, false);
        RunSummary stream = night(format, false, bytes);

        assertThat(stream.exitCode()).isEqualTo(3);
        assertThat(stream.details().firstRejects())
                .filteredOn(reject -> reject.code().equals("unreadable_file"))
                .singleElement()
                .extracting(RunSummary.RejectLine::reason)
                .asString()
                .contains(why, "the file was not consumed, and is read once it can be");
        assertAllTagged();
        assertThat(goodNight(format, false).records().read()).as("mended").isIn(0L, 3L);
    }

    /** Nothing is said of anybody: a snapshot stops, a stream has nothing to do. */
    @Test
    void aFileWithoutRecordsStopsASnapshotAndIsNothingToAStream() throws IOException {
        for (Format format : Format.values()) {
            for (String text : format == Format.JSON ? List.of("", " \n\n", "[]\n") : List.of(HEADER, "id,name,vip")) {
                goodNight(format, true);
                assertThat(night(format, true, text.getBytes(UTF_8)).exitCode()).isEqualTo(4);
                assertAllTagged();
                assertThat(night(format, false, text.getBytes(UTF_8)).exitCode())
                        .isZero();
                assertAllTagged();
            }
        }
    }

    private RunSummary goodNight(Format format, boolean snapshot) throws IOException {
        RunSummary good = night(format, snapshot, format.sound().getBytes(UTF_8));
        assertThat(good.exitCode()).isZero();
        assertAllTagged();
        return good;
    }

    private RunSummary night(Format format, boolean snapshot, byte[] bytes) throws IOException {
        Path file = world.exportFile(JOB, "export.dat");
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return world.run(JOB, format.definition(snapshot));
    }

    private void assertAllTagged() {
        assertThat(world.held()).extracting(Held::externalId).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(world.held()).allMatch(held -> held.tags().equals(Set.of("vip")));
        assertThat(world.held()).extracting(Held::name).containsExactlyInAnyOrder("Ada", "Bo", "Cy");
    }

    private static byte[] cut(byte[] whole) {
        return Arrays.copyOf(whole, whole.length - 12);
    }

    private static byte[] damaged(byte[] packed) {
        byte[] other = packed.clone();
        other[other.length - 6] ^= 1;
        return other;
    }

    private static byte[] zstd(String text) {
        try (ZstdCompressCtx packing = new ZstdCompressCtx().setChecksum(true)) {
            return packing.compress(text.getBytes(UTF_8));
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
