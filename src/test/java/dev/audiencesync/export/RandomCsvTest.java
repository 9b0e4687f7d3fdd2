package dev.audiencesync.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random CSV files in every layout, read back cell by cell. A failure names its seed. */
class RandomCsvTest {

    private static final int WORLDS = 300;
    private static final String TEXT = "ab \",;\t|\r\n\n'é€\uD83D\uDE00";

    @TempDir
    Path folder;

    @Test
    void everyCellArrivesAndEveryRowStandsOnItsLine() throws IOException {
        for (long seed = 0; seed < WORLDS; seed++) {
            World world = new World(new Random(seed));
            byte[] content = world.text.toString().getBytes(UTF_8);
            ExportFile file = Exports.file(folder, seed % 2 == 0 ? Exports.gzip(content) : content);
            assertThat(arrived(file)).as("seed %d", seed).isEqualTo(world.expected);
        }
    }

    private static List<String> arrived(ExportFile file) throws IOException {
        List<String> arrived = new ArrayList<>();
        try (CsvRecordReader reader = CsvRecordReader.open(file, null)) {
            ReadRecord next;
            while ((next = reader.read()) != null) {
                ReadRecord.ExportRecord record = (ReadRecord.ExportRecord) next;
                List<String> cells = new ArrayList<>();
                reader.columns()
                        .forEach(
                                column -> cells.add(record.content().get(column).stringValue()));
                arrived.add(record.position().line() + " " + cells);
            }
        }
        return arrived;
    }

    /** A file, and what is to be read from it. */
    private static final class World {
        private final Random random;
        private final char delimiter;
        private final String lineEnd;
        private final int columns;
        private final StringBuilder text = new StringBuilder();
        private final List<String> expected = new ArrayList<>();
        private int line = 1;

        World(Random random) {
            this.random = random;
            this.delimiter = ",;\t|".charAt(random.nextInt(4));
            this.lineEnd = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
            this.columns = 2 + random.nextInt(4);
            text.append(random.nextBoolean() ? "\uFEFF" : "");
            List<String> header = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                header.add("column " + i);
            }
            write(header);
            int rows = random.nextInt(60);
            for (int i = 0; i < rows; i++) {
                row();
            }
            if (random.nextBoolean()) {
                text.setLength(text.length() - lineEnd.length());
            }
        }

        private void row() {
            if (random.nextInt(10) == 0) {
                text.append(lineEnd);
                line++;
            }
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                cells.add(cell());
            }
            expected.add(line + " " + cells);
            write(cells);
        }

        private String cell() {
            int length = random.nextInt(20) == 0 ? random.nextInt(20_000) : random.nextInt(8);
            return random.ints(length, 0, TEXT.codePointCount(0, TEXT.length()))
                    .mapToObj(index -> Character.toString(TEXT.codePointAt(TEXT.offsetByCodePoints(0, index))))
                    .collect(Collectors.joining());
        }

        private void write(List<String> cells) {
            String row =
                    cells.stream().map(this::written).collect(Collectors.joining(String.valueOf(delimiter))) + lineEnd;
            text.append(row);
            line += row.replace("\r\n", "\n")
                    .replace('\r', '\n')
                    .replaceAll("[^\n]", "")
                    .length();
        }

        private String written(String cell) {
            boolean plain = cell.chars().noneMatch(c -> c == delimiter || c == '"' || c == '\r' || c == '\n');
            return plain && random.nextBoolean() ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
        }
    }
}
