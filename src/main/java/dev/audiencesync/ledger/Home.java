package dev.audiencesync.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder that holds the store, the locks and what runs leave behind; readable by its owner only. */
public record Home(Path directory) {

    public Home {
        directory = directory.toAbsolutePath().normalize();
    }

    /**
     * Makes the folder where it is missing, mode 0700 where the file system knows modes.
     *
     * @throws UncheckedIOException when it cannot be made
     */
    public Home create() {
        try {
            Files.createDirectories(directory.resolve("locks"), privateFolder());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot make the home folder " + directory + ": " + e.getMessage()
                            + ". Give another with --home, or make it writable.",
                    e);
        }
    }

    /**
     * Makes a file, mode 0600, where there is none.
     *
     * @throws UncheckedIOException when it cannot be made
     */
    public void createPrivateFile(Path file) {
        try {
            Files.createFile(file, privateFile());
        } catch (FileAlreadyExistsException thereAlready) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to the home folder: " + e.getMessage(), e);
        }
    }

    public Path store() {
        return directory.resolve("store");
    }

    public Path storeFile() {
        return directory.resolve("store.mv.db");
    }

    public Path lock(String name) {
        return directory.resolve("locks").resolve(name + ".lock");
    }

    public Path sandboxState() {
        return directory.resolve("sandbox.journal");
    }

    public Path log() {
        return directory.resolve("audience-sync.log");
    }

    /** The folder of one run's files: rejects and report. */
    public Path run(long run) {
        return directory.resolve("runs").resolve(Long.toString(run));
    }

    static FileAttribute<?>[] privateFile() {
        return permissions("rw-------");
    }

    private static FileAttribute<?>[] privateFolder() {
        return permissions("rwx------");
    }

    private static FileAttribute<?>[] permissions(String mode) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
