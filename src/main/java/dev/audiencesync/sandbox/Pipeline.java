package dev.audiencesync.sandbox;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every API call: token, rate limit, version, media types, route, what goes wrong on purpose, handler (which
 * journals), answer with headers. The limit comes before the version because every authenticated answer, an error too, tells the limit. What befalls all calls alike, whatever their route,
 * belongs here.
 */
final class Pipeline {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final String BEARER = "bearer ";
    private static final String RATE_LIMIT = "X-RateLimit-";

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

    Delivery answer(Request request) {
        String requestId = UUID.randomUUID().toString();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Request-Id", requestId);
        counters.received();
        try {
            limit(authenticate(request), headers);
            return deliver(route(request, headers), request, headers, requestId);
        } catch (Refusal refusal) {
            return Delivery.whole(Answer.error(refusal, requestId).withHeaders(headers));
        }
    }

    private Delivery deliver(Routed routed, Request request, Map<String, String> headers, String requestId) {
        Optional<LiveFault.Struck> struck = faults.befalling(routed.kind(), routed.call(), request);
        if (struck.isEmpty()) {
            return Delivery.whole(handle(routed, request, requestId).withHeaders(headers));
        }
        Mishap mishap = struck.get().mishap();
        Answer answer = mishap.instead(requestId).orElseGet(() -> handle(routed, request, requestId));
        if (!mishap.tellsLimit()) {
            headers.keySet().removeIf(name -> name.startsWith(RATE_LIMIT));
        }
        return new Delivery(
                answer.withHeaders(headers),
                mishap.ending(),
                mishap.delay(struck.get().severity()));
    }

    private Answer handle(Routed routed, Request request, String requestId) {
        counters.routed(routed.kind());
        try {
            return routed.handler().handle(routed.call());
        } catch (Refusal refusal) {
            return Answer.error(refusal, requestId);
        } catch (RuntimeException e) {
            // Whatever it was: a caller that is never answered would wait for its timeout.
            LOG.error("Call failed, answered 500: {} {}", request.method(), request.path(), e);
            Refusal failure = new Refusal(500, "server_error", "The sandbox failed: " + e.getMessage());
            return Answer.error(failure, requestId);
        }
    }

    /** The token that the call is made with. */
    private String authenticate(Request request) {
        String header = request.header("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw new Refusal(401, "token_unauthorized", "Not authorized to access resource");
        }
        String given = header.substring(BEARER.length()).strip();
        if (given.isEmpty() || (token != null && !token.equals(given))) {
            throw new Refusal(401, "unauthorized", "Access Token Invalid");
        }
        return given;
    }

    private void limit(String caller, Map<String, String> headers) {
        RateLimit.Permit permit = rateLimit.take(caller, settings.get().rateLimitPerMinute());
        headers.put(RATE_LIMIT + "Limit", Integer.toString(permit.limit()));
        headers.put(RATE_LIMIT + "Remaining", Integer.toString(permit.remaining()));
        headers.put(RATE_LIMIT + "Reset", Long.toString(permit.resetAt()));
        if (!permit.granted()) {
            counters.rateLimited();
            throw new Refusal(
                    429, "rate_limit_exceeded", "Exceeded rate limit of " + permit.limit() + " in 10_seconds");
        }
    }

    private record Routed(CallKind kind, Call call, Handler handler) {}

    private Routed route(Request request, Map<String, String> headers) {
        try {
            ApiVersion version = ApiVersion.requested(request.header("Intercom-Version"));
            headers.put("Intercom-Version", version.wireName());
            Routes.Match match = routes.find(request, version);
            MediaTypes.check(request);
            Route route = match.route();
            Call call = new Call(version, match.variables(), request.query(), Json.objectFrom(request.body()));
            return new Routed(route.kind().apply(call), call, route.handler());
        } catch (Refusal refusal) {
            counters.routed(CallKind.UNROUTED);
            throw refusal;
        }
    }
}
