package dev.audiencesync.report;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Files that hold personal data: born 0600 in folders born 0700, since a mode set afterwards leaves a moment in which
 * everybody reads. Where the file system knows no such modes, its own defaults hold.
 */
final class PrivateFiles {
    private static final FileAttribute<?> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateFiles() {}

    /** A new empty file beside the target, to be moved over it when it is whole. */
    static Path draftOf(Path target) throws IOException {
        Path folder = folderOf(target);
        Files.createDirectories(folder, modes(target, OWNER_FOLDER));
        return Files.createTempFile(folder, "." + target.getFileName() + ".", ".draft", modes(target, OWNER_FILE));
    }

    static void replace(Path target, Path draft) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void write(Path target, String content) throws IOException {
        Path draft = draftOf(target);
        try {
            Files.writeString(draft, content);
            replace(target, draft);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static Path folderOf(Path target) {
        Path parent = target.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(target + " names a folder, not a file");
        }
        return parent;
    }

    private static FileAttribute<?>[] modes(Path path, FileAttribute<?> mode) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {mode} : new FileAttribute<?>[0];
    }
}
