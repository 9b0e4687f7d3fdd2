package dev.audiencesync.job;

import dev.audiencesync.apply.ChangeApplier;
import dev.audiencesync.definition.IntercomSettings.OnDeleted;
import dev.audiencesync.ledger.DriftTakeover;
import dev.audiencesync.ledger.MatchedGroups;
import dev.audiencesync.ledger.PlanStore;
import dev.audiencesync.ledger.Refusals;
import dev.audiencesync.ledger.RunState;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.person.Amount;
import dev.audiencesync.report.Progress;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Frames the applying step: the run's state, progress, and the end of the applier's threads. */
final class ApplyChangesListener implements StepExecutionListener {
    private final RunContext context;
    private final ChangeApplier applier;
    private final PlanStore plans;
    private long openAtStart;

    ApplyChangesListener(RunContext context, ChangeApplier applier) {
        this.context = context;
        this.applier = applier;
        this.plans = new PlanStore(context.store());
    }

    @Override
    public void beforeStep(StepExecution step) {
        context.inTurn(this::noteBeginning);
        openAtStart = plans.countOpen(context.run().id());
        context.progress().begin(Progress.Phase.APPLY, openAtStart);
    }

    private void noteBeginning() {
        RunStore runs = new RunStore(context.store());
        runs.state(context.run().id(), RunState.APPLYING);
        runs.sending(context.run().id());
        if (context.run().canary().isEverybody()) {
            new Refusals(context.store()).handOnUntold(context.ledgerExecution());
        }
        new MatchedGroups(context.store()).sendingBegins(context.ledgerExecution());
        new DriftTakeover(context.store()).sendingBegins(context.ledgerExecution(), choice());
        new TagLedger(context.store())
                .useBegins(
                        context.run().workspaceId(),
                        context.run().job(),
                        plans.tagsPutOn(context.run().id()));
    }

    private DriftTakeover.Choice choice() {
        return switch (context.definition().verification().onDrift()) {
            case REPORT -> DriftTakeover.Choice.NOTHING;
            case RESTORE ->
                context.definition().intercom().onDeleted() == OnDeleted.CREATE
                        ? DriftTakeover.Choice.UNDO_AND_CREATE
                        : DriftTakeover.Choice.UNDO;
            case RESPECT -> DriftTakeover.Choice.ACCEPT;
        };
    }

    @Override
    public ExitStatus afterStep(StepExecution step) {
        applier.close();
        long open = plans.countOpen(context.run().id());
        String done = Amount.number(openAtStart - open) + " done";
        context.progress().end(open == 0 ? done : done + ", " + Amount.number(open) + " still open");
        return step.getExitStatus();
    }
}
