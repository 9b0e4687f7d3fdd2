package dev.audiencesync.nights;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A world of each test's own. */
abstract class NightFixture {
    @TempDir
    Path root;

    NightWorld world;

    @BeforeEach
    void openWorld() {
        world = world();
    }

    NightWorld world() {
        return NightWorld.in(root);
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }
}
