package dev.audiencesync.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.export.ExportFiles;
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

    @Test
    void everySampleOfTheReadmesTableIsThereAndSoIsItsDefinition() throws IOException {
        List<String> lines = Files.readString(Path.of("README.md")).lines().toList();
        List<String[]> rows = lines.stream()
                .skip(lines.indexOf("| shape | sample | definition |") + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split(" *\\| *"))
                .toList();

        assertThat(rows).extracting(row -> row[2]).contains("`audience-folders/2026-11-20/*/*.gz`");
        assertThat(rows).extracting(row -> row[2]).contains("`event-store/2026-11-20/*.gz`");
        for (String[] row : rows) {
            String sample = row[2].replace("`", "");
            String job = row[3].substring(1, row[3].indexOf('`', 1));
            assertThat(ExportFiles.find(List.of(sample), FOLDER).files())
                    .as(row[2])
                    .isNotEmpty();
            assertThat(Path.of("jobs", job + ".yml")).exists();
        }
    }
}
