package dev.audiencesync.apply;

import dev.audiencesync.intercom.BulkUntagging;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.BulkUntag;
import dev.audiencesync.ledger.BulkUntagMemory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How tags come off people: 50 a call in the Users API, and in the Contacts API where the workspace is known to heed such
 * calls, else one by one. Which of the two is tried once a workspace.
 */
final class Untagging {
    private final IntercomClient client;
    private final UserFinder finder;
    private final BulkUntagMemory memory;
    private final AtomicBoolean inDoubt = new AtomicBoolean();
    private boolean tried;

    Untagging(IntercomClient client, UserFinder finder, BulkUntagMemory memory) {
        this.client = client;
        this.finder = finder;
        this.memory = memory;
    }

    boolean inBulk() {
        return isDocumented()
                || (client.bulkUntagging() == BulkUntagging.TELLING
                        && !inDoubt.get()
                        && memory.verdict() == BulkUntag.WORKS);
    }

    private boolean isDocumented() {
        return client.bulkUntagging() == BulkUntagging.DOCUMENTED;
    }

    /** The trial that is due before these people are untagged. */
    Optional<UntagTrial> trial(List<Leaving> leaving) {
        if (tried || client.bulkUntagging() != BulkUntagging.TELLING || memory.verdict() != BulkUntag.UNTRIED) {
            return Optional.empty();
        }
        return leaving.stream()
                .max(Comparator.comparingInt(one -> one.people().size()))
                .filter(most -> isWorthATrial(most, leaving))
                .map(most -> new UntagTrial(client, most));
    }

    /** Few untags cost less one by one than a trial and the bulk calls after it, which have one person less to untag. */
    private static boolean isWorthATrial(Leaving trialled, List<Leaving> leaving) {
        long people = trialled.people().size();
        long oneByOne = 0;
        long inBulk = UntagTrial.CALLS + Leaving.bulkCalls(people - 1) - Leaving.bulkCalls(people);
        for (Leaving one : leaving) {
            oneByOne += one.people().size();
            inBulk += Leaving.bulkCalls(one.people().size());
        }
        return inBulk < oneByOne;
    }

    /** Keeps what a trial found out; one without a result is not repeated in this run. */
    void conclude(UntagTrial trial) {
        tried = true;
        if (trial.verdict() != BulkUntag.UNTRIED) {
            memory.keep(trial.verdict());
        }
    }

    List<Task> tasks(List<Leaving> leaving) {
        boolean inBulk = inBulk();
        List<Task> tasks = new ArrayList<>();
        for (Leaving one : leaving) {
            if (inBulk) {
                ChangeApplier.batches(one.people()).forEach(batch -> tasks.add(bulkTask(one.of(batch))));
            } else {
                one.people().forEach(open -> tasks.add(new UntagTask(client, open, one.tagId())));
            }
        }
        return tasks;
    }

    private Task bulkTask(Leaving batch) {
        return isDocumented() ? new UntagUsersTask(client, finder, batch) : new BulkUntagTask(client, batch, inDoubt);
    }

    /** Takes back what these calls have put in doubt: a later run tries anew. */
    void review() {
        if (inDoubt.get() && memory.verdict() == BulkUntag.WORKS) {
            memory.keep(BulkUntag.UNTRIED);
            tried = true;
        }
    }
}
