package dev.audiencesync.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What tells a file that was consumed before from a new one.
 *
 * @param size in bytes, as hashed
 * @param sha256 of the content as stored, in hexadecimal
 */
public record FileIdentity(Path path, long size, Instant modified, String sha256) {

    /** Reads the whole file once. */
    public static FileIdentity of(Path path) throws IOException {
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
