package dev.audiencesync.job;

import dev.audiencesync.apply.Applied;
import dev.audiencesync.apply.ChangeApplier;
import dev.audiencesync.intercom.Outages;
import dev.audiencesync.ledger.Baselines;
import dev.audiencesync.ledger.DeferredRecords;
import dev.audiencesync.ledger.OutcomeStore;
import dev.audiencesync.ledger.PeopleClocks;
import dev.audiencesync.ledger.PlanStore;
import dev.audiencesync.ledger.Refusals;
import dev.audiencesync.ledger.RunFiles;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.Settlement;
import dev.audiencesync.ledger.StagedPeople;
import dev.audiencesync.ledger.Stitchings;
import dev.audiencesync.ledger.TagShares;
import dev.audiencesync.person.Amount;
import java.time.Instant;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * Carries out slices and stores their outcomes in the chunk's transaction; never throws for one person. The turn is made
 * sure of before anything is sent, which keeps others out until the transaction ends, and again before anything is stored.
 */
final class ApplyWriter implements ItemWriter<ChangeSlice> {
    private final RunContext context;
    private final ChangeApplier applier;
    private final ApplyFailure failure;
    private final Outages outages;
    private final OutcomeStore outcomes;
    private final RunFiles files;
    private final TagShares shares;
    private final RejectLimit limit;

    ApplyWriter(RunContext context, ChangeApplier applier, ApplyFailure failure, Outages outages) {
        this.context = context;
        this.applier = applier;
        this.failure = failure;
        this.outages = outages;
        this.outcomes = new OutcomeStore(context.store());
        this.files = new RunFiles(context.store());
        this.shares = new TagShares(context.store());
        this.limit = new RejectLimit(context);
    }

    @Override
    public void write(Chunk<? extends ChangeSlice> chunk) {
        context.checkTurn();
        for (ChangeSlice slice : chunk) {
            if (slice instanceof ChangeSlice.Open open) {
                apply(open);
            } else {
                settle();
            }
        }
    }

    private void apply(ChangeSlice.Open slice) {
        Applied applied = applier.apply(shares.today(context.run().job(), slice.changes()));
        context.checkTurn();
        outcomes.store(
                context.ledgerExecution(), applied.outcomes(), context.clock().instant());
        context.progress().advance(applied.outcomes().size());
        if (applied.somethingWorked()) {
            outages.over();
        }
        limit.weigh(applied.outcomes()).ifPresent(failure::set);
        applied.failure().ifPresent(failure::set);
    }

    private void settle() {
        Instant now = context.clock().instant();
        new Settlement(context.store()).settle(context.ledgerExecution());
        Refusals refusals = new Refusals(context.store());
        refusals.settle(context.ledgerExecution(), now);
        boolean everybody = context.run().canary().isEverybody();
        if (everybody && context.snapshot()) {
            refusals.forgetMended(context.ledgerExecution());
        }
        noteAnew();
        if (everybody) {
            new Baselines(context.store()).replace(context.ledgerExecution());
            new PeopleClocks(context.store()).count(context.ledgerExecution());
        }
        settleRecords(everybody, now);
        if (!context.snapshot() && everybody) {
            new Stitchings(context.store()).remember(context.ledgerExecution(), now);
            files.consume(
                    context.run().id(),
                    context.run().workspaceId(),
                    context.run().job());
        }
        new StagedPeople(context.store()).clearAll(context.ledgerExecution());
    }

    private void noteAnew() {
        PlanStore.Anew people =
                new PlanStore(context.store()).countAnew(context.run().id());
        noteAnew(people.created(), "created anew");
        noteAnew(people.found(), "they have another one there, which was updated as if it were new");
    }

    private void noteAnew(long people, String how) {
        if (people > 0) {
            new RunStore(context.store())
                    .note(
                            context.run().id(),
                            Amount.people(people) + " whose contact was deleted in Intercom: "
                                    + how + " (`on-deleted: create`), with all tags that any job put on them. What else"
                                    + " other jobs had sent comes back as they read a record of the person again.");
        }
    }

    private void settleRecords(boolean everybody, Instant now) {
        DeferredRecords records = new DeferredRecords(context.store());
        if (context.snapshot() && everybody) {
            records.clear(context.ledgerExecution());
            return;
        }
        if (everybody) {
            records.clearRead(context.ledgerExecution(), now);
        }
        records.clearPlanned(context.ledgerExecution());
        if (!context.snapshot()) {
            records.keep(context.ledgerExecution(), now);
        }
    }
}
