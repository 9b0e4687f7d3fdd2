package dev.audiencesync.plan;

import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.plan.PeopleTable.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Those people of whom the newest record that earlier runs read is of a visitor that was taken over since: it is as old as
 * the taking over makes it, and what seemed older may be newer. They are few, and looked for only once something seems
 * older, after the last record was read. Not thread-safe.
 */
final class StitchedMemory {
    /** What was read before is older than what is read now, where they say the same of their age. */
    private static final long READ_BEFORE = -1;

    private final PeopleTable people;
    private final ReplacedVisitors replaced;
    private final @Nullable RememberedVisitors remembered;
    private final Map<Fingerprint, Newest> newest = new HashMap<>();
    private boolean loaded;

    /** @param remembered null where no earlier run's record orders this one's, or none is of a visitor */
    StitchedMemory(PeopleTable people, ReplacedVisitors replaced, @Nullable RememberedVisitors remembered) {
        this.people = people;
        this.replaced = replaced;
        this.remembered = remembered;
    }

    private record Newest(long newestBy, long visitor) {}

    /** Whether a record that seems older than one of an earlier run may turn out to be newer. */
    boolean mayLead() {
        return remembered != null;
    }

    /** Those of the people of whom such a record was staged. */
    List<Fingerprint> withLateRecords() {
        List<Fingerprint> late = new ArrayList<>();
        if (people.count(Mark.LATE) > 0) {
            load().keySet().forEach(key -> {
                if (people.has(people.slotFor(key), Mark.LATE)) {
                    late.add(key);
                }
            });
        }
        return late;
    }

    /** How old the newest record is that earlier runs read of the person; null where that is its own time. */
    @Nullable
    RecordAge age(Fingerprint key) {
        Newest known = load().get(key);
        return known == null ? null : replaced.age(known.visitor(), known.newestBy(), READ_BEFORE);
    }

    /** Takes in that the one person is the other. Of whom earlier runs read under both names, the other's counts. */
    void join(int from, int to) {
        Newest known = load().get(people.key(from));
        if (known != null && !people.has(to, Mark.REMEMBERED)) {
            newest.put(people.key(to), known);
        }
    }

    /** Whether the person was another until now, and has such a record. */
    boolean isJoined(int slot) {
        return !people.has(slot, Mark.REMEMBERED) && newest.containsKey(people.key(slot));
    }

    private Map<Fingerprint, Newest> load() {
        if (!loaded && remembered != null && !replaced.isEmpty()) {
            remembered.forEach((key, newestBy, visitor) -> {
                int slot = people.find(key);
                if (slot >= 0 && replaced.has(visitor) && people.remembered(slot) == newestBy) {
                    newest.put(key, new Newest(newestBy, visitor));
                }
            });
        }
        loaded = true;
        return newest;
    }
}
