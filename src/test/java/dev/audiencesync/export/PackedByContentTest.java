package dev.audiencesync.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.export.Exports.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a file is packed, and how, its name never tells. */
class PackedByContentTest {
    private static final byte[] PLAIN = "{\"a\":1}\n".getBytes(UTF_8);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"visitors.json", "visitors.json.gz", "visitors.json.zst", "visitors"})
    void aNameTellsNothing(String name) throws IOException {
        for (byte[] content : List.of(PLAIN, Exports.gzip(PLAIN), Exports.zstd(PLAIN))) {
            Path file = Files.write(folder.resolve(name), content);

            assertThat(Exports.read(new ExportFile(file, name), ReadLimits.DEFAULTS))
                    .isEqualTo(new Reading(List.of("1 {\"a\":1}"), ""));
        }
    }
}
