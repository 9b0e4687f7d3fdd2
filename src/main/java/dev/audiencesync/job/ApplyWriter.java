package dev.audiencesync.job;

import dev.audiencesync.apply.Applied;
import dev.audiencesync.apply.ChangeApplier;
import dev.audiencesync.ledger.Baselines;
import dev.audiencesync.ledger.DeferredRecords;
import dev.audiencesync.ledger.OutcomeStore;
import dev.audiencesync.ledger.PeopleLedger;
import dev.audiencesync.ledger.RunFiles;
import dev.audiencesync.ledger.Settlement;
import dev.audiencesync.ledger.StagedPeople;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.ledger.TagShares;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/** Carries out slices and stores their outcomes in the chunk's transaction; never throws for one person. */
final class ApplyWriter implements ItemWriter<ChangeSlice> {
    private final RunContext context;
    private final ChangeApplier applier;
    private final ApplyFailure failure;
    private final OutcomeStore outcomes;
    private final RunFiles files;
    private final TagShares shares;

    ApplyWriter(RunContext context, ChangeApplier applier, ApplyFailure failure) {
        this.context = context;
        this.applier = applier;
        this.failure = failure;
        this.outcomes = new OutcomeStore(context.store());
        this.files = new RunFiles(context.store());
        this.shares = new TagShares(new TagLedger(context.store()));
    }

    @Override
    public void write(Chunk<? extends ChangeSlice> chunk) {
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
        outcomes.store(
                context.ledgerExecution(), applied.outcomes(), context.clock().instant());
        context.progress().advance(applied.outcomes().size());
        applied.failure().ifPresent(failure::set);
    }

    private void settle() {
        new Settlement(context.store()).settle(context.ledgerExecution());
        DeferredRecords deferred = new DeferredRecords(context.store());
        boolean everybody = context.run().canary().isEverybody();
        if (everybody) {
            new Baselines(context.store()).replace(context.ledgerExecution());
            new PeopleLedger(context.store()).moveOn(context.ledgerExecution());
            deferred.clear(context.ledgerExecution());
        } else {
            deferred.clearPlanned(context.ledgerExecution());
        }
        if (!context.snapshot()) {
            deferred.keep(context.ledgerExecution());
        }
        if (!context.snapshot() && everybody) {
            files.consume(
                    context.run().id(),
                    context.run().workspaceId(),
                    context.run().job());
        }
        new StagedPeople(context.store()).clearAll(context.ledgerExecution());
    }
}
