package dev.audiencesync.job;

import dev.audiencesync.person.Amount;
import dev.audiencesync.plan.ExportReading;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Stores what was read once all of it was. */
final class ReadExportListener implements StepExecutionListener {
    private final RunContext context;
    private final ExportSession session;

    ReadExportListener(RunContext context, ExportSession session) {
        this.context = context;
        this.session = session;
    }

    @Override
    public ExitStatus afterStep(StepExecution step) {
        if (step.getStatus() == BatchStatus.COMPLETED) {
            context.inTurn(session::storeTallies);
            ExportReading reading = session.reading();
            context.progress()
                    .end(Amount.records(reading.read()) + ", " + Amount.number(reading.rejected()) + " rejected");
        }
        return step.getExitStatus();
    }
}
