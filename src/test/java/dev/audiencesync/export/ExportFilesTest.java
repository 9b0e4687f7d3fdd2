package dev.audiencesync.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExportFilesTest {

    @TempDir
    Path folder;

    private Path base;

    @BeforeEach
    void someFiles() throws IOException {
        base = folder.resolve("jobs");
        for (String name : List.of(
                "jobs/b.gz",
                "jobs/a.gz",
                "jobs/.hidden.gz",
                "jobs/a[1].gz",
                "jobs/x/c.gz",
                "jobs/x/y/d.gz",
                "jobs/x/.z/e.gz",
                "jobs/x/folder.gz/f.txt",
                "other/2026-11-22/g.gz")) {
            Path path = folder.resolve(name);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "");
        }
    }

    static Stream<Arguments> locations() {
        return Stream.of(
                arguments("*.gz", List.of("a.gz", "a[1].gz", "b.gz")),
                arguments("?.gz", List.of("a.gz", "b.gz")),
                arguments("./b.gz", List.of("b.gz")),
                arguments("a[1].gz", List.of("a[1].gz")),
                arguments("[ac].gz", List.of("a.gz")),
                arguments("{a,b}.gz", List.of("a.gz", "b.gz")),
                arguments(".*.gz", List.of(".hidden.gz")),
                arguments("**/*.gz", List.of("a.gz", "a[1].gz", "b.gz", "x/c.gz", "x/y/d.gz")),
                arguments("x/**", List.of("x/c.gz", "x/folder.gz/f.txt", "x/y/d.gz")),
                arguments("x/**/y/*", List.of("x/y/d.gz")),
                arguments("x/*.gz", List.of("x/c.gz")),
                arguments("x/../b.gz", List.of("b.gz")),
                arguments("x", List.of()),
                arguments("none/*.gz", List.of()));
    }

    @ParameterizedTest
    @MethodSource("locations")
    void expandsALocation(String location, List<String> names) throws IOException {
        ExportFiles found = ExportFiles.find(List.of(location), base);

        assertThat(found.files()).extracting(ExportFile::displayName).isEqualTo(names);
        assertThat(found.unmatched()).isEqualTo(names.isEmpty() ? List.of(location) : List.of());
    }

    @ParameterizedTest
    @MethodSource("locations")
    void aLocationNamesJustTheFilesItFinds(String location, List<String> names) throws IOException {
        try (Stream<Path> files = Files.walk(base).filter(Files::isRegularFile)) {
            assertThat(files.filter(file -> ExportFiles.names(location, base, file)))
                    .extracting(file -> base.relativize(file).toString())
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void aLocationWithADateNamesTheFilesOfAnyDate() {
        assertThat(ExportFiles.names("../x/{date}/*.gz", base, base.resolve("../x/2026-11-22/a.gz")))
                .isTrue();
        assertThat(ExportFiles.names("../x/{date}/*.gz", base, base.resolve("../x/tonight/a.gz")))
                .isFalse();
        assertThat(ExportFiles.names(base + "/{date}.gz", base, base.resolve("2026-11-22.gz")))
                .isTrue();
    }

    @Test
    void severalLocationsGiveEachFileOnceInOrderAndNameWhatMatchedNothing() throws IOException {
        ExportFiles found = ExportFiles.find(List.of("b.gz", "none.gz", base + "/*.gz", "x/../a.gz"), base);

        assertThat(found.files()).extracting(ExportFile::displayName).containsExactly("a.gz", "a[1].gz", "b.gz");
        assertThat(found.files())
                .extracting(ExportFile::path)
                .contains(base.resolve("a.gz").toAbsolutePath());
        assertThat(found.unmatched()).containsExactly("none.gz");
    }

    @Test
    void aFileBesideTheBaseIsNamedRelativeToIt() throws IOException {
        List<String> dated = ExportFiles.dated(List.of("../other/{date}/*.gz"), LocalDate.of(2026, 11, 22));

        assertThat(ExportFiles.find(dated, base).files())
                .extracting(ExportFile::displayName)
                .containsExactly("../other/2026-11-22/g.gz");
    }

    @Test
    void aFileElsewhereIsNamedByItsWholePath() throws IOException {
        assertThat(ExportFiles.find(List.of("../../other/2026-11-22/*.gz"), base.resolve("x"))
                        .files())
                .extracting(ExportFile::displayName)
                .containsExactly(folder.resolve("other/2026-11-22/g.gz").toString());
    }

    @Test
    void aFolderThatLooksLikeAGlobIsMeantLiterally() throws IOException {
        for (String name : List.of("[ab]", "{a,b}", "st*r")) {
            Path path = base.resolve(name).resolve("in.gz");
            Files.createDirectories(path.getParent());
            Files.writeString(path, "");
            assertThat(ExportFiles.find(List.of(base + "/" + name + "/*.gz"), base.resolve("x"))
                            .files())
                    .extracting(ExportFile::path)
                    .containsExactly(path);
        }
    }

    @Test
    void aFolderIsToldFromWhatIsNotThere() {
        assertThat(ExportFiles.isFolder("x", base)).isTrue();
        assertThat(ExportFiles.isFolder("a.gz", base)).isFalse();
        assertThat(ExportFiles.isFolder("none", base)).isFalse();
    }

    @Test
    void linksToFoldersAboveDoNotEndInALoop() throws IOException {
        Files.createSymbolicLink(base.resolve("x/loop"), base);

        assertThat(ExportFiles.find(List.of("**/d.gz"), base).files()).hasSize(1);
    }
}
