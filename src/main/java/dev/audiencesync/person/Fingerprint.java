package dev.audiencesync.person;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The first 128 bits of a text's SHA-256. */
public record Fingerprint(long high, long low) {

    /** Each is as it was made again once it has digested: to look for one anew takes as long as to digest a short text. */
    private static final ThreadLocal<MessageDigest> DIGESTS = ThreadLocal.withInitial(Fingerprint::newDigest);

    public static Fingerprint of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, bytes.length);
    }

    /** That of a text whose UTF-8 form the first of the bytes are. */
    public static Fingerprint of(byte[] utf8, int length) {
        MessageDigest sha256 = DIGESTS.get();
        sha256.update(utf8, 0, length);
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
        return new Fingerprint(digest.getLong(), digest.getLong());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform provides SHA-256", e);
        }
    }

    /** Sixteen bytes, high half first. */
    public byte[] bytes() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** The high half in hexadecimal: enough to tell two values of one field apart. */
    public String shortHex() {
        return HexFormat.of().toHexDigits(high);
    }
}
