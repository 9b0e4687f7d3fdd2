package dev.audiencesync.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.export.ReadRecord.ExportRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random files in every layout, whole and damaged. A failure names its seed. */
class RandomDamageTest {

    private static final int WORLDS = 250;

    @TempDir
    Path folder;

    enum Layout {
        LINES("", "\n", "\n"),
        CRLF_LINES("\uFEFF", "\r\n", ""),
        COMMA_LINES("", ",\n", ",\n"),
        ARRAY_LINES("[\n", ",\n", "\n]"),
        ARRAYS_BY_LINE("[", "]\n[", "]\n"),
        BACK_TO_BACK("", "", ""),
        ARRAY("[", ",", "]"),
        ARRAYS("[", "][", "]");

        final String before;
        final String between;
        final String after;

        Layout(String before, String between, String after) {
            this.before = before;
            this.between = between;
            this.after = after;
        }

        boolean byLine() {
            return between.contains("\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyRecordArrivesWhateverStandsBetweenThem(Layout layout) throws IOException {
        for (long seed = 0; seed < WORLDS / 2; seed++) {
            List<String> records = new RandomRecords(seed).several();
            List<String> arrived =
                    arrived(layout, records.stream().map(RandomDamageTest::utf8).toList(), seed % 2 == 0);
            assertThat(arrived).as("seed %d", seed).isEqualTo(records);
        }
    }

    /** Where records share a line, a damage may reach the neighbours; a line is never touched by another's damage. */
    @ParameterizedTest
    @EnumSource(names = {"LINES", "CRLF_LINES", "COMMA_LINES", "ARRAY_LINES", "ARRAYS_BY_LINE"})
    void everyOtherRecordArrivesWhenOneIsDamaged(Layout layout) throws IOException {
        for (long seed = 0; seed < WORLDS; seed++) {
            RandomRecords random = new RandomRecords(seed);
            List<String> records = random.several();
            int victim = random.below(records.size());
            List<byte[]> written =
                    new ArrayList<>(records.stream().map(RandomDamageTest::utf8).toList());
            written.set(victim, random.damaged(written.get(victim)));

            List<String> arrived = arrived(layout, written, seed % 2 == 0);

            List<String> others = new ArrayList<>(records);
            others.remove(victim);
            assertThat(arrived)
                    .as(
                            "seed %d, %s, damaged to %s",
                            seed, layout, new String(written.get(victim), StandardCharsets.UTF_8))
                    .containsSubsequence(others)
                    .hasSizeLessThanOrEqualTo(records.size());
        }
    }

    private List<String> arrived(Layout layout, List<byte[]> records, boolean gzip) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(utf8(layout.before));
        for (int i = 0; i < records.size(); i++) {
            content.writeBytes(i == 0 ? new byte[0] : utf8(layout.between));
            content.writeBytes(records.get(i));
        }
        content.writeBytes(utf8(layout.after));
        byte[] bytes = content.toByteArray();
        List<String> arrived = new ArrayList<>();
        try (JsonRecordReader reader =
                JsonRecordReader.open(Exports.file(folder, gzip ? Exports.gzip(bytes) : bytes), ReadLimits.DEFAULTS)) {
            ReadRecord next;
            while ((next = reader.read()) != null) {
                if (next instanceof ExportRecord sound) {
                    arrived.add(sound.content().toString());
                }
            }
        } catch (UnreadableFileException e) {
            return arrived;
        }
        return arrived;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Records with the characters that framing could trip over, inside strings and out. */
    private static final class RandomRecords {

        private static final String TEXT = "ab {}[],:\"\\é€\uD83D\uDE00\n";

        private final Random random;

        RandomRecords(long seed) {
            random = new Random(seed);
        }

        int below(int bound) {
            return random.nextInt(bound);
        }

        List<String> several() {
            int count = 3 + below(5);
            List<String> records = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                records.add("{\"_id\":" + i + ",\"properties\":" + value(3) + ",\"audiences\":" + value(2) + "}");
            }
            return records;
        }

        private String value(int depth) {
            return switch (below(depth == 0 ? 4 : 7)) {
                case 0 -> String.valueOf(random.nextInt());
                case 1 -> random.nextBoolean() ? "true" : "null";
                case 2, 3 -> text();
                case 4 -> "[" + joined(depth, false) + "]";
                default -> "{" + joined(depth, true) + "}";
            };
        }

        private String joined(int depth, boolean keys) {
            List<String> parts = new ArrayList<>();
            int count = below(4);
            for (int i = 0; i < count; i++) {
                parts.add((keys ? "\"k" + i + "\":" : "") + value(depth - 1));
            }
            return String.join(",", parts);
        }

        private String text() {
            StringBuilder text = new StringBuilder("\"");
            int[] alphabet = TEXT.codePoints().toArray();
            int length = below(8);
            for (int i = 0; i < length; i++) {
                int next = alphabet[below(alphabet.length)];
                String escape = next == '\n' ? "\\n" : next == '"' || next == '\\' ? "\\" + (char) next : "";
                text.append(escape.isEmpty() ? Character.toString(next) : escape);
            }
            return text.append('"').toString();
        }

        byte[] damaged(byte[] record) {
            int at = below(record.length);
            return switch (below(6)) {
                case 0 -> Arrays.copyOf(record, at);
                case 1 -> Arrays.copyOfRange(record, at, record.length);
                case 2 -> spliced(record, at, at + 1, new byte[0]);
                case 3 -> spliced(record, at, Math.min(record.length, at + 1 + below(10)), new byte[0]);
                case 4 -> spliced(record, at, at, oneOf("{}[]\",:\\\0\nx"));
                default -> spliced(record, at, at + 1, oneOf("{}[]\",:\\\0\n\u00ff"));
            };
        }

        private byte[] oneOf(String bytes) {
            return new byte[] {(byte) bytes.charAt(below(bytes.length()))};
        }

        private static byte[] spliced(byte[] record, int from, int to, byte[] instead) {
            ByteArrayOutputStream result = new ByteArrayOutputStream();
            result.write(record, 0, from);
            result.writeBytes(instead);
            result.write(record, to, record.length - to);
            return result.toByteArray();
        }
    }
}
