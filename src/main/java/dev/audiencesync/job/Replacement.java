package dev.audiencesync.job;

import dev.audiencesync.apply.ChangeApplier;
import dev.audiencesync.apply.Deferral;
import dev.audiencesync.intercom.IntercomUnavailable;
import dev.audiencesync.ledger.NewRun;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.OutcomeStore;
import dev.audiencesync.ledger.PlanStore;
import dev.audiencesync.ledger.Refusals;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.StoredRun;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts a new snapshot run in the place of unfinished ones. */
final class Replacement {
    private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);

    private final JdbcTemplate store;
    private final TransactionTemplate transactions;
    private final Runnable checkTurn;

    Replacement(JdbcTemplate store, PlatformTransactionManager transactions, Runnable checkTurn) {
        this.store = store;
        this.transactions = new TransactionTemplate(transactions);
        this.checkTurn = checkTurn;
    }

    /**
     * Sends the slice again that an unfinished run may have sent without storing what became of it: the new plan is made
     * from the ledger, and the ledger has to hold what was done. An outage is waited out. What cannot be sent for another
     * reason is in doubt: the new run meets the same Intercom, and plans for both.
     *
     * @throws dev.audiencesync.intercom.StoppedException when a stop was asked for: then nothing may be replaced
     */
    void finishSlice(RunContext context) {
        try (ChangeApplier applier = context.applier()) {
            Set<Long> slice = numbers(open(context, applier));
            RideOut rideOut = context.rideOut();
            Optional<RuntimeException> failure = sendAgain(context, applier, rideOut);
            while (failure.orElse(null) instanceof IntercomUnavailable away) {
                rideOut.outlast(away);
                failure = sendAgain(context, applier, rideOut);
            }
            context.stop().check();
            List<OpenChange> unknown = open(context, applier).stream()
                    .filter(change -> slice.contains(change.change().seq()))
                    .toList();
            doubt(context, unknown, failure);
        }
    }

    private static List<OpenChange> open(RunContext context, ChangeApplier applier) {
        return new PlanStore(context.store()).nextOpen(context.run().id(), applier::slice);
    }

    private static Set<Long> numbers(List<OpenChange> open) {
        return open.stream().map(change -> change.change().seq()).collect(Collectors.toSet());
    }

    private Optional<RuntimeException> sendAgain(RunContext context, ChangeApplier applier, RideOut rideOut) {
        ApplyFailure failure = new ApplyFailure();
        List<OpenChange> open = open(context, applier);
        if (!open.isEmpty()) {
            ApplyWriter writer = new ApplyWriter(context, applier, failure, rideOut);
            transactions.executeWithoutResult(status -> writer.write(new Chunk<>(List.of(new ChangeSlice.Open(open)))));
        }
        return failure.take();
    }

    private void doubt(RunContext context, List<OpenChange> unknown, Optional<RuntimeException> failure) {
        if (unknown.isEmpty()) {
            return;
        }
        RuntimeException cause = failure.orElseGet(() -> new IllegalStateException("The slice had no more calls"));
        LOG.warn(
                "Part of run {}'s last slice could not be sent again and may have been done: the ledger doubts it",
                context.run().id(),
                cause);
        transactions.executeWithoutResult(status -> {
            checkTurn.run();
            new OutcomeStore(store)
                    .store(
                            context.ledgerExecution(),
                            Deferral.of(unknown, cause),
                            context.clock().instant());
        });
    }

    /**
     * Begins the run and ends those it replaces, both or neither.
     *
     * @param begun what else is noted of the run
     */
    long begin(RunStore runs, NewRun run, List<StoredRun> replaced, LongConsumer begun, Instant now) {
        runs.keepDefinition(run, now);
        return Objects.requireNonNull(transactions.execute(status -> {
            checkTurn.run();
            long number = runs.begin(run, now);
            begun.accept(number);
            for (StoredRun earlier : replaced) {
                takeOverRefusals(earlier.id(), number);
                runs.supersede(
                        earlier.id(), number, "Run " + number + " read a newer snapshot, which says everything anew.");
            }
            return number;
        }));
    }

    /** What stopped a run for being about too many people is not about any of them: they are tried anew. */
    private void takeOverRefusals(long earlier, long number) {
        Refusals refusals = new Refusals(store);
        if (RejectLimit.stopped(store, earlier)) {
            refusals.forget(earlier);
        } else {
            refusals.handOn(earlier, number);
        }
    }
}
