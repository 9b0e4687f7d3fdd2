package dev.audiencesync.plan;

import dev.audiencesync.ledger.JobMemory;
import java.util.Set;
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
 */
record PersonContext(
        boolean inIntercom,
        @Nullable JobMemory memory,
        Set<String> owned,
        Set<String> ownedByOthers,
        Set<String> found,
        Set<String> doubted,
        Set<String> removed,
        boolean kept) {

    static final PersonContext STRANGER =
            new PersonContext(false, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false);

    /** Intercom is to find the person by name: nothing is known but that. */
    static final PersonContext NAMED =
            new PersonContext(true, null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false);

    /** Of whom no contact is known to write to. */
    PersonContext withoutContact() {
        return new PersonContext(false, memory, owned, ownedByOthers, found, doubted, removed, kept);
    }

    PersonContext asKept() {
        return new PersonContext(inIntercom, memory, owned, ownedByOthers, found, doubted, removed, true);
    }

    PersonContext notKept() {
        return new PersonContext(inIntercom, memory, owned, ownedByOthers, found, doubted, removed, false);
    }
}
