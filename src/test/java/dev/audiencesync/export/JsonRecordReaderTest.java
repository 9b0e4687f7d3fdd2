package dev.audiencesync.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.export.Exports.Reading;
import dev.audiencesync.export.ReadRecord.UnreadableRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecordReaderTest {

    private static final String THREE = "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n";

    @TempDir
    Path folder;

    @Test
    void gzipIsToldByContentAndMayHaveSeveralMembersAndZeroPadding() throws IOException {
        byte[] members = concat(gzip("{\"a\":1}\n{\"a\""), gzip(""), gzip(":2}\n"), new byte[100]);

        assertThat(read(members)).isEqualTo(new Reading(lines("1 {\"a\":1}", "2 {\"a\":2}"), ""));
    }

    @Test
    void aDamagedSecondMemberIsNotTakenForTheEnd() throws IOException {
        byte[] second = gzip("{\"a\":2}\n");
        second[1] = 0;

        assertThat(read(concat(gzip("{\"a\":1}\n"), second)))
                .isEqualTo(
                        new Reading(lines("1 {\"a\":1}"), "the file:1: the gzip data is followed by something else"));
    }

    @Test
    void gzipThatIsCutOffFailsAfterItsRecordsAndKeepsWhatTheLastOneHeld() throws IOException {
        byte[] whole = gzip(THREE + "{\"id\":\"C-1\",\"b\":\"" + "x".repeat(50) + "\"}");

        Reading reading = read(Arrays.copyOf(whole, whole.length - 12));

        assertThat(reading.records())
                .hasSize(4)
                .startsWith("1 {\"a\":1}", "2 {\"a\":2}", "3 {\"a\":3}")
                .endsWith("4 !malformed_json {\"id\":\"C-1\"}");
        assertThat(reading.failure()).isEqualTo("the file:4: the gzip data is cut off");
    }

    @Test
    void aWrongChecksumMakesTheFileUnreadable() throws IOException {
        byte[] damaged = gzip(THREE);
        damaged[damaged.length - 6] ^= 1;

        Reading reading = read(damaged);

        assertThat(reading.records()).hasSize(3);
        assertThat(reading.failure()).contains("checksum does not match");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}\n{\"id\":7,\"b\":\"x",
                "{\"a\":1}\n{\"id\":7,\"b\":[",
                "{\"a\":1}\n{\"id\":7,\"b\":tr",
                "{\"a\":1}\n{\"id\":7,\n",
                "{\"a\":1}\n{\"id\":7 oops \"b\":\"x"
            })
    void aFileThatEndsInsideARecordIsTruncated(String content) throws IOException {
        assertThat(Exports.read(folder, content))
                .isEqualTo(new Reading(
                        lines(
                                "1 {\"a\":1}",
                                "2 !malformed_json {\"id\":7" + (content.endsWith("[") ? ",\"b\":[]}" : "}")),
                        "the file:2: not valid JSON: the file ends inside the record"));
    }

    @Test
    void aFileThatEndsInsideAnArrayIsTruncated() throws IOException {
        assertThat(Exports.read(folder, "[{\"a\":1},\n{\"a\":2}"))
                .isEqualTo(
                        new Reading(lines("1 {\"a\":1}", "2 {\"a\":2}"), "the file:2: the file ends inside an array"));
    }

    @Test
    void aDamagedLastLineIsNoTruncation() throws IOException {
        assertThat(Exports.read(folder, "{\"a\":1}\n{\"id\":7,\"b\":\"x}\n"))
                .isEqualTo(new Reading(lines("1 {\"a\":1}", "2 !malformed_json {\"id\":7}"), ""));
    }

    @Test
    void bytesThatAreNoUtf8SpoilTheirRecordOnlyAndNothingIsGuessed() throws IOException {
        byte[] content = "{\"id\":7,\"b\":\"?\"}\n{\"b\":\"ü€\uD83D\uDE00\"}".getBytes(StandardCharsets.UTF_8);
        content[13] = (byte) 0xFC;

        assertThat(read(content).records())
                .containsExactly("1 !malformed_json {\"id\":7}", "2 {\"b\":\"ü€\uD83D\uDE00\"}");
    }

    @Test
    void aTwentyMegabyteRecordIsRejectedAndTheRestGoesOn() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes("{\"a\":1}\n{\"id\":7,\"b\":[\"".getBytes(StandardCharsets.UTF_8));
        content.writeBytes("0123456789\",\"".repeat(20 << 20 >> 3).getBytes(StandardCharsets.UTF_8));
        content.writeBytes("\"]}\n{\"a\":2}\n{\"a\":3}".getBytes(StandardCharsets.UTF_8));
        ExportFile file = Exports.file(folder, gzipBytes(content.toByteArray()));

        try (JsonRecordReader reader = JsonRecordReader.open(file, new ReadLimits(1 << 20, 10))) {
            assertThat(reader.read()).isInstanceOf(ReadRecord.ExportRecord.class);
            UnreadableRecord large = (UnreadableRecord) reader.read();
            assertThat(large.code()).isEqualTo("record_too_large");
            assertThat(large.reason()).isEqualTo("larger than 1048576 bytes");
            assertThat(large.partials().get(0).path("id").asInt()).isEqualTo(7);
            assertThat(reader.read()).hasToString("ExportRecord[position=the file:3, content={\"a\":2}]");
            assertThat(reader.read()).isNotNull();
            assertThat(reader.read()).isNull();
        }
    }

    @Test
    void theWindowDoesNotGrowBeyondWhatIsPinned() throws IOException {
        byte[] line = ("{\"a\":\"" + "x".repeat(5000) + "\"}\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int i = 0; i < 1000; i++) {
            content.writeBytes(line);
        }
        ByteWindow window = new ByteWindow(new ByteArrayInputStream(content.toByteArray()));
        RecordFramer framer = new RecordFramer(window, new ReadLimits(10_000, 10));
        int frames = 0;
        while (framer.next() != null) {
            frames++;
        }

        assertThat(frames).isEqualTo(1000);
        assertThat(window.array()).hasSizeLessThanOrEqualTo(1 << 17);
    }

    @Test
    void aRecordOfExactlyTheLimitPassesAndOneByteMoreDoesNot() throws IOException {
        byte[] content = "{\"a\":1}\n{\"a\":10}\n{\"a\":2}".getBytes(StandardCharsets.UTF_8);

        assertThat(Exports.read(Exports.file(folder, content), new ReadLimits(7, 10))
                        .records())
                .containsExactly("1 {\"a\":1}", "2 !record_too_large {}", "3 {\"a\":2}");
    }

    @Test
    void nestingIsLimited() throws IOException {
        String content = "{\"a\":[[1]]}\n{\"id\":1,\"a\":[[[1]]]}\n{\"a\":2}";

        assertThat(Exports.read(Exports.file(folder, content.getBytes(StandardCharsets.UTF_8)), new ReadLimits(1000, 3))
                        .records())
                .containsExactly("1 {\"a\":[[1]]}", "2 !nested_too_deeply {\"id\":1,\"a\":[[]]}", "3 {\"a\":2}");
    }

    @Test
    void reasonsNeverShowContent() throws IOException {
        ExportFile file = Exports.file(
                folder, "{\"a\":ada@example.com}\n{\"a\":Ada}\n{\"ada\":1,\"ada\":2}".getBytes(StandardCharsets.UTF_8));
        try (JsonRecordReader reader = JsonRecordReader.open(file, ReadLimits.DEFAULTS)) {
            for (int i = 0; i < 3; i++) {
                assertThat(((UnreadableRecord) reader.read()).reason()).doesNotContainIgnoringCase("ada");
            }
        }
    }

    @Test
    void whatCannotBeOpenedSaysWhy() {
        assertThatThrownBy(() -> JsonRecordReader.open(
                        new ExportFile(folder.resolve("none.gz"), "none.gz"), ReadLimits.DEFAULTS))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("none.gz: does not exist");
        assertThatThrownBy(() -> JsonRecordReader.open(new ExportFile(folder, "folder"), ReadLimits.DEFAULTS))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("folder: is a folder, not a file");
    }

    @Test
    void identityFollowsTheContent() throws IOException {
        Path path = Files.writeString(folder.resolve("a"), "abc");

        FileIdentity identity = FileIdentity.of(new ExportFile(path, "a"));

        assertThat(identity)
                .isEqualTo(new FileIdentity(
                        path,
                        3,
                        Files.getLastModifiedTime(path).toInstant(),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    private Reading read(byte[] content) throws IOException {
        return Exports.read(Exports.file(folder, content), ReadLimits.DEFAULTS);
    }

    private static List<String> lines(String... lines) {
        return List.of(lines);
    }

    @Test
    void whatIsNoTextIsSaidOnceAndNotRecordByRecord() throws IOException {
        byte[] zip = concat(new byte[] {'P', 'K', 3, 4}, THREE.getBytes(StandardCharsets.UTF_8));
        Reading zipped = new Reading(List.of(), "the file: is a zip archive; unpack it");
        Reading wide = new Reading(List.of(), "the file: is UTF-16; export it as UTF-8");

        assertThat(read(zip)).isEqualTo(zipped);
        assertThat(read(gzipBytes(zip))).isEqualTo(zipped);
        assertThat(read(THREE.getBytes(StandardCharsets.UTF_16))).isEqualTo(wide);
        assertThat(read(THREE.getBytes(StandardCharsets.UTF_16BE))).isEqualTo(wide);
        assertThat(read(THREE.getBytes(StandardCharsets.UTF_16LE))).isEqualTo(wide);
        assertThat(read(gzipBytes(THREE.getBytes(StandardCharsets.UTF_16LE)))).isEqualTo(wide);
    }

    @Test
    void aPackedFileWithoutAByteIsACopyThatWentWrong() throws IOException {
        Path packed = Files.createFile(folder.resolve("visitors.GZ"));

        assertThat(Exports.read(new ExportFile(packed, "visitors.GZ"), ReadLimits.DEFAULTS)
                        .failure())
                .startsWith("visitors.GZ: is empty");
        assertThat(read(new byte[0])).isEqualTo(new Reading(List.of(), ""));
        assertThat(read(gzip(""))).isEqualTo(new Reading(List.of(), ""));
    }

    /** Found by {@link ReaderFuzz}: the parser throws another exception than for all else. */
    @Test
    void anExponentBeyondAllBoundsRejectsItsRecordOnly() throws IOException {
        assertThat(read("{\"a\":7e99999999999,\"id\":\"C-1\"}\n{\"a\":1}\n".getBytes(UTF_8)))
                .isEqualTo(new Reading(lines("1 !malformed_json {\"a\":null,\"id\":\"C-1\"}", "2 {\"a\":1}"), ""));
    }

    @Test
    void whatNobodyAsksForIsNeverBuilt() throws IOException {
        String visit = "\"current_visit\":{\"properties\":{\"a\":\"b\"},\"list\":[[1],{}]}";
        String record = "{\"_id\":\"v\",\"n\":1.50,\"properties\":{\"id\":7}," + visit
                + ",\"funnels\":[{\"x\":[]}],\"z\":null}";
        ExportFile file = Exports.file(folder, (record + "\n" + record.replace(":null}", ":nul}")).getBytes(UTF_8));

        try (JsonRecordReader reader = JsonRecordReader.open(file, Exports.part("properties"))) {
            assertThat(((ReadRecord.ExportRecord) reader.read()).content().toString())
                    .isEqualTo("{\"properties\":{\"id\":7}}");
            UnreadableRecord damaged = (UnreadableRecord) reader.read();
            assertThat(damaged.partials()).hasToString("[{\"properties\":{\"id\":7}}]");
        }
        try (JsonRecordReader reader = JsonRecordReader.open(file, Exports.part("current_visit"))) {
            assertThat(((ReadRecord.ExportRecord) reader.read()).content().toString())
                    .isEqualTo("{" + visit + "}");
        }
    }

    /** A record that lost its middle and goes on as another has keys twice, read or not. */
    @Test
    void aKeyTwiceIsRefusedInWhateverIsReadOfARecord() throws IOException {
        String file = String.join(
                "\n",
                "{\"properties\":{\"id\":1},\"n\":1,\"n\":1}",
                "{\"properties\":{\"id\":2},\"visit\":{},\"visit\":{}}",
                "{\"properties\":{\"id\":3,\"x\":{\"a\":1,\"a\":2}}}",
                "{\"properties\":{\"id\":4},\"visit\":{\"a\":1,\"a\":2}}",
                "{\"properties\":{\"id\":5},\"properties\":{\"id\":6}}");

        List<String> read = new ArrayList<>();
        try (JsonRecordReader reader =
                JsonRecordReader.open(Exports.file(folder, file.getBytes(UTF_8)), Exports.part("properties"))) {
            for (ReadRecord next = reader.read(); next != null; next = reader.read()) {
                read.add(Exports.text(next));
            }
        }
        assertThat(read)
                .containsExactly(
                        "1 !duplicate_key {\"properties\":{\"id\":1}}",
                        "2 !duplicate_key {\"properties\":{\"id\":2}}",
                        "3 !duplicate_key {\"properties\":{\"id\":3,\"x\":{\"a\":1}}}",
                        "4 {\"properties\":{\"id\":4}}",
                        "5 !duplicate_key {\"properties\":{\"id\":5}}");
    }

    private static byte[] gzip(String text) throws IOException {
        return gzipBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzipBytes(byte[] content) throws IOException {
        return Exports.gzip(content);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
