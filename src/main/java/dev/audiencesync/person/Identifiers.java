package dev.audiencesync.person;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What names a person: an external id (Tealium's User ID), an e-mail, an Intercom id; any may be missing.
 *
 * <p>All are trimmed and blank means missing. External ids are case-sensitive; e-mails keep their spelling and compare
 * by {@link #emailKey()}.
 */
public record Identifiers(@Nullable String externalId, @Nullable String email, @Nullable String intercomId) {
    /** Stands for who is not named at all. */
    public static final String NOBODY = "unknown";

    public static final Identifiers NONE = new Identifiers(null, null, null);

    public Identifiers {
        externalId = trimmed(externalId);
        email = trimmed(email);
        intercomId = trimmed(intercomId);
    }

    public boolean isEmpty() {
        return externalId == null && email == null && intercomId == null;
    }

    /** The same person where Intercom is known to hold them. */
    public Identifiers withIntercomId(@Nullable String id) {
        return new Identifiers(externalId, email, id);
    }

    /** The e-mail in the form two e-mails are compared by: lower case. */
    public @Nullable String emailKey() {
        return email == null ? null : emailKey(email);
    }

    public static String emailKey(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** The key by which records of one person meet: the external id, else the e-mail, else the Intercom id. */
    public Optional<PersonKey> key() {
        return allKeys().stream().findFirst();
    }

    /** The keys of everything that names the person. */
    public List<PersonKey> allKeys() {
        List<PersonKey> keys = new ArrayList<>();
        if (externalId != null) {
            keys.add(PersonKey.ofExternalId(externalId));
        }
        if (email != null) {
            keys.add(PersonKey.ofEmail(email));
        }
        if (intercomId != null) {
            keys.add(PersonKey.ofIntercomId(intercomId));
        }
        return keys;
    }

    /** How messages and rejects name the person: the strongest identifier present, or {@link #NOBODY}. */
    public String display() {
        if (externalId != null) {
            return externalId;
        }
        if (email != null) {
            return email;
        }
        return intercomId != null ? intercomId : NOBODY;
    }

    private static @Nullable String trimmed(@Nullable String raw) {
        if (raw == null) {
            return null;
        }
        String stripped = raw.strip();
        return stripped.isEmpty() ? null : stripped;
    }
}
