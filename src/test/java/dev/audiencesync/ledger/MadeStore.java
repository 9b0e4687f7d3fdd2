package dev.audiencesync.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.util.FileSystemUtils;

/**
 * An H2 store as it was when it was made, for tests to begin with: making its tables takes longer than most nights do.
 * That they are made from nothing is for the tests of commands and of the store itself, which begin without one.
 */
final class MadeStore {
    private final byte[] file;

    private static final class Newest {
        private static final MadeStore STORE = new MadeStore(home -> new HomeDatabase(home)
                .openForRun(new StoreWait(Clock.systemUTC(), Duration.ofSeconds(5)))
                .close());
    }

    /** With the tables of this release, and nothing in them. */
    static MadeStore newest() {
        return Newest.STORE;
    }

    /** @param making of the store in a home that has none */
    MadeStore(Consumer<Home> making) {
        try {
            Path folder = Files.createTempDirectory("made-store");
            Home home = new Home(folder.resolve("home"));
            making.accept(home);
            file = Files.readAllBytes(home.storeFile());
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Into a home that has none; whatever else is there stays. */
    void copyTo(Home home) {
        home.create();
        home.createPrivateFile(home.storeFile());
        try {
            Files.write(home.storeFile(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
