package dev.audiencesync.intercom;

import org.jspecify.annotations.Nullable;
import org.springframework.retry.RetryContext;
import org.springframework.retry.RetryPolicy;
import org.springframework.retry.context.RetryContextSupport;

/**
 * How often a call is attempted. A 429 says nothing about the call, only that others were faster: it is counted apart
 * from faults, for each one costs a rate-limit window.
 */
final class FaultRetryPolicy implements RetryPolicy {
    private final RetrySettings settings;

    FaultRetryPolicy(RetrySettings settings) {
        this.settings = settings;
    }

    private static final class Attempts extends RetryContextSupport {
        private int faults;
        private int rateLimited;

        Attempts(@Nullable RetryContext parent) {
            super(parent);
        }

        private void count(TransientFault fault) {
            if (fault.isRateLimit()) {
                rateLimited++;
            } else {
                faults++;
            }
        }
    }

    @Override
    public RetryContext open(@Nullable RetryContext parent) {
        return new Attempts(parent);
    }

    @Override
    public boolean canRetry(RetryContext context) {
        Attempts attempts = (Attempts) context;
        Throwable last = attempts.getLastThrowable();
        return last == null
                || (last instanceof TransientFault
                        && attempts.faults < settings.attempts()
                        && attempts.rateLimited < settings.rateLimitedAttempts());
    }

    @Override
    public void registerThrowable(RetryContext context, @Nullable Throwable thrown) {
        Attempts attempts = (Attempts) context;
        attempts.registerThrowable(thrown);
        if (thrown instanceof TransientFault fault) {
            attempts.count(fault);
        }
    }

    @Override
    public void close(RetryContext context) {
        // Nothing is held.
    }
}
