package dev.audiencesync.plan;

import dev.audiencesync.person.Identifiers;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom refused records may be about, by any of their names. */
final class KeptPeople {

    private final Set<String> externalIds = new HashSet<>();
    private final Set<String> emails = new HashSet<>();
    private final Set<String> intercomIds = new HashSet<>();

    void add(Identifiers identifiers) {
        add(externalIds, identifiers.externalId());
        add(emails, identifiers.emailKey());
        add(intercomIds, identifiers.intercomId());
    }

    private static void add(Set<String> names, @Nullable String name) {
        if (name != null) {
            names.add(name);
        }
    }

    /** Whether one of these identifiers is among their names. */
    boolean has(Identifiers identifiers) {
        return has(externalIds, identifiers.externalId())
                || has(emails, identifiers.emailKey())
                || has(intercomIds, identifiers.intercomId());
    }

    private static boolean has(Set<String> names, @Nullable String name) {
        return name != null && names.contains(name);
    }
}
