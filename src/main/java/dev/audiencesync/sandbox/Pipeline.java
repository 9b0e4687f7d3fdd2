package dev.audiencesync.sandbox;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every API call: token, rate limit, version, media types, route, handler (which journals), answer with
 * headers. The limit comes before the version because every authenticated answer, an error too, tells the limit. What befalls all calls alike, whatever their route,
 * belongs here.
 */
final class Pipeline {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final String BEARER = "bearer ";

    private final Routes routes;
    private final RateLimit rateLimit;
    private final Faults faults;
    private final Counters counters;
    private final Supplier<SandboxSettings> settings;
    private final @Nullable String token;

    Pipeline(
            Routes routes,
            RateLimit rateLimit,
            Faults faults,
            Counters counters,
            Supplier<SandboxSettings> settings,
            @Nullable String token) {
        this.routes = routes;
        this.rateLimit = rateLimit;
        this.faults = faults;
        this.counters = counters;
        this.settings = settings;
        this.token = token;
    }

    Answer answer(Request request) {
        String requestId = UUID.randomUUID().toString();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Request-Id", requestId);
        counters.received();
        try {
            authenticate(request);
            limit(headers);
            Answer answer = faults.of(request, requestId).orElseGet(() -> dispatch(request, headers));
            return answer.withHeaders(headers);
        } catch (Refusal refusal) {
            return Answer.error(refusal, requestId).withHeaders(headers);
        } catch (RuntimeException e) {
            LOG.error("Call failed, answered 500: {} {}", request.method(), request.path(), e);
            Refusal failure = new Refusal(500, "server_error", "The sandbox failed: " + e.getMessage());
            return Answer.error(failure, requestId).withHeaders(headers);
        }
    }

    private void authenticate(Request request) {
        String header = request.header("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw new Refusal(401, "token_unauthorized", "Not authorized to access resource");
        }
        String given = header.substring(BEARER.length()).strip();
        if (given.isEmpty() || (token != null && !token.equals(given))) {
            throw new Refusal(401, "unauthorized", "Access Token Invalid");
        }
    }

    private void limit(Map<String, String> headers) {
        RateLimit.Permit permit = rateLimit.take(settings.get().rateLimitPerMinute());
        headers.put("X-RateLimit-Limit", Integer.toString(permit.limit()));
        headers.put("X-RateLimit-Remaining", Integer.toString(permit.remaining()));
        headers.put("X-RateLimit-Reset", Long.toString(permit.resetAt()));
        if (!permit.granted()) {
            counters.rateLimited();
            throw new Refusal(
                    429, "rate_limit_exceeded", "Exceeded rate limit of " + permit.limit() + " in 10_seconds");
        }
    }

    private Answer dispatch(Request request, Map<String, String> headers) {
        Call call;
        Route route;
        try {
            ApiVersion version = ApiVersion.requested(request.header("Intercom-Version"));
            headers.put("Intercom-Version", version.wireName());
            Routes.Match match = routes.find(request, version);
            MediaTypes.check(request);
            route = match.route();
            call = new Call(version, match.variables(), request.query(), Json.objectFrom(request.body()));
        } catch (Refusal refusal) {
            counters.routed(CallKind.UNROUTED);
            throw refusal;
        }
        counters.routed(route.kind().apply(call));
        return route.handler().handle(call);
    }
}
