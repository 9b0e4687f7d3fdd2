package dev.audiencesync.ledger;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder that holds the store, the locks and what runs leave behind; readable by its owner only. */
public record Home(Path directory) {

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Pattern OURS =
            Pattern.compile("store\\..*|locks|runs|plans|sandbox\\.journal.*|audience-sync\\.log.*");

    public Home {
        directory = directory.toAbsolutePath().normalize();
    }

    /**
     * Makes the folder where it is missing, mode 0700 where the file system knows modes; one that others can look into is
     * closed to them, which covers the files that H2 and the log make in it.
     *
     * @throws HomeUnusableException when it cannot be made or worked in
     */
    public Home create() {
        try {
            if (exists()) {
                closeToOthers();
            }
            Files.createDirectories(directory.resolve("locks"), privateFolder());
            return this;
        } catch (IOException e) {
            throw new HomeUnusableException(
                    directory, "cannot be made: " + reason(e) + ". Make the folder above it writable", e);
        }
    }

    /**
     * Whether there is such a folder.
     *
     * @throws HomeUnusableException where something is there that cannot be worked in: it must not look like an empty home
     */
    public boolean exists() {
        if (Files.notExists(directory)) {
            return false;
        }
        if (!Files.isDirectory(directory)) {
            throw new HomeUnusableException(
                    directory,
                    Files.exists(directory)
                            ? "is a file, not a folder. Remove it"
                            : "cannot be reached: one of the folders above it is no folder, or is closed to this user."
                                    + " Mend that",
                    null);
        }
        if (!Files.isReadable(directory) || !Files.isWritable(directory) || !Files.isExecutable(directory)) {
            throw new HomeUnusableException(
                    directory,
                    "is not readable and writable for " + System.getProperty("user.name", "this user")
                            + ". Change its owner, or its mode to 0700",
                    null);
        }
        return true;
    }

    /** Whether nobody else can look into it, as far as the file system tells. */
    public boolean isPrivate() {
        try {
            return !POSIX || OWNER_ONLY.containsAll(Files.getPosixFilePermissions(directory));
        } catch (IOException e) {
            return false;
        }
    }

    /** Only what is a home and nothing else: a folder that was meant for other things too keeps its mode. */
    private void closeToOthers() throws IOException {
        if (isPrivate() || !holdsOnlyOurs()) {
            return;
        }
        try {
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
        } catch (IOException somebodyElsesFolder) {
            return;
        }
    }

    private boolean holdsOnlyOurs() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .allMatch(name -> OURS.matcher(name).matches());
        }
    }

    private static String reason(IOException e) {
        String reason = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
        return reason != null ? reason : e instanceof AccessDeniedException ? "no permission" : "the system refuses it";
    }

    /**
     * Makes a file, mode 0600, where there is none.
     *
     * @throws HomeUnusableException when it cannot be made
     */
    public void createPrivateFile(Path file) {
        try {
            Files.createFile(file, privateFile());
        } catch (FileAlreadyExistsException thereAlready) {
            return;
        } catch (IOException e) {
            throw new HomeUnusableException(
                    directory,
                    "cannot be written to: " + file + ": " + reason(e) + ". Make room or change its owner",
                    e);
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

    /** What the sandbox is called where several homes share a store. */
    public Path sandboxName() {
        return directory.resolve("sandbox.journal.workspace");
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
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
