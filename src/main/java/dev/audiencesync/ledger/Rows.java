package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Column values to ours and back, in forms that H2 and PostgreSQL share. */
final class Rows {
    private Rows() {}

    /** A text from anywhere, as it can be stored: PostgreSQL has no character 0. */
    static String text(String any) {
        return any.replace('\0', '\uFFFD');
    }

    static UUID uuid(Fingerprint fingerprint) {
        return new UUID(fingerprint.high(), fingerprint.low());
    }

    static @Nullable UUID uuidOrNull(@Nullable Fingerprint fingerprint) {
        return fingerprint == null ? null : uuid(fingerprint);
    }

    static Fingerprint fingerprint(UUID uuid) {
        return new Fingerprint(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    static @Nullable Fingerprint fingerprint(ResultSet row, String column) throws SQLException {
        UUID uuid = row.getObject(column, UUID.class);
        return uuid == null ? null : fingerprint(uuid);
    }

    static @Nullable Fingerprint fingerprintOfText(@Nullable String uuid) {
        return uuid == null ? null : fingerprint(UUID.fromString(uuid));
    }

    static Fingerprint requiredFingerprint(ResultSet row, String column) throws SQLException {
        return fingerprint(row.getObject(column, UUID.class));
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** The columns {@code looked_at} and {@code looked_for}; null where one is empty. */
    static @Nullable Looked looked(ResultSet row) throws SQLException {
        Instant at = instant(row, "looked_at");
        Fingerprint what = fingerprint(row, "looked_for");
        return at == null || what == null ? null : new Looked(at, what);
    }

    static Instant requiredInstant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Whether the store's release knew the column. */
    static boolean has(ResultSet row, String column) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (columns.getColumnLabel(i).equalsIgnoreCase(column)) {
                return true;
            }
        }
        return false;
    }

    static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    static @Nullable Integer intOrNull(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
