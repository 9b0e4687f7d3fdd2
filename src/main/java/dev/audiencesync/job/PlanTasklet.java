package dev.audiencesync.job;

import dev.audiencesync.ledger.PlanStore;
import dev.audiencesync.person.Amount;
import dev.audiencesync.plan.ExportReading;
import dev.audiencesync.plan.Finding;
import dev.audiencesync.plan.PlanLedger;
import dev.audiencesync.plan.Planner;
import dev.audiencesync.report.Progress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Makes the plan, a transaction at a time. Between them it asks Intercom, and waits for it where it is away: the step has
 * no transaction of its own that would be open meanwhile.
 */
final class PlanTasklet implements Tasklet {
    private final RunContext context;
    private final ExportSession session;
    private final PlanStore plans;
    private @Nullable Planner planner;

    PlanTasklet(RunContext context, ExportSession session) {
        this.context = context;
        this.session = session;
        this.plans = new PlanStore(context.store());
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
        context.stop().check();
        Planner making = planner == null ? begin() : planner;
        planner = making;
        making.prepare();
        refuse(making.tagFindings());
        long planned = context.answerInTurn(making::advance);
        if (planned < 0) {
            context.progress().end(Amount.of(plans.countChanges(context.run().id()), "change", "changes"));
            return RepeatStatus.FINISHED;
        }
        context.progress().advance(planned);
        return RepeatStatus.CONTINUABLE;
    }

    private static void refuse(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new GuardedException(findings.stream().map(Finding::message).toList());
        }
    }

    private Planner begin() {
        ExportReading reading = session.reading();
        if (context.snapshot() && reading.index().seen() == 0) {
            throw new GuardedException(List.of("The snapshot is empty: 0 of its " + Amount.records(reading.read())
                    + " name a person. Everybody would"
                    + " look as if they had left. Export it again; this cannot be overridden."));
        }
        PlanLedger ledger = PlanLedger.of(context.store());
        Planner making = context.answerInTurn(
                () -> Planner.of(context.planScope(), ledger, reading, context.reads(), context.clock()));
        context.progress().begin(Progress.Phase.PLAN, reading.index().staged());
        return making;
    }
}
