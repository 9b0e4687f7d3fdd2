package dev.audiencesync.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files of about a megabyte that unpack to more than a gigabyte without a record's end, read by a program with a heap of
 * a few times the largest record: what is too large is rejected, and what stands behind it is read.
 */
class LittleMemoryTest {
    private static final int PIECE = 32 << 20;
    private static final int PIECES = 33;
    private static final String HEAP = "-Xmx256m";
    private static final String LESS = "-Xmx96m";

    @TempDir
    Path folder;

    enum Packing {
        gzip {
            @Override
            byte[] pack(byte[] content) throws IOException {
                return Exports.gzip(content);
            }
        },
        zstd {
            @Override
            byte[] pack(byte[] content) throws IOException {
                return Exports.zstd(content);
            }
        };

        abstract byte[] pack(byte[] content) throws IOException;
    }

    @ParameterizedTest(name = "{0}: {1}, {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "json | gzip | {\"id\":1,\"a\":\"           | x | \"}\\n{\"id\":2}\\n          | 1 record_too_large   | 1 sound",
                "json | zstd | {\"id\":1,\"a\":             | [ | ]}\\n{\"id\":2}\\n           | 1 record_too_large   | 1 sound",
                "csv  | gzip | id,name\\n1,\"                | x | \"\\n2,Bo\\n               | 2 record_too_large   | 1 sound"
            })
    void aGigabyteWithoutAnEndIsNotKept(
            String format, Packing packing, String head, char filling, String tail, String bad, String sound)
            throws IOException, InterruptedException {
        Path bomb = bomb(packing, unescaped(head), filling, unescaped(tail));
        assertThat(Files.size(bomb)).isLessThan(4 << 20);

        assertThat(read(format, bomb, HEAP)).containsSubsequence(bad, sound);
    }

    /** As a record may be at most; as a tree, its visit would be some hundred megabytes. */
    @Test
    void aLargeVisitThatNobodyAsksForIsNotBuilt() throws IOException, InterruptedException {
        String head = "{\"_id\":\"1\",\"properties\":{\"id\":\"a\"},\"current_visit\":[{}";
        String tail = "]}\n";
        int room = ReadLimits.DEFAULTS.maxRecordBytes() - head.length() - tail.length();
        Path file = folder.resolve("visitors.json");
        Files.writeString(file, head + ",{}".repeat(room / 3) + tail + "{\"_id\":\"2\"}\n");

        assertThat(read("visitors", file, LESS)).isEqualTo("2 sound\n");
        assertThat(read("json", file, LESS)).contains("OutOfMemoryError");
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n");
    }

    /** Gzip members or zstd frames one after the other are one file: one that is packed once is enough. */
    private Path bomb(Packing packing, String head, char filling, String tail) throws IOException {
        byte[] piece = packing.pack(String.valueOf(filling).repeat(PIECE).getBytes(UTF_8));
        Path file = folder.resolve("bomb");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(packing.pack(head.getBytes(UTF_8)));
            for (int i = 0; i < PIECES; i++) {
                out.write(piece);
            }
            out.write(packing.pack(tail.getBytes(UTF_8)));
        }
        return file;
    }

    private String read(String format, Path file, String heap) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReadAll.class.getName(),
                        format,
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }
}
