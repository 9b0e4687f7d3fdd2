package dev.audiencesync.export;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.export.Exports.Reading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecordReaderTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void quotesLineBreaksAndBlankLinesWithEveryLineEnd(String lineEnd) throws IOException {
        String text = "id,name¶¶C-1,\"Love¶lace, \"\"Ada\"\"\"¶   ¶C-2,5\" screen¶C-3,\"\"".replace("¶", lineEnd);

        assertThat(read(text))
                .isEqualTo(sound(
                        "3 {\"id\":\"C-1\",\"name\":\"Love" + escaped(lineEnd) + "lace, \\\"Ada\\\"\"}",
                        "6 {\"id\":\"C-2\",\"name\":\"5\\\" screen\"}",
                        "7 {\"id\":\"C-3\",\"name\":\"\"}"));
    }

    private static String escaped(String lineEnd) {
        return lineEnd.replace("\r", "\\r").replace("\n", "\\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '\0',
            value = {
                "a,b 1,2",
                "a;b 1;2",
                "a\tb 1\t2",
                "a|b 1|2",
                "a;\"b,c,d\" 1;2",
                "\"a\";\"b\" 1;2",
                "a,b;c,d 1,2,3",
                "a,b|c;d 1,2"
            })
    void theDelimiterIsTheMostFrequentOfTheHeaderLineOutsideOfQuotes(String header, String row) throws IOException {
        String delimiter = row.substring(1, 2);
        String[] cells = row.split(Pattern.quote(delimiter), -1);

        Reading reading = read(header + "\n" + row + "\n");

        assertThat(reading.records())
                .singleElement()
                .asString()
                .startsWith("2 {")
                .contains("\"1\"", "\"2\"");
        assertThat(reading.records().get(0).split(":", -1)).hasSize(cells.length + 1);
    }

    @Test
    void aDelimiterThatIsStatedIsTaken() throws IOException {
        assertThat(readCsv("a,b:c\n1,2:3\n", ':')).isEqualTo(sound("2 {\"a,b\":\"1,2\",\"c\":\"3\"}"));
    }

    @Test
    void byteOrderMarksAndRepeatedHeadersOfAppendedFilesAreNoContent() throws IOException {
        assertThat(read("\uFEFFid, name\nC-1,Ada\n\uFEFFid,name\nC-2,Bo\n\uFEFF"))
                .isEqualTo(sound("2 {\"id\":\"C-1\",\"name\":\"Ada\"}", "4 {\"id\":\"C-2\",\"name\":\"Bo\"}"));
    }

    @Test
    void gzipIsToldByContent() throws IOException {
        byte[] gzip = Exports.gzip("id,name\nC-1,Ada\n".getBytes(UTF_8));

        assertThat(read(gzip)).isEqualTo(sound("2 {\"id\":\"C-1\",\"name\":\"Ada\"}"));
    }

    @Test
    void aHeaderAloneIsAFileWithoutRecords() throws IOException {
        assertThat(read("id,name")).isEqualTo(sound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n \r\n", "\uFEFF"})
    void aFileWithoutAHeaderIsUnreadable(String content) throws IOException {
        assertThat(read(content)).isEqualTo(new Reading(List.of(), "the file: is empty: it has no header line"));
    }

    @Test
    void aHeaderThatIsNoUtf8OrNoCsvIsNotGuessed() throws IOException {
        assertThat(read("id,straße\nC-1,x\n".getBytes(ISO_8859_1)).failure())
                .isEqualTo("the file:1: the header line cannot be read: holds bytes that are no UTF-8;"
                        + " export the file as UTF-8");
        assertThat(read("id,name\nC-1,x\n".getBytes(UTF_16)).failure()).contains("UTF-16");
        assertThat(read("\n\"id\"s,name\nC-1,x\n").failure())
                .startsWith("the file:2: the header line cannot be read: not valid CSV");
    }

    @Test
    void theHeaderIsKnownBeforeTheRecords() throws IOException {
        try (CsvRecordReader reader = CsvRecordReader.open(file("\n id ;a b;;id\n".getBytes(UTF_8)), null)) {
            assertThat(reader.columns()).containsExactly("id", "a b", "", "id");
            assertThat(reader.header()).hasToString("the file:2");
        }
    }

    @Test
    void aWrongColumnCountIsRejectedWithEverybodyItMayBeAbout() throws IOException {
        assertThat(read("id,name,email\nC-1,Love,lace,a@x.de\nC-2,b@x.de\nC-3,Cy,c@x.de\n"))
                .isEqualTo(sound(
                        "2 !column_count {\"id\":\"C-1\",\"name\":\"Love\",\"email\":\"lace\"}"
                                + " or {\"id\":\"Love\",\"name\":\"lace\",\"email\":\"a@x.de\"}",
                        "3 !column_count {\"id\":\"C-2\",\"name\":\"b@x.de\"}"
                                + " or {\"name\":\"C-2\",\"email\":\"b@x.de\"}",
                        "4 {\"id\":\"C-3\",\"name\":\"Cy\",\"email\":\"c@x.de\"}"));
    }

    @Test
    void reasonsSayWhatIsWrongAndNeverShowContent() throws IOException {
        assertThat(reasons("id,name\nAda\nC-2,\"Ada\"x\nC-3,Ada\uFFFF\n", ReadLimits.DEFAULTS))
                .containsExactly(
                        "1 column where the header has 2",
                        "not valid CSV: something follows a closing quote (a quote inside a quoted value is written"
                                + " twice)",
                        "holds bytes that are no UTF-8; export the file as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C-2,\"Bo", "C-2,\"Bo\n", "C-2,\"Bo\nand so on", "C-2"})
    void aFileThatEndsInsideARecordIsCutOff(String end) throws IOException {
        Reading reading = read("id,name\nC-1,Ada\n" + end);

        assertThat(reading.records()).first().isEqualTo("2 {\"id\":\"C-1\",\"name\":\"Ada\"}");
        assertThat(reading.failure()).contains("the file ends inside the record");
    }

    @Test
    void anIdThatWasCutOffIsNobodys() throws IOException {
        assertThat(read("name,id,x\nAda,C-10").records()).containsExactly("2 !column_count {\"name\":\"Ada\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C-2,Bo", "C-2,Bo,\n", "C-2\n", "C-2,Bo,x", "C-2,\"Bo\"x\n"})
    void aBadLastLineIsNotCutOffWhereNothingIsMissing(String end) throws IOException {
        assertThat(read("id,name\nC-1,Ada\n" + end).failure()).isEmpty();
    }

    @Test
    void gzipThatIsCutOffFailsAfterItsRecordsAndUsesNothingThatMayLackItsEnd() throws IOException {
        String text = "id,name\nC-1,Ada\nC-2," + "Boadicea of the Iceni";
        byte[] whole = Exports.gzip(text.getBytes(UTF_8));

        Reading reading = read(Arrays.copyOf(whole, whole.length - 8));

        assertThat(reading)
                .isEqualTo(new Reading(
                        List.of("2 {\"id\":\"C-1\",\"name\":\"Ada\"}", "3 !malformed_csv {\"id\":\"C-2\"}"),
                        "the file:3: the gzip data is cut off"));
    }

    @Test
    void bytesThatAreNoUtf8SpoilTheirRecordOnlyAndNothingIsGuessed() throws IOException {
        byte[] content = "id,name\nC-1,J?rg\nC-2,Jürg €\uD83D\uDE00\n".getBytes(UTF_8);
        content[13] = (byte) 0xF6;

        assertThat(read(content))
                .isEqualTo(sound(
                        "2 !malformed_csv {\"id\":\"C-1\"}", "3 {\"id\":\"C-2\",\"name\":\"Jürg €\uD83D\uDE00\"}"));
    }

    @Test
    void aRecordThatIsTooLargeIsRejectedAndTheNextIsRead() throws IOException {
        String line = "C-2," + "x".repeat(46) + "\n";
        ReadLimits limits = new ReadLimits(line.length(), 1);
        String text = "id,name\n" + line + "C-3,y" + line.substring(4) + "C-4,\"open\n" + line + "C-5,Ed\n";

        assertThat(Exports.readCsv(file(text.getBytes(UTF_8)), null, limits))
                .isEqualTo(sound(
                        "2 {\"id\":\"C-2\",\"name\":\"" + "x".repeat(46) + "\"}",
                        "3 !record_too_large {\"id\":\"C-3\",\"name\":\"y" + "x".repeat(46) + "\"}",
                        "4 !record_too_large {\"id\":\"C-4\"} or {\"id\":\"C-4\",\"name\":\"open\"}",
                        "5 {\"id\":\"C-2\",\"name\":\"" + "x".repeat(46) + "\"}",
                        "6 {\"id\":\"C-5\",\"name\":\"Ed\"}"));
        assertThat(reasons(text, limits)).first().asString().startsWith("larger than 51 characters");
    }

    /** With CRLF and pieces that end anywhere, as a buffer's do. */
    @Test
    void longLinesAreReadWhole() throws IOException {
        for (int length : new int[] {8183, 8184, 8185, 16373, 16374, 16375, 16376, 40000}) {
            String value = "x".repeat(length);
            assertThat(read("id,name\r\nC-1," + value + "\r\nC-2\r\nC-3,\"" + value + "\r\n" + value + "\"\r\n"))
                    .as("length %d", length)
                    .isEqualTo(sound(
                            "2 {\"id\":\"C-1\",\"name\":\"" + value + "\"}",
                            "3 !column_count {\"id\":\"C-2\"} or {\"name\":\"C-2\"}",
                            "4 {\"id\":\"C-3\",\"name\":\"" + value + "\\r\\n" + value + "\"}"));
        }
    }

    @Test
    void aQuoteThatStaysOpenForTwentyMegabytesDoesNotTakeThemIn() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes("id,name\nC-1,\"Ada\n".getBytes(UTF_8));
        byte[] line = ("C-2," + "x".repeat(96) + "\n").getBytes(UTF_8);
        int lines = (20 << 20) / line.length;
        for (int i = 0; i < lines; i++) {
            content.writeBytes(line);
        }
        ExportFile file = file(Exports.gzip(content.toByteArray()));

        try (CsvRecordReader reader = CsvRecordReader.open(file, null, List.of(), new ReadLimits(1 << 20, 10))) {
            assertThat(reader.read()).isInstanceOf(ReadRecord.UnreadableRecord.class);
            for (int i = 0; i < lines; i++) {
                assertThat(reader.read().position().line()).isEqualTo(i + 3);
            }
            assertThat(reader.read()).isNull();
        }
    }

    @Test
    void whatCannotBeOpenedSaysWhy() {
        assertThatThrownBy(() -> CsvRecordReader.open(new ExportFile(folder.resolve("none.csv"), "none.csv"), null))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessage("none.csv: does not exist");
        assertThatThrownBy(() -> CsvRecordReader.open(
                        file("x".repeat(100).getBytes(UTF_8)), null, List.of(), new ReadLimits(9, 1)))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("the file:1: the header line is larger than 9 characters");
    }

    private List<String> reasons(String text, ReadLimits limits) throws IOException {
        List<String> reasons = new ArrayList<>();
        try (CsvRecordReader reader = CsvRecordReader.open(file(text.getBytes(UTF_8)), null, List.of(), limits)) {
            ReadRecord next;
            while ((next = reader.read()) != null) {
                if (next instanceof ReadRecord.UnreadableRecord damaged) {
                    reasons.add(damaged.reason());
                }
            }
        }
        return reasons;
    }

    private Reading read(String text) throws IOException {
        return read(text.getBytes(UTF_8));
    }

    private Reading read(byte[] content) throws IOException {
        return Exports.readCsv(file(content), null, ReadLimits.DEFAULTS);
    }

    private Reading readCsv(String text, Character delimiter) throws IOException {
        return Exports.readCsv(file(text.getBytes(UTF_8)), delimiter, ReadLimits.DEFAULTS);
    }

    private ExportFile file(byte[] content) throws IOException {
        return Exports.file(folder, content);
    }

    private static Reading sound(String... records) {
        return new Reading(List.of(records), "");
    }
}
