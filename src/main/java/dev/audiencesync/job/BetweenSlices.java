package dev.audiencesync.job;

import dev.audiencesync.intercom.IntercomUnavailable;
import dev.audiencesync.intercom.Outages;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/**
 * What happens after a slice that something broke off: its outcomes are stored by now, and no transaction is open. An
 * outage is waited out, and the next slice takes up what stayed open; anything else ends the step.
 */
final class BetweenSlices implements StepInterruptionPolicy {
    private final ApplyFailure failure;
    private final Outages outages;

    BetweenSlices(ApplyFailure failure, Outages outages) {
        this.failure = failure;
        this.outages = outages;
    }

    /** Never says that the step was interrupted: Batch would take the step for completed. It throws what ends it. */
    @Override
    public void checkInterrupted(StepExecution step) {
        if (!step.isTerminateOnly()) {
            failure.take().ifPresent(this::outlast);
        }
    }

    private void outlast(RuntimeException cause) {
        if (!(cause instanceof IntercomUnavailable away)) {
            throw cause;
        }
        outages.outlast(away);
    }
}
