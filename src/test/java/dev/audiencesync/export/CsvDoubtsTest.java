package dev.audiencesync.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.audiencesync.export.Exports.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines below a flawed row are records, and which may be the text of its cells. */
class CsvDoubtsTest {

    @TempDir
    Path folder;

    @Test
    void aQuoteThatIsNeverClosedCostsOneRow() throws IOException {
        assertThat(read("id,name\nC-1,\"Ada\nC-2,Bo\nC-3,Cy\n"))
                .isEqualTo(sound(
                        "2 !malformed_csv {\"id\":\"C-1\"} or {\"id\":\"C-1\",\"name\":\"Ada\"}",
                        "3 {\"id\":\"C-2\",\"name\":\"Bo\"}",
                        "4 {\"id\":\"C-3\",\"name\":\"Cy\"}"));
    }

    /** The next quote closes it far below, where a name goes on. */
    @Test
    void aStrayQuoteDoesNotTakeItsNeighboursWithIt() throws IOException {
        assertThat(
                        read(
                                "id,name\r\nC-1,\"Ada\r\nC-2,Bo\r\nC-3,\"Cy, jr.\"\r\nC-4,\"Di\",\r\nC-5,\"Ed\r\nC-6,\",\"\r\n"))
                .isEqualTo(sound(
                        "2 !malformed_csv {\"id\":\"C-1\"} or {\"id\":\"C-1\",\"name\":\"Ada\"}",
                        "3 {\"id\":\"C-2\",\"name\":\"Bo\"}",
                        "4 {\"id\":\"C-3\",\"name\":\"Cy, jr.\"}",
                        "5 !column_count {\"id\":\"C-4\",\"name\":\"Di\"} or {\"id\":\"Di\",\"name\":\"\"}",
                        "6 !malformed_csv {\"id\":\"C-5\",\"name\":\"Ed\\r\\nC-6,\"}"
                                + " or {\"id\":\"C-5\",\"name\":\"Ed\"}",
                        "7 {\"id\":\"C-6\",\"name\":\",\"}"));
    }

    @Test
    void theLinesOfARowOfTooManyColumnsOnlySayWhoMayBeMeant() throws IOException {
        assertThat(read("id,name\nC-1,\"Ada\nC-2,Bo\n\",x\nC-4,Di\n"))
                .isEqualTo(sound(
                        "2 !column_count {\"id\":\"C-1\",\"name\":\"Ada\\nC-2,Bo\\n\"}"
                                + " or {\"id\":\"Ada\\nC-2,Bo\\n\",\"name\":\"x\"}"
                                + " or {\"id\":\"C-1\",\"name\":\"Ada\"}",
                        "3 !inside_rejected_row {\"id\":\"C-2\",\"name\":\"Bo\"}",
                        "4 !malformed_csv {\"id\":\"\",\"name\":\"x\"}",
                        "5 {\"id\":\"C-4\",\"name\":\"Di\"}"));
    }

    /** The quote before the comma on line 4 closes what may have been opened on line 2. */
    @Test
    void rowsThatMayBeTextAreRejectedDownToTheQuoteThatMayCloseIt() throws IOException {
        assertThat(codes("id,name,x\nC-1,\"5\" or:\nC-2,Bo,\nbye\",y\nC-4,Di,\nC-5,4\",\nC-6,\"Ed\",\n"))
                .containsExactly(
                        "2 malformed_csv", "3 inside_rejected_row", "4 column_count", "5 read", "6 read", "7 read");
    }

    @Test
    void whatMayBeTextSaysWhichRowToCorrect() throws IOException {
        byte[] content = "id,name\nC-1,\"5\" or:\nC-2,Bo\nC-3,bye\"\n".getBytes(UTF_8);
        try (CsvRecordReader reader = CsvRecordReader.open(Exports.file(folder, content), null)) {
            reader.read();
            assertThat(reader.read())
                    .asInstanceOf(type(ReadRecord.UnreadableRecord.class))
                    .extracting(ReadRecord.UnreadableRecord::reason)
                    .isEqualTo("may be text inside of the rejected row on line 2; correct that one, and this is read");
        }
    }

    /** A quoted cell of their own, the end of the file, or more text than a cell has show that the quote was stray. */
    @ParameterizedTest
    @ValueSource(strings = {"C-3,\"Cy, jr.\"\nC-4,5\"\n", "C-3,5\" x 7\"\n", "C-3,\"\"\n", "LONG\nC-4,5\"\n"})
    void rowsBelowAStrayQuoteAreRead(String rows) throws IOException {
        String text = rows.replace("LONG", "C-3," + "x".repeat(1 << 20));

        assertThat(codes("id,name\nC-1,\"A\"da\nC-2,Bo\n" + text))
                .startsWith("2 malformed_csv", "3 read", "4 read")
                .doesNotContain("5 inside_rejected_row");
    }

    @Test
    void aFileThatEndsInsideARecordMayHaveEndedInsideACell() throws IOException {
        assertThat(codes("id,name\nC-1,\"Ada\nC-2,Bo\nby")).startsWith("2 malformed_csv", "3 inside_rejected_row");
    }

    @Test
    void aRowOfManyCellsIsNotReadInEveryWay() throws IOException {
        String row = "C-1," + "x,".repeat(100_000) + "C-2,Bo\n";
        assertThat(read("id,name\n" + row).records())
                .singleElement()
                .asString()
                .contains("{\"id\":\"C-1\",", " or {\"id\":\"C-2\",\"name\":\"Bo\"}")
                .hasSizeLessThan(1000);
    }

    private List<String> codes(String text) throws IOException {
        List<String> codes = new ArrayList<>();
        read(text)
                .records()
                .forEach(read -> codes.add(read.replaceFirst("^(\\d+ )\\{(?s).*", "$1read")
                        .replaceFirst("^(\\d+ )!(\\w+) (?s).*", "$1$2")));
        return codes;
    }

    private Reading read(String text) throws IOException {
        return Exports.readCsv(Exports.file(folder, text.getBytes(UTF_8)), null, ReadLimits.DEFAULTS);
    }

    private static Reading sound(String... records) {
        return new Reading(List.of(records), "");
    }
}
