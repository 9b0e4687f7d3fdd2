package dev.audiencesync.job;

import dev.audiencesync.apply.ChangeApplier;
import dev.audiencesync.ledger.NewRun;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.PlanStore;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.StoredRun;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts a new snapshot run in the place of unfinished ones. */
final class Replacement {
    private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);

    private final TransactionTemplate transactions;

    Replacement(PlatformTransactionManager transactions) {
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * Sends the slice again that an unfinished run may have sent without storing what became of it: the new plan is made
     * from the ledger, and the ledger has to hold what was done. What cannot be sent now is left; the new run meets the
     * same Intercom.
     */
    void finishSlice(RunContext context) {
        ApplyFailure failure = new ApplyFailure();
        try (ChangeApplier applier = context.applier()) {
            List<OpenChange> open =
                    new PlanStore(context.store()).nextOpen(context.run().id(), applier::slice);
            if (open.isEmpty()) {
                return;
            }
            ApplyWriter writer = new ApplyWriter(context, applier, failure);
            transactions.executeWithoutResult(status -> writer.write(new Chunk<>(List.of(new ChangeSlice.Open(open)))));
        }
        failure.cause()
                .ifPresent(cause -> LOG.warn(
                        "Part of run {}'s last slice could not be sent again; the new run goes on without it: {}",
                        context.run().id(),
                        cause.getMessage()));
    }

    /** Begins the run and ends those it replaces, both or neither. */
    long begin(RunStore runs, NewRun run, List<StoredRun> replaced, Instant now) {
        return Objects.requireNonNull(transactions.execute(status -> {
            long number = runs.begin(run, now);
            replaced.forEach(earlier -> runs.supersede(
                    earlier.id(), number, "Run " + number + " read a newer snapshot, which says everything anew."));
            return number;
        }));
    }
}
