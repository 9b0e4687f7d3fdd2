package dev.audiencesync.intercom;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.retry.RetryContext;
import org.springframework.retry.backoff.BackOffContext;
import org.springframework.retry.backoff.BackOffPolicy;

/**
 * Pauses between two attempts, longer each time. After a 429 there is no pause of its own: the pacer has closed the
 * window and gives the next attempt a place in a later one.
 */
final class FaultBackOff implements BackOffPolicy {

    private static final Logger log = LoggerFactory.getLogger(FaultBackOff.class);

    private final RetrySettings settings;
    private final DoubleSupplier chance;
    private final Waiter waiter;
    private final CallCounter counter;

    FaultBackOff(RetrySettings settings, DoubleSupplier chance, Waiter waiter, CallCounter counter) {
        this.settings = settings;
        this.chance = chance;
        this.waiter = waiter;
        this.counter = counter;
    }

    private record Attempts(RetryContext context) implements BackOffContext {}

    @Override
    public BackOffContext start(RetryContext context) {
        return new Attempts(context);
    }

    @Override
    public void backOff(BackOffContext attempts) {
        RetryContext context = ((Attempts) attempts).context();
        if (context.getLastThrowable() instanceof TransientFault fault) {
            pause(fault, context.getRetryCount());
        }
    }

    private void pause(TransientFault last, int failed) {
        Fault fault = last.fault();
        if (last.isRateLimit()) {
            log.warn(
                    "{}: {}; attempt {} follows in a later rate-limit window",
                    fault.call().label(),
                    fault.summary(),
                    failed + 1);
            return;
        }
        Duration pause = settings.pauseAfter(failed, chance.getAsDouble());
        log.warn(
                "{}: {}; attempt {} follows in {} ms",
                fault.call().label(),
                fault.summary(),
                failed + 1,
                pause.toMillis());
        counter.waited(pause);
        waiter.await(pause);
    }
}
