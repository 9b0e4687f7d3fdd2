package dev.audiencesync.job;

import dev.audiencesync.intercom.CallCounts;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.PlanStore;
import dev.audiencesync.ledger.RunFigures;
import dev.audiencesync.ledger.RunState;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.report.RunSummaries;
import dev.audiencesync.report.RunSummary;
import java.time.Instant;
import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The executions of runs in one session: begun, carried out by Spring Batch, and how they ended noted. */
final class Executions {
    private final Surroundings around;
    private final Turn turn;
    private final JdbcTemplate store;
    private final ConfigurableApplicationContext spring;
    private final IntercomClient client;
    private final RunStore runs;
    private RunStore.Spent accounted = new RunStore.Spent(0, 0, 0);

    Executions(
            Surroundings around,
            Turn turn,
            JdbcTemplate store,
            ConfigurableApplicationContext spring,
            IntercomClient client) {
        this.around = around;
        this.turn = turn;
        this.store = store;
        this.spring = spring;
        this.client = client;
        this.runs = new RunStore(store);
    }

    /** Begins an execution of the run. */
    RunContext begin(Session.Work work) {
        int execution = runs.beginExecution(
                work.run(), work.command().word(), around.clock().instant());
        return new RunContext(
                runs.find(work.run()).orElseThrow(),
                execution,
                work.command(),
                work.allowances(),
                work.definition(),
                around.home(),
                turn,
                client,
                store,
                around.progress(),
                around.stop(),
                around.clock(),
                around.waiting().waiter());
    }

    /**
     * Executes the run, from wherever it stands, to its end or to what stops it.
     *
     * @param resumed runs that the same command finished first
     */
    RunSummary execute(Session.Work work, List<RunSummary> resumed) {
        RunContext context = begin(work);
        JobExecution ended = execute(context);
        long rejected = new RunFigures(store).rejected(work.run(), null);
        boolean earlierRejected = resumed.stream().anyMatch(summary -> summary.exitCode() == RunEnd.SOME_REJECTED);
        RunEnd end = RunEnd.of(ended, work.command(), rejected > 0 || earlierRejected);
        noteEnd(context, end);
        return new RunSummaries(store, around.home())
                .finished(
                        work.run(),
                        work.definition(),
                        resumed.stream().map(RunSummary::run).toList());
    }

    private void noteEnd(RunContext context, RunEnd end) {
        long run = context.run().id();
        Instant now = around.clock().instant();
        RunState state = stateAfter(context, end);
        new TransactionTemplate(spring.getBean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            turn.checkNotTakenOver(store);
            runs.end(run, state, end.exitCode(), end.message(), now);
            runs.endExecution(run, context.execution(), end.exitCode(), spent(), now);
        });
    }

    /** Applying that broke off before it sent anything leaves the plan as it was: to be applied, or not. */
    private RunState stateAfter(RunContext context, RunEnd end) {
        boolean brokeOff = end.state() == RunState.FAILED || end.state() == RunState.STOPPED;
        boolean onlyAPlan = context.command() == Command.APPLY
                && !runs.find(context.run().id()).orElseThrow().sending();
        return brokeOff && onlyAPlan ? context.run().state() : end.state();
    }

    /**
     * A signal that comes when nothing is open any more has nothing to stop: the run is ended, rather than left for a
     * restart to find that all of it was done.
     */
    private JobExecution execute(RunContext context) {
        JobExecution ended = execute(context, around.stop());
        return ended.getStatus() == BatchStatus.STOPPED
                        && nothingIsOpen(context.run().id())
                ? execute(context, new StopSignal())
                : ended;
    }

    private JobExecution execute(RunContext context, StopSignal stop) {
        BatchRuns batch = BatchRuns.of(spring);
        SyncJob jobs = new SyncJob(batch.repository(), spring.getBean(PlatformTransactionManager.class));
        Job job = context.command() == Command.PLAN ? jobs.plan(context) : jobs.of(context);
        return batch.execute(job, context.run().id(), context.command(), stop);
    }

    private boolean nothingIsOpen(long run) {
        return runs.find(run).orElseThrow().planWhole() && new PlanStore(store).countOpen(run) == 0;
    }

    /** Calls since the last execution of this session; the first has those that found the workspace. */
    private RunStore.Spent spent() {
        CallCounts counts = client.counts();
        RunStore.Spent total = new RunStore.Spent(counts.calls(), counts.retries(), counts.rateLimited());
        RunStore.Spent since = total.since(accounted);
        accounted = total;
        return since;
    }
}
