package dev.audiencesync.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What tells a file that was consumed before from a new one.
 *
 * @param size in bytes, as hashed
 * @param sha256 of the content as stored, in hexadecimal
 */
public record FileIdentity(Path path, long size, Instant modified, String sha256) {

    /**
     * Reads the whole file once.
     *
     * @throws UnreadableFileException where it cannot be read
     */
    public static FileIdentity of(ExportFile file) throws UnreadableFileException {
        try {
            return of(file.path());
        } catch (IOException e) {
            throw new UnreadableFileException(file.displayName(), 0, FileContent.openingFailure(e), e);
        }
    }

    /**
     * How the file is different by now, as its size and time tell; empty if it is not. Whoever has read it between has
     * read what the identity is of, if it is not.
     */
    public Optional<String> change() {
        try {
            long sizeNow = Files.size(path);
            Instant modifiedNow = Files.getLastModifiedTime(path).toInstant();
            return sizeNow == size && modifiedNow.equals(modified)
                    ? Optional.empty()
                    : Optional.of("it had " + size + " bytes of " + seconds(modified) + ", and has " + sizeNow + " of "
                            + seconds(modifiedNow));
        } catch (IOException e) {
            return Optional.of("now it " + FileContent.openingFailure(e));
        }
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static FileIdentity of(Path path) throws IOException {
        Instant modified = Files.getLastModifiedTime(path).toInstant();
        MessageDigest digest = newDigest();
        long size = 0;
        try (InputStream in = Files.newInputStream(path)) {
            byte[] buffer = new byte[1 << 16];
            int count;
            while ((count = in.read(buffer)) >= 0) {
                digest.update(buffer, 0, count);
                size += count;
            }
        }
        return new FileIdentity(path, size, modified, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform provides SHA-256", e);
        }
    }
}
