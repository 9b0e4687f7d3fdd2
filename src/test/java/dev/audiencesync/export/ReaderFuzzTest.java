package dev.audiencesync.export;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ReaderFuzz} is about, with a few inputs that are the same every time. */
class ReaderFuzzTest {
    private static final int INPUTS = 300;

    @TempDir
    Path folder;

    @Test
    void aFewFilesDoNotBreakTheReaders() throws Exception {
        try (ReaderFuzz.Checks checks = new ReaderFuzz.Checks(folder)) {
            for (long seed = 0; seed < INPUTS; seed++) {
                checks.check(seed);
            }
        }
    }
}
