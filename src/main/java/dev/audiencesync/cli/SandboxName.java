package dev.audiencesync.cli;

import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What a home's sandbox is called in a store that other homes share: each has its own, and what is known of one must not
 * be taken for known of another. The name is kept beside the sandbox's state, and goes with it.
 */
final class SandboxName {
    private SandboxName() {}

    /** The home's own state and name; only for who is to have the home's sandbox. */
    static SandboxOptions give(SandboxOptions options, Home home, Database database) {
        SandboxOptions ofHome = options.withStateFile(home.sandboxState());
        return database.isOfHome() ? ofHome : ofHome.withWorkspaceId(of(home));
    }

    private static String of(Home home) {
        Path file = home.sandboxName();
        try {
            String kept = Files.exists(file) ? Files.readString(file).strip() : "";
            if (!kept.isEmpty()) {
                return kept;
            }
            String name = "sandbox-" + UUID.randomUUID().toString().substring(0, 8);
            home.createPrivateFile(file);
            Files.writeString(file, name);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the sandbox's name in " + file + ": " + e.getMessage(), e);
        }
    }
}
