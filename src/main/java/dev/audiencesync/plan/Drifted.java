package dev.audiencesync.plan;

import dev.audiencesync.ledger.Drift;
import dev.audiencesync.ledger.Drift.Kind;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run that verifies is to undo or to leave as it is of one person.
 *
 * @param fields edited in Intercom, and to be sent again
 * @param untagged name keys of tags that were taken off there, and are to be put on again
 * @param retagged name keys of tags that a command took off and that were put on there again
 * @param declined name keys of tags that were taken off there, and are left off until the person has left
 * @param gone whether the contact was deleted, and the person is to be created anew
 */
record Drifted(Set<String> fields, Set<String> untagged, Set<String> retagged, Set<String> declined, boolean gone) {
    static final Drifted NONE = new Drifted(Set.of(), Set.of(), Set.of(), Set.of(), false);

    static Drifted onlyDeclined(Set<String> declined) {
        return declined.isEmpty() ? NONE : new Drifted(Set.of(), Set.of(), Set.of(), declined, false);
    }

    /** The person as they are to be planned for where what was found is undone. */
    static PersonContext restored(PersonContext person, Collection<Drift> found) {
        Set<String> untagged = names(found, Kind.TAG_REMOVED);
        Set<String> added = names(found, Kind.TAG_ADDED);
        Set<String> retagged = new HashSet<>(added);
        retagged.retainAll(person.removed());
        Drifted drifted = new Drifted(
                names(found, Kind.FIELD),
                untagged,
                retagged,
                person.drifted().declined(),
                !names(found, Kind.GONE).isEmpty());
        return person.withFound(added)
                .withDoubted(untagged)
                .withoutRemoved(retagged)
                .as(drifted);
    }

    /** The same where it stays as it is. */
    static PersonContext respected(PersonContext person, Collection<Drift> found) {
        Set<String> untagged = names(found, Kind.TAG_REMOVED);
        Set<String> declined = new HashSet<>(person.drifted().declined());
        declined.addAll(untagged);
        return person.withFound(names(found, Kind.TAG_ADDED))
                .withoutOwned(untagged)
                .as(onlyDeclined(declined));
    }

    private static Set<String> names(Collection<Drift> found, Kind kind) {
        return found.stream()
                .filter(drift -> drift.kind() == kind)
                .map(Drift::name)
                .collect(Collectors.toSet());
    }
}
