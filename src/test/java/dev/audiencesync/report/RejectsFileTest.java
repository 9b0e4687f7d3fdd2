package dev.audiencesync.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectsFileTest {
    private static final RejectedItem RECORD =
            new RejectedItem("a.json.gz", 7L, null, null, "not JSON: \"ends\" early", "bad-json");
    private static final RejectedItem CHANGE =
            new RejectedItem("a.json.gz", 9L, "C-1001", "update", "Archived in Intercom", "archived");
    private static final String RECORD_LINE =
            """
            {"file":"a.json.gz","line":7,"person":null,"change":null,"reason":"not JSON: \\"ends\\" early","code":"bad-json"}
            """;
    private static final String CHANGE_LINE =
            """
            {"file":"a.json.gz","line":9,"person":"C-1001","change":"update","reason":"Archived in Intercom","code":"archived"}
            """;

    @TempDir
    Path folder;

    @Test
    void aLineAnItem() throws IOException {
        Path target = folder.resolve("rejects.jsonl");
        try (RejectsFile file = RejectsFile.replacing(target)) {
            file.write(RECORD);
            file.write(CHANGE);
        }
        assertThat(target).hasContent(RECORD_LINE + CHANGE_LINE);
    }

    @Test
    void isTheOwnersAloneFromItsFirstMoment() throws IOException {
        Path target = folder.resolve("home/rejects/1.jsonl");
        try (RejectsFile file = RejectsFile.replacing(target)) {
            file.write(RECORD);
            try (Stream<Path> files = Files.list(target.getParent())) {
                assertThat(files).singleElement().satisfies(draft -> assertMode(draft, "rw-------"));
            }
        }
        assertMode(target, "rw-------");
        assertMode(target.getParent(), "rwx------");
        assertMode(target.getParent().getParent(), "rwx------");
    }

    @Test
    void takesThePlaceOfTheFormerOneOnlyWhenWhole() throws IOException {
        Path target = folder.resolve("rejects.jsonl");
        Files.writeString(target, "former\n");
        try (RejectsFile file = RejectsFile.replacing(target)) {
            file.write(RECORD);
            assertThat(target).hasContent("former\n");
        }
        assertThat(target).hasContent(RECORD_LINE);
        assertMode(target, "rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.draft");
    }

    @Test
    void closingTwiceChangesNothing() throws IOException {
        Path target = folder.resolve("rejects.jsonl");
        RejectsFile file = RejectsFile.replacing(target);
        file.write(RECORD);
        file.close();
        Files.writeString(target, "newer\n");
        file.close();
        assertThat(target).hasContent("newer\n");
    }

    @Test
    void aFileSystemWithoutModesWillDo() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("no-modes.zip").toUri());
        try (FileSystem noModes = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path target = noModes.getPath("/home/rejects.jsonl");
            try (RejectsFile file = RejectsFile.replacing(target)) {
                file.write(RECORD);
            }
            assertThat(Files.readString(target)).isEqualTo(RECORD_LINE);
        }
    }

    private static void assertMode(Path path, String mode) {
        try {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo(mode);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
