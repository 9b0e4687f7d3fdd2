package dev.audiencesync.intercom;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Single attempts of calls; each takes its turn with the pacer. */
final class Attempts {

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    private final HttpTransport transport;
    private final Tokens tokens;
    private final Clock clock;
    private final Waiter waiter;
    private final Pacer pacer;
    private final CallCounter counter = new CallCounter();

    Attempts(ClientSettings settings, Clock clock, Waiter waiter) {
        this.transport = new HttpTransport(settings);
        this.tokens = new Tokens(settings.token());
        this.clock = clock;
        this.waiter = waiter;
        this.pacer = new Pacer(clock, settings.reservePercent());
    }

    Waiter waiter() {
        return waiter;
    }

    Instant now() {
        return clock.instant();
    }

    CallCounter counter() {
        return counter;
    }

    int concurrency() {
        return pacer.concurrency();
    }

    int callsPerMinute() {
        return pacer.callsPerMinute();
    }

    /**
     * Tries a call; once more where the token was refused and another stands where it came from.
     *
     * @param number from 1
     * @throws TransientFault for what another attempt may mend
     * @throws SystemicRefusal for what concerns everybody
     */
    <T> Reply<T> attempt(ApiCall call, Function<JsonNode, T> decoder, int number) {
        Permit permit = takeTurn();
        AccessToken bearer = tokens.current();
        try {
            return attempt(call, decoder, number > 1, permit, bearer);
        } catch (SystemicRefusal refusal) {
            AccessToken other = instead(bearer, refusal);
            return attempt(call, decoder, true, takeTurn(), other);
        }
    }

    private AccessToken instead(AccessToken refused, SystemicRefusal refusal) {
        Optional<AccessToken> other = refusal.isOfTheToken() ? tokens.insteadOf(refused) : Optional.empty();
        return other.orElseThrow(() -> refusal);
    }

    private <T> Reply<T> attempt(
            ApiCall call, Function<JsonNode, T> decoder, boolean again, Permit permit, AccessToken bearer) {
        Instant sent = clock.instant();
        counter.sent(call.kind(), again);
        HttpAnswer answer = send(call, bearer);
        log.debug(
                "{}: {} in {} ms",
                call.kind().label(),
                answer.status(),
                Duration.between(sent, clock.instant()).toMillis());
        learn(call.kind(), permit, sent, answer);
        Reply<T> reply = read(call.kind(), answer, bearer, decoder);
        tokens.accepted(bearer);
        return reply;
    }

    private <T> Reply<T> read(CallKind kind, HttpAnswer answer, AccessToken bearer, Function<JsonNode, T> decoder) {
        try {
            return AnswerReader.read(kind, answer, bearer::redactIn, decoder);
        } catch (SystemicRefusal refusal) {
            throw refusal.naming(tokens.placeholder());
        }
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
            return waiter.answer(() -> transport.send(call, bearer));
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new StoppedException("The thread was interrupted");
            }
            throw new TransientFault(new Fault(call.kind(), 0, ErrorBody.ofMessage(NoAnswer.why(e))), e);
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
