package dev.audiencesync.intercom;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.retry.support.RetryTemplate;
import tools.jackson.databind.JsonNode;

/** One call, repeated until it is answered or given up; each attempt takes its turn with the pacer. */
final class Exchange {

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    private final HttpTransport transport;
    private final Supplier<AccessToken> token;
    private final Clock clock;
    private final Waiter waiter;
    private final Pacer pacer;
    private final CallCounter counter = new CallCounter();
    private final RetryTemplate retry = new RetryTemplate();

    Exchange(ClientSettings settings, Clock clock, Waiter waiter) {
        this.transport = new HttpTransport(settings);
        this.token = settings.token();
        this.clock = clock;
        this.waiter = waiter;
        this.pacer = new Pacer(clock, settings.reservePercent());
        retry.setRetryPolicy(new FaultRetryPolicy(settings.retry()));
        retry.setBackOffPolicy(new FaultBackOff(
                settings.retry(), () -> ThreadLocalRandom.current().nextDouble(), waiter, counter));
    }

    /** @param decoder may throw {@link UnreadableAnswer}, which is a transient fault */
    <T> Reply<T> call(ApiCall call, Function<JsonNode, T> decoder) {
        AtomicInteger attempts = new AtomicInteger();
        try {
            return retry.<Reply<T>, RuntimeException>execute(
                    context -> attempt(call, decoder, attempts.incrementAndGet()));
        } catch (TransientFault last) {
            throw new IntercomUnavailable(attempts.get(), last);
        }
    }

    CallCounts counts() {
        return counter.snapshot();
    }

    int callsPerMinute() {
        return pacer.callsPerMinute();
    }

    private <T> Reply<T> attempt(ApiCall call, Function<JsonNode, T> decoder, int number) {
        Permit permit = takeTurn();
        AccessToken bearer = token.get();
        Instant sent = clock.instant();
        counter.sent(call.kind(), number > 1);
        HttpAnswer answer = send(call, bearer);
        log.debug(
                "{}: {} in {} ms, attempt {}",
                call.kind().label(),
                answer.status(),
                Duration.between(sent, clock.instant()).toMillis(),
                number);
        learn(call.kind(), permit, sent, answer);
        return AnswerReader.read(call.kind(), answer, bearer::redactIn, decoder);
    }

    private Permit takeTurn() {
        Permit permit = pacer.reserve();
        while (true) {
            counter.waited(permit.time());
            waiter.await(permit.time());
            Optional<Permit> another = pacer.redeem(permit);
            if (another.isEmpty()) {
                return permit;
            }
            permit = another.get();
        }
    }

    private HttpAnswer send(ApiCall call, AccessToken bearer) {
        try {
            return transport.send(call, bearer);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new StoppedException("The thread was interrupted");
            }
            String what = e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
            throw new TransientFault(new Fault(call.kind(), 0, ErrorBody.ofMessage(bearer.redactIn(what))), e);
        }
    }

    private void learn(CallKind kind, Permit permit, Instant sent, HttpAnswer answer) {
        Optional<RateLimitHeaders> headers = RateLimitHeaders.of(answer.headers(), clock.instant());
        if (answer.status() != 429) {
            headers.ifPresent(seen -> pacer.observe(permit, sent, seen));
            return;
        }
        counter.rateLimited(kind);
        headers.ifPresentOrElse(seen -> pacer.refused(permit, sent, seen), () -> pacer.refused(permit));
    }
}
