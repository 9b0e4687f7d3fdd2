package dev.audiencesync.intercom;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * {@code X-RateLimit-Limit}, {@code -Remaining} and {@code -Reset} of an answer: of the 10-second window that it was
 * counted in, not of the minute. One bucket serves all calls.
 */
record RateLimitHeaders(int limit, int remaining, Instant reset) {

    /** A reset further from our clock is no skew but nonsense. */
    private static final Duration FARTHEST = Duration.ofDays(1);

    static Optional<RateLimitHeaders> of(HttpHeaders headers, Instant now) {
        long limit = number(headers.getFirst("X-RateLimit-Limit"));
        long remaining = number(headers.getFirst("X-RateLimit-Remaining"));
        Instant reset = Instant.ofEpochSecond(number(headers.getFirst("X-RateLimit-Reset")));
        boolean usable = limit > 0
                && limit <= Integer.MAX_VALUE
                && remaining >= 0
                && Duration.between(now, reset).abs().compareTo(FARTHEST) < 0;
        return usable
                ? Optional.of(new RateLimitHeaders((int) limit, (int) Math.min(remaining, limit), reset))
                : Optional.empty();
    }

    private static long number(@Nullable String header) {
        return header != null && header.strip().matches("\\d{1,10}") ? Long.parseLong(header.strip()) : -1;
    }
}
