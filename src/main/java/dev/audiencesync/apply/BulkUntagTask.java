package dev.audiencesync.apply;

import dev.audiencesync.intercom.BulkUntagResult;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Takes one tag off up to 50 people in one call, where the workspace is known to heed such calls. Each answer is read all
 * the same: whoever it does not vouch for is untagged alone, and a call that was not heeded puts that knowledge in doubt.
 */
final class BulkUntagTask implements Task {
    private final IntercomClient client;
    private final Leaving leaving;
    private final AtomicBoolean inDoubt;
    private final List<OpenChange> undecided;

    /** @param inDoubt shared with the others: once set, nobody is untagged in bulk any more */
    BulkUntagTask(IntercomClient client, Leaving batch, AtomicBoolean inDoubt) {
        this.client = client;
        this.leaving = batch;
        this.inDoubt = inDoubt;
        this.undecided = new ArrayList<>(batch.people());
    }

    @Override
    public List<OpenChange> undecided() {
        return List.copyOf(undecided);
    }

    @Override
    public List<Task> halves() {
        int half = undecided.size() / 2;
        return half == 0
                ? List.of()
                : List.of(
                        new BulkUntagTask(client, leaving.of(undecided.subList(0, half)), inDoubt),
                        new BulkUntagTask(client, leaving.of(undecided.subList(half, undecided.size())), inDoubt));
    }

    @Override
    public void carryOut(Calls calls, Consumer<ChangeOutcome> decided) {
        Consumer<ChangeOutcome> noted = outcome -> {
            undecided.remove(outcome.open());
            decided.accept(outcome);
        };
        if (!inDoubt.get()) {
            Set<String> untagged = untagged(calls);
            for (OpenChange open : undecided()) {
                if (untagged.contains(Leaving.contactId(open))) {
                    noted.accept(new ChangeOutcome(open, new Outcome.Applied(ChangeKind.UNTAG, null, leaving.tagId())));
                }
            }
        }
        for (OpenChange open : undecided()) {
            new UntagTask(client, open, leaving.tagId()).carryOut(calls, noted);
        }
    }

    /** Whom the answer vouches for; nobody where the name has become another tag's. */
    private Set<String> untagged(Calls calls) {
        calls.take();
        Collection<String> ids = undecided.stream().map(Leaving::contactId).toList();
        BulkUntagResult result = client.untagMany(leaving.tag(), ids);
        if (!(result instanceof BulkUntagResult.Answered answered)) {
            inDoubt.set(true);
            return Set.of();
        }
        if (!answered.tagged().isEmpty()) {
            inDoubt.set(true);
        }
        return answered.tagId().equals(leaving.tagId()) ? answered.untagged() : Set.of();
    }
}
