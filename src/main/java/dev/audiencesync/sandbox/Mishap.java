package dev.audiencesync.sandbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What goes wrong with a call. */
sealed interface Mishap {
    Duration NO_DELAY = Duration.ZERO;

    /** How the answer leaves. */
    default Ending ending() {
        return Ending.WHOLE;
    }

    /** What is answered in place of the call, which then does not take effect; empty if it takes effect. */
    Optional<Answer> instead(String requestId);

    /** Whether the answer tells the rate limit. */
    default boolean tellsLimit() {
        return true;
    }

    /** How much longer the answer takes, by a number from 0 to 1 that chance has drawn. */
    default Duration delay(double chance) {
        return NO_DELAY;
    }

    /**
     * An error of the API, before the call takes effect.
     *
     * @param code 200 answers with an empty body
     */
    record Status(int code) implements Mishap {
        private static final int RATE_LIMITED = 429;

        @Override
        public Optional<Answer> instead(String requestId) {
            return Optional.of(
                    code == 200
                            ? Answer.empty()
                            : Answer.error(
                                    new Refusal(code, "server_error", "The sandbox was told to fail"), requestId));
        }

        @Override
        public boolean tellsLimit() {
            return code != RATE_LIMITED;
        }
    }

    /** The call takes effect; its answer takes this much longer, a uniformly random time between the two. */
    record Slow(Duration min, Duration max) implements Mishap {
        @Override
        public Optional<Answer> instead(String requestId) {
            return Optional.empty();
        }

        @Override
        public Duration delay(double chance) {
            return min.plusMillis(Math.round(chance * max.minus(min).toMillis()));
        }
    }

    /** A page of the load balancer before Intercom: 502, in HTML, without the rate limit. */
    record Page() implements Mishap {
        private static final String HTML =
                """
                <html>
                <head><title>502 Bad Gateway</title></head>
                <body><center><h1>502 Bad Gateway</h1></center></body>
                </html>
                """;

        @Override
        public Optional<Answer> instead(String requestId) {
            return Optional.of(Answer.page(502, HTML));
        }

        @Override
        public boolean tellsLimit() {
            return false;
        }
    }

    /** What happens on the way of an answer. */
    enum OnTheWay implements Mishap {
        TRUNCATED("truncated", Ending.TRUNCATED, true),
        RESET("reset", Ending.BROKEN_OFF, true),
        DROP("drop", Ending.DROPPED, true),
        HANG("hang", Ending.NEVER, false),
        OUTAGE("outage", Ending.DROPPED, false);

        private final String word;
        private final Ending ending;
        private final boolean takesEffect;

        OnTheWay(String word, Ending ending, boolean takesEffect) {
            this.word = word;
            this.ending = ending;
            this.takesEffect = takesEffect;
        }

        static @Nullable OnTheWay called(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word.equals(word))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Ending ending() {
            return ending;
        }

        @Override
        public Optional<Answer> instead(String requestId) {
            return takesEffect ? Optional.empty() : Optional.of(Answer.empty());
        }
    }
}
