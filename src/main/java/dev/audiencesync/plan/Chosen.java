package dev.audiencesync.plan;

import dev.audiencesync.ledger.Canary;
import dev.audiencesync.person.Identifiers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom a run plans for: everybody, or those whom its canary names, as many as it lets in. Not thread-safe.
 *
 * <p>The others are read and matched all the same: who somebody is, and which container is unknown, only the whole export
 * can tell.
 */
public final class Chosen {
    private static final int FEW = 50;

    private final Canary canary;
    private final Set<String> only;
    private final Map<String, List<String>> byEmail;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> weighed = new HashSet<>();
    private long planned;
    private long withoutChanges;

    public Chosen(Canary canary) {
        this.canary = canary;
        this.only = new HashSet<>(canary.only());
        this.byEmail = canary.only().stream().collect(Collectors.groupingBy(Identifiers::emailKey));
    }

    boolean isEverybody() {
        return canary.isEverybody();
    }

    /** Notes whom a record of the export is about. */
    void see(Identifiers person) {
        seen.addAll(names(person));
    }

    /** Whether the person may be planned for: nobody is named, or they are. */
    boolean picks(Identifiers person) {
        Set<String> names = names(person);
        weighed.addAll(names);
        return canary.only().isEmpty() || !names.isEmpty();
    }

    /** Whether the run was to do something for them in particular: a limit is of those who can be planned for. */
    boolean asksFor(Identifiers person) {
        return isEverybody() || (picks(person) && !canary.only().isEmpty());
    }

    private Set<String> names(Identifiers person) {
        if (only.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        if (person.externalId() != null && only.contains(person.externalId())) {
            names.add(person.externalId());
        }
        if (person.intercomId() != null && only.contains(person.intercomId())) {
            names.add(person.intercomId());
        }
        String emailKey = person.emailKey();
        names.addAll(emailKey == null ? List.of() : byEmail.getOrDefault(emailKey, List.of()));
        return names;
    }

    /**
     * Whether a person has a place in the plan, which they then take. A canary plans changes only.
     *
     * @param stands whether something of theirs is not sent because it was refused before
     */
    boolean admits(boolean withChanges, boolean stands) {
        if (isEverybody()) {
            return true;
        }
        planned += withChanges ? 1 : 0;
        withoutChanges += withChanges || stands ? 0 : 1;
        return withChanges;
    }

    /** Whether there is no room for anybody more. */
    boolean isFull() {
        return canary.limit().isPresent() && planned >= canary.limit().getAsLong();
    }

    /** How many to look at together: whoever comes after a limit may have cost calls for nothing. */
    int batch() {
        boolean anybody = canary.only().isEmpty() && canary.limit().isPresent();
        return anybody ? FEW : PlanPart.BATCH;
    }

    /** The names that no record carried. */
    List<String> unseen() {
        return canary.only().stream()
                .filter(name -> !seen.contains(name) && !weighed.contains(name))
                .toList();
    }

    /** How many people of a canary stood already as they should. */
    long unchanged() {
        return withoutChanges
                + seen.stream().filter(name -> !weighed.contains(name)).count();
    }
}
