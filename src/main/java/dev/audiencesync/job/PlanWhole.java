package dev.audiencesync.job;

import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.StoredRun;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.step.StepExecution;

/** Decides whether a run's plan stands already, so that a restart carries it out instead of making another. */
final class PlanWhole implements JobExecutionDecider {
    static final String WHOLE = "PLAN_WHOLE";
    static final String TO_MAKE = "PLAN_TO_MAKE";

    private final RunContext context;

    PlanWhole(RunContext context) {
        this.context = context;
    }

    @Override
    public FlowExecutionStatus decide(JobExecution jobExecution, @Nullable StepExecution stepExecution) {
        boolean whole = new RunStore(context.store())
                .find(context.run().id())
                .map(StoredRun::planWhole)
                .orElse(false);
        return new FlowExecutionStatus(whole ? WHOLE : TO_MAKE);
    }
}
