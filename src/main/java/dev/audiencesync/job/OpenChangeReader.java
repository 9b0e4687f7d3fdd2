package dev.audiencesync.job;

import dev.audiencesync.ledger.ChangeKind.Phase;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.PlanStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Reads the plan's open changes, a slice at a time: what has no outcome is what is left to do, whatever happened before.
 * There is no position to lose or to restore.
 */
final class OpenChangeReader implements ItemReader<ChangeSlice> {
    /** One call each, so that a crash repeats few; put on by fifties, tags may be more. */
    private static final int WRITES = 500;

    private static final int TAGS = 5_000;

    private final long run;
    private final PlanStore plans;
    private final ApplyFailure failure;
    private final StopSignal stop;
    private boolean settled;

    OpenChangeReader(RunContext context, ApplyFailure failure) {
        this.run = context.run().id();
        this.plans = new PlanStore(context.store());
        this.failure = failure;
        this.stop = context.stop();
    }

    /** How many changes of a phase go out before their outcomes are stored. */
    static int slice(Phase phase) {
        return phase == Phase.TAG ? TAGS : WRITES;
    }

    @Override
    public @Nullable ChangeSlice read() {
        failure.throwIfSet();
        List<OpenChange> open = plans.nextOpen(run, OpenChangeReader::slice);
        if (!open.isEmpty()) {
            stop.check();
            return new ChangeSlice.Open(open);
        }
        if (settled) {
            return null;
        }
        settled = true;
        return new ChangeSlice.Settlement();
    }
}
