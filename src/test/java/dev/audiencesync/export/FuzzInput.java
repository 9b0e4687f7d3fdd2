package dev.audiencesync.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * An export file made of a seed: sound, or damaged before it was packed, after it, or both.
 *
 * @param bytes as stored
 * @param format what it was meant to be
 * @param records how many it holds where it is sound; -1 where it was damaged
 */
record FuzzInput(long seed, byte[] bytes, Format format, int records) {

    enum Format {
        JSON,
        CSV
    }

    private static final String SPICE = "{}[]\",:;\\\n\r\t\0 -tfn019e.\u00ff\ufeff";
    private static final List<String> BETWEEN = List.of("\n", "\r\n", ",\n", "", ",", "][", "]\n[");
    private static final String HEADER =
            "visitor - id,visitor - audience - vip (acme_main_1),visitor - property - name (2),plain\n";

    static FuzzInput of(long seed) throws IOException {
        Random random = new Random(seed);
        Format format = random.nextInt(5) < 3 ? Format.JSON : Format.CSV;
        int count = random.nextInt(12);
        byte[] text = (format == Format.JSON ? json(random, count) : csv(random, count)).getBytes(UTF_8);
        boolean damagedText = random.nextInt(3) > 0;
        byte[] content = damagedText ? damaged(random, text) : text;
        int packing = random.nextInt(5);
        byte[] packed = packed(packing, random, content);
        boolean damagedPack = packing > 1 && random.nextInt(3) == 0;
        return new FuzzInput(
                seed, damagedPack ? damaged(random, packed) : packed, format, damagedText || damagedPack ? -1 : count);
    }

    private static String json(Random random, int count) {
        String between = BETWEEN.get(random.nextInt(BETWEEN.size()));
        boolean array = between.startsWith("]") || (between.startsWith(",") && random.nextBoolean());
        List<String> records = IntStream.range(0, count)
                .mapToObj(number -> "{\"_id\":\"" + number + "\",\"properties\":" + value(random, 4)
                        + ",\"audiences\":[\"VIP\"],\"current_visit\":" + value(random, 6) + "}")
                .toList();
        return (array ? "[" : "") + String.join(between, records) + (array ? "]" : "");
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 0 -> String.valueOf(random.nextLong());
            case 1 -> random.nextInt() + "." + random.nextInt(100) + "e" + random.nextInt(20);
            case 2 -> random.nextBoolean() ? "null" : "false";
            case 3, 4 ->
                "\"" + text(random).replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + "\"";
            case 5, 6 -> "{" + joined(random, i -> "\"k" + i + "\":" + value(random, depth - 1)) + "}";
            default -> "[" + joined(random, i -> value(random, depth - 1)) + "]";
        };
    }

    private static String joined(Random random, java.util.function.IntFunction<String> part) {
        return String.join(
                ",", IntStream.range(0, random.nextInt(4)).mapToObj(part).toList());
    }

    private static String csv(Random random, int count) {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int number = 0; number < count; number++) {
            rows.append(number)
                    .append(random.nextBoolean() ? ",t," : ",f,")
                    .append(cell(random))
                    .append(',')
                    .append(cell(random))
                    .append('\n');
        }
        return rows.toString();
    }

    private static String cell(Random random) {
        return random.nextBoolean()
                ? "x" + random.nextInt(1000)
                : "\"" + text(random).replace("\0", "").replace("\"", "\"\"") + "\"";
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(20) == 0 ? random.nextInt(5_000) : random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(3) == 0 ? SPICE.charAt(random.nextInt(SPICE.length())) : 'a');
        }
        return text.toString();
    }

    private static byte[] packed(int packing, Random random, byte[] content) throws IOException {
        return switch (packing) {
            case 2 -> Exports.gzip(content);
            case 3 -> Exports.zstd(content);
            case 4 -> inTwo(random, content);
            default -> content;
        };
    }

    private static byte[] inTwo(Random random, byte[] content) throws IOException {
        int middle = random.nextInt(content.length + 1);
        boolean gzip = random.nextBoolean();
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        for (byte[] part :
                List.of(Arrays.copyOf(content, middle), Arrays.copyOfRange(content, middle, content.length))) {
            parts.write(gzip ? Exports.gzip(part) : Exports.zstd(part));
        }
        return parts.toByteArray();
    }

    private static byte[] damaged(Random random, byte[] whole) {
        byte[] bytes = whole;
        int damages = 1 + random.nextInt(random.nextBoolean() ? 2 : 20);
        for (int i = 0; i < damages && bytes.length > 0; i++) {
            bytes = damagedOnce(random, bytes);
        }
        return bytes;
    }

    private static byte[] damagedOnce(Random random, byte[] bytes) {
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(30));
        byte[] piece = Arrays.copyOfRange(bytes, at, to);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> spliced(bytes, at, to, new byte[0]);
            case 2 -> spliced(bytes, at, at, piece);
            case 3 -> spliced(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 4 -> spliced(bytes, at, at, repeated(random, piece));
            case 5 -> spliced(bytes, 0, 0, piece);
            default -> spliced(bytes, at, at + random.nextInt(2), spice(random));
        };
    }

    private static byte[] spice(Random random) {
        return SPICE.substring(random.nextInt(SPICE.length())).substring(0, 1).getBytes(UTF_8);
    }

    private static byte[] repeated(Random random, byte[] piece) {
        List<Byte> all = new ArrayList<>();
        int times = random.nextInt(400);
        for (int i = 0; i < times; i++) {
            for (byte each : piece) {
                all.add(each);
            }
        }
        byte[] bytes = new byte[all.size()];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = all.get(i));
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(bytes, 0, from);
        result.writeBytes(instead);
        result.write(bytes, to, bytes.length - to);
        return result.toByteArray();
    }
}
