package dev.audiencesync.plan;

import dev.audiencesync.ledger.JobMemory;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a person before the diff.
 *
 * @param inIntercom whether a contact is known to exist
 * @param memory what this job last sent; null where it never did
 * @param owned name keys of the tags this job owns on the person
 * @param ownedByOthers name keys of the tags other jobs own on the person
 * @param found name keys of the tags the person held before this job's first use
 * @param doubted name keys of those of all these tags that may not be on the person
 * @param removed name keys of the tags that this job took off the person by command, and that did not come back
 * @param kept whether a refused record was about the person: then nothing is taken from them
 * @param drifted what was changed in Intercom
 */
record PersonContext(
        boolean inIntercom,
        @Nullable JobMemory memory,
        Set<String> owned,
        Set<String> ownedByOthers,
        Set<String> found,
        Set<String> doubted,
        Set<String> removed,
        boolean kept,
        Drifted drifted) {

    static final PersonContext STRANGER =
            new PersonContext(false, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false);

    /** Intercom is to find the person by name: nothing is known but that. */
    static final PersonContext NAMED =
            new PersonContext(true, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false);

    /** Of whom nothing is known to be changed in Intercom. */
    PersonContext(
            boolean inIntercom,
            @Nullable JobMemory memory,
            Set<String> owned,
            Set<String> ownedByOthers,
            Set<String> found,
            Set<String> doubted,
            Set<String> removed,
            boolean kept) {
        this(inIntercom, memory, owned, ownedByOthers, found, doubted, removed, kept, Drifted.NONE);
    }

    /** Of whom no contact is known to write to. */
    PersonContext withoutContact() {
        return new PersonContext(false, memory, owned, ownedByOthers, found, doubted, removed, kept, drifted);
    }

    PersonContext asKept() {
        return kept(true);
    }

    PersonContext notKept() {
        return kept(false);
    }

    private PersonContext kept(boolean isKept) {
        return new PersonContext(inIntercom, memory, owned, ownedByOthers, found, doubted, removed, isKept, drifted);
    }

    PersonContext as(Drifted how) {
        return new PersonContext(inIntercom, memory, owned, ownedByOthers, found, doubted, removed, kept, how);
    }

    PersonContext withFound(Set<String> more) {
        return new PersonContext(
                inIntercom, memory, owned, ownedByOthers, both(found, more), doubted, removed, kept, drifted);
    }

    PersonContext withDoubted(Set<String> more) {
        return new PersonContext(
                inIntercom, memory, owned, ownedByOthers, found, both(doubted, more), removed, kept, drifted);
    }

    PersonContext withoutRemoved(Set<String> back) {
        return new PersonContext(
                inIntercom, memory, owned, ownedByOthers, found, doubted, less(removed, back), kept, drifted);
    }

    PersonContext withoutOwned(Set<String> lost) {
        return new PersonContext(
                inIntercom, memory, less(owned, lost), ownedByOthers, found, doubted, removed, kept, drifted);
    }

    /** What was last sent and still stands there. */
    SortedMap<String, String> standing() {
        SortedMap<String, String> standing = new TreeMap<>();
        if (memory != null) {
            standing.putAll(memory.fields());
            standing.keySet().removeAll(drifted.fields());
        }
        return standing;
    }

    private static Set<String> both(Set<String> some, Set<String> more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    private static Set<String> less(Set<String> all, Set<String> some) {
        Set<String> left = new HashSet<>(all);
        left.removeAll(some);
        return left;
    }
}
