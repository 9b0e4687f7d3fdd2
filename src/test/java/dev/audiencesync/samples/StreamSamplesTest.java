package dev.audiencesync.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code mvn test -Dtest=StreamSamplesTest -Dsamples.write=true} writes the files anew. */
class StreamSamplesTest {

    private static final Path SAMPLES = Path.of("input-samples");
    private static final Map<String, List<String>> FILES = new TreeMap<>(FolderNights.files());

    static {
        FILES.putAll(EventNights.files());
    }

    @BeforeAll
    static void writeWhereAsked() throws IOException {
        if (!Boolean.getBoolean("samples.write")) {
            return;
        }
        for (Map.Entry<String, List<String>> file : FILES.entrySet()) {
            Path path = SAMPLES.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, gzipped(content(file.getValue())));
        }
    }

    @Test
    void theFilesHoldWhatIsGenerated() throws IOException {
        for (Map.Entry<String, List<String>> file : FILES.entrySet()) {
            try (GZIPInputStream gzip = new GZIPInputStream(Files.newInputStream(SAMPLES.resolve(file.getKey())))) {
                assertThat(new String(gzip.readAllBytes(), UTF_8))
                        .as(file.getKey())
                        .isEqualTo(content(file.getValue()));
            }
        }
    }

    @Test
    void theReadmeCountsThem() throws IOException {
        String readme = Files.readString(SAMPLES.resolve("README.md"));
        FILES.forEach((path, records) -> assertThat(readme).contains("| `" + path + "` | " + records.size() + " |"));
    }

    private static String content(List<String> records) {
        return String.join("\n", records) + "\n";
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
}
