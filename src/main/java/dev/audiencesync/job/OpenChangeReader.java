package dev.audiencesync.job;

import dev.audiencesync.apply.ChangeApplier;
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
    private final long run;
    private final PlanStore plans;
    private final ChangeApplier applier;
    private final StopSignal stop;
    private boolean settled;

    OpenChangeReader(RunContext context, ChangeApplier applier) {
        this.run = context.run().id();
        this.plans = new PlanStore(context.store());
        this.applier = applier;
        this.stop = context.stop();
    }

    @Override
    public @Nullable ChangeSlice read() {
        List<OpenChange> open = plans.nextOpen(run, applier::slice);
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
