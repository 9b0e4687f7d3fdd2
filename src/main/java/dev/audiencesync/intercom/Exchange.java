package dev.audiencesync.intercom;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.springframework.retry.support.RetryTemplate;
import tools.jackson.databind.JsonNode;

/** One call, repeated until it is answered or given up. */
final class Exchange {

    private static final RetrySettings ONCE = new RetrySettings(1, 1, Duration.ZERO, 1, Duration.ZERO, 0);

    /** Nobody waits: the call fails. */
    private static final Outages FAIL = new Outages() {
        @Override
        public void outlast(IntercomUnavailable away) {
            throw away;
        }

        @Override
        public void over() {
            // Nobody noted that there was one.
        }
    };

    private final Attempts attempts;
    private final String address;
    private final RetryTemplate retry;
    private final Outages outages;

    Exchange(ClientSettings settings, Clock clock, Waiter waiter) {
        this(new Attempts(settings, clock, waiter), NoAnswer.address(settings.baseUrl()), settings.retry());
    }

    private Exchange(Attempts attempts, String address, RetrySettings settings) {
        this(attempts, address, retry(settings, attempts), FAIL);
    }

    private Exchange(Attempts attempts, String address, RetryTemplate retry, Outages outages) {
        this.attempts = attempts;
        this.address = address;
        this.retry = retry;
        this.outages = outages;
    }

    private static RetryTemplate retry(RetrySettings settings, Attempts attempts) {
        RetryTemplate retry = new RetryTemplate();
        retry.setRetryPolicy(new FaultRetryPolicy(settings));
        retry.setBackOffPolicy(new FaultBackOff(
                settings, () -> ThreadLocalRandom.current().nextDouble(), attempts.waiter(), attempts.counter()));
        return retry;
    }

    Exchange outlasting(Outages others) {
        return new Exchange(attempts, address, retry, others);
    }

    /** Whose calls are attempted once. */
    Exchange once() {
        return new Exchange(attempts, address, ONCE);
    }

    /** @param decoder may throw {@link UnreadableAnswer}, which is a transient fault */
    <T> Reply<T> call(ApiCall call, Function<JsonNode, T> decoder) {
        while (true) {
            try {
                Reply<T> reply = answered(call, decoder);
                outages.over();
                return reply;
            } catch (IntercomUnavailable away) {
                outages.outlast(away);
            }
        }
    }

    private <T> Reply<T> answered(ApiCall call, Function<JsonNode, T> decoder) {
        AtomicInteger made = new AtomicInteger();
        try {
            return retry.<Reply<T>, RuntimeException>execute(
                    context -> attempts.attempt(call, decoder, made.incrementAndGet()));
        } catch (TransientFault last) {
            throw new IntercomUnavailable(address, made.get(), last);
        }
    }

    Instant now() {
        return attempts.now();
    }

    CallCounts counts() {
        return attempts.counter().snapshot();
    }

    int concurrency() {
        return attempts.concurrency();
    }

    int callsPerMinute() {
        return attempts.callsPerMinute();
    }
}
