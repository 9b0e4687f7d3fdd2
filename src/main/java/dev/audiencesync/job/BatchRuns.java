package dev.audiencesync.job;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobExecutionNotRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.context.ApplicationContext;

/** Runs as Spring Batch keeps them: one job instance for a run, identified by the run's number. */
final class BatchRuns {
    private static final Logger LOG = LoggerFactory.getLogger(BatchRuns.class);

    private final JobOperator operator;
    private final JobRepository repository;

    private BatchRuns(JobOperator operator, JobRepository repository) {
        this.operator = operator;
        this.repository = repository;
    }

    static BatchRuns of(ApplicationContext spring) {
        return new BatchRuns(spring.getBean(JobOperator.class), spring.getBean(JobRepository.class));
    }

    JobRepository repository() {
        return repository;
    }

    /** Starts the run's instance, or goes on with it, and waits for the execution's end. */
    JobExecution execute(Job job, long run, Command command, StopSignal stop) {
        JobParameters parameters = parameters(run, command);
        JobExecution last = repository.getLastJobExecution(SyncJob.NAME, parameters);
        if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
            // The process died after the job's end and before the run's was noted.
            return last;
        }
        forgetUnbegun(parameters);
        failCrashed(parameters);
        Runnable done = stop.onRaise(() -> stopRunning(run));
        try {
            return operator.start(job, parameters);
        } catch (JobExecutionException e) {
            throw new IllegalStateException("Spring Batch would not start run " + run + ": " + e.getMessage(), e);
        } finally {
            done.run();
        }
    }

    /** Making a plan only is an instance of its own: it ends well long before anybody applies it. */
    private static JobParameters parameters(long run, Command command) {
        JobParametersBuilder parameters = new JobParametersBuilder().addLong("run", run, true);
        if (command == Command.PLAN) {
            parameters.addString("half", Command.PLAN.word(), true);
        }
        return parameters.toJobParameters();
    }

    /** Others' runs may be in the same store. */
    private void stopRunning(long run) {
        for (JobExecution running : repository.findRunningJobExecutions(SyncJob.NAME)) {
            if (!Objects.equals(running.getJobParameters().getLong("run"), run)) {
                continue;
            }
            try {
                operator.stop(running);
            } catch (JobExecutionNotRunningException endedMeanwhile) {
                LOG.debug("Run's execution {} ended before it could be stopped", running.getId());
            }
        }
    }

    /**
     * Batch commits an instance before its first execution, and starts none that a crash left without one (its issue
     * 4763). Safe only for the holder of the run lock, like {@link #failCrashed}.
     */
    private void forgetUnbegun(JobParameters parameters) {
        JobInstance instance = repository.getJobInstance(SyncJob.NAME, parameters);
        if (instance != null && repository.getJobExecutions(instance).isEmpty()) {
            repository.deleteJobInstance(instance);
        }
    }

    /**
     * Turns an execution that a crash left open into a failed one, so that its instance can go on. Safe only for the
     * holder of the run lock: nobody else is alive. Status UNKNOWN, after which Batch itself refuses to go on, comes from
     * a metadata update that failed and counts as a crash too.
     */
    private void failCrashed(JobParameters parameters) {
        JobExecution last = repository.getLastJobExecution(SyncJob.NAME, parameters);
        if (last != null && (last.isRunning() || isOpen(last.getStatus()) || hasOpenStep(last))) {
            fail(last);
        }
    }

    /** Under an execution that was stopped, a step is open where its process was ended before the step could stop. */
    private static boolean hasOpenStep(JobExecution execution) {
        return execution.getStepExecutions().stream().anyMatch(step -> isOpen(step.getStatus()));
    }

    private static boolean isOpen(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }

    private void fail(JobExecution execution) {
        for (StepExecution step : execution.getStepExecutions()) {
            if (isOpen(step.getStatus())) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(ExitStatus.FAILED);
                step.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
                repository.update(step);
            }
        }
        execution.setStatus(BatchStatus.FAILED);
        execution.setExitStatus(ExitStatus.FAILED);
        execution.setEndTime(LocalDateTime.now(ZoneId.systemDefault()));
        repository.update(execution);
    }
}
