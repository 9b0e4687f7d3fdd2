package dev.audiencesync.job;

import dev.audiencesync.apply.ChangeApplier;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttribute;

/**
 * The Spring Batch job {@code audienceSync}, built for one execution of one run. Its first half makes the plan
 * ({@code readExport}, {@code planChanges}, {@code guard}), its second carries it out ({@code applyChanges}).
 */
final class SyncJob {
    static final String NAME = "audienceSync";
    private static final int RECORDS_A_CHUNK = 5_000;

    /** For tasklets that ask Intercom, which may be away: they open a transaction only once they know what to write. */
    private static final TransactionAttribute OF_ITS_OWN =
            new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);

    private final JobRepository repository;
    private final PlatformTransactionManager transactions;

    SyncJob(JobRepository repository, PlatformTransactionManager transactions) {
        this.repository = repository;
        this.transactions = transactions;
    }

    /** Plans, where no plan stands, and applies. */
    Job of(RunContext context) {
        return new JobBuilder(NAME, repository)
                .start(planFlow(context))
                .next(guardFlow(context))
                .next(applyFlow(context))
                .end()
                .build();
    }

    /** The first half. */
    Job plan(RunContext context) {
        return new JobBuilder(NAME, repository)
                .start(planFlow(context))
                .next(guardFlow(context))
                .end()
                .build();
    }

    private Flow guardFlow(RunContext context) {
        return new FlowBuilder<SimpleFlow>("guard").start(guard(context)).end();
    }

    private Step guard(RunContext context) {
        return new StepBuilder("guard", repository)
                .tasklet(new GuardTasklet(context), transactions)
                .transactionAttribute(OF_ITS_OWN)
                .allowStartIfComplete(true)
                .build();
    }

    private Flow planFlow(RunContext context) {
        ExportSession session = new ExportSession(context);
        PlanWhole decider = new PlanWhole(context);
        Flow make = new FlowBuilder<SimpleFlow>("makePlan")
                .start(readExport(context, session))
                .next(planChanges(context, session))
                .end();
        return new FlowBuilder<SimpleFlow>("plan")
                .start(decider)
                .on(PlanWhole.TO_MAKE)
                .to(make)
                .from(decider)
                .on(PlanWhole.WHOLE)
                .end()
                .end();
    }

    private Flow applyFlow(RunContext context) {
        return new FlowBuilder<SimpleFlow>("apply").start(applyChanges(context)).end();
    }

    private Step readExport(RunContext context, ExportSession session) {
        return new StepBuilder("readExport", repository)
                .<PrintedRecord, Taken>chunk(RECORDS_A_CHUNK)
                .transactionManager(transactions)
                .reader(new ExportItemReader(context, session))
                .processor(new ExportItemProcessor(context, session))
                .writer(new StagingWriter(context))
                .listener(new ReadExportListener(context, session))
                .allowStartIfComplete(true)
                .build();
    }

    private Step planChanges(RunContext context, ExportSession session) {
        return new StepBuilder("planChanges", repository)
                .tasklet(new PlanTasklet(context, session), transactions)
                .transactionAttribute(OF_ITS_OWN)
                .allowStartIfComplete(true)
                .build();
    }

    private Step applyChanges(RunContext context) {
        ApplyFailure failure = new ApplyFailure();
        ChangeApplier applier = context.applier();
        RideOut rideOut = context.rideOut();
        return new StepBuilder("applyChanges", repository)
                .<ChangeSlice, ChangeSlice>chunk(1)
                .transactionManager(transactions)
                .reader(new OpenChangeReader(context, applier))
                .writer(new ApplyWriter(context, applier, failure, rideOut))
                .interruptionPolicy(new BetweenSlices(failure, rideOut))
                .listener(new ApplyChangesListener(context, applier))
                .build();
    }
}
