package dev.audiencesync.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code mvn test -Dtest=ShapesTest -Dsamples.write=true} writes the files anew. */
class ShapesTest {
    private static final Path FOLDER = Path.of("input-samples");

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        for (Shape shape : Shape.values()) {
            files.put(shape.file(), shape.bytes());
        }
        files.put(
                AudienceDbTable.SECOND_FILE,
                AudienceDbTable.of(Shoppers.secondWeek()).getBytes(UTF_8));
        return files;
    }

    @BeforeAll
    static void writeWhereAsked() throws IOException {
        if (!Boolean.getBoolean("samples.write")) {
            return;
        }
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Path path = FOLDER.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    @Test
    void theFilesHoldWhatIsGenerated() throws IOException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            assertThat(Files.readAllBytes(FOLDER.resolve(file.getKey())))
                    .as(file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void theReadmesNameEachWithTheDefinitionThatReadsIt() throws IOException {
        List<String> rows = new ArrayList<>();
        Arrays.stream(Shape.values())
                .forEach(shape -> rows.add("| " + shape.words() + " | `" + shape.file() + "` | `" + shape.job()));
        for (Path readme : List.of(FOLDER.resolve("README.md"), Path.of("README.md"))) {
            assertThat(Files.readString(readme).lines().toList())
                    .allSatisfy(line -> assertThat(line).doesNotContain("\t"))
                    .satisfies(lines -> rows.forEach(row -> assertThat(lines).anyMatch(line -> line.startsWith(row))));
        }
    }
}
