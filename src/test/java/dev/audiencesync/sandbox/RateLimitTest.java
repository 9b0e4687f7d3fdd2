package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final SettableClock clock = SettableClock.atSecond(1_800_000_003);
    private Sandbox sandbox;
    private Api api;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock).withRateLimitPerMinute(12));
        api = new Api(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aMinutesCallsAreCutIntoTenSecondWindowsRoundedUp() {
        RateLimit limit = new RateLimit(clock);

        assertThat(limit.take("t", 10_000).limit()).isEqualTo(1_667);
        assertThat(limit.take("t", 1_000).limit()).isEqualTo(167);
    }

    @Test
    void theFirstCallOfAWindowSeesTheWholeLimitAndResetIsTwoSecondsAfterItsEnd() {
        Api.Reply first = api.get("/me");
        Api.Reply second = api.get("/me");

        assertThat(first.header("X-RateLimit-Limit")).isEqualTo("2");
        assertThat(first.header("X-RateLimit-Remaining")).isEqualTo("2");
        assertThat(first.header("X-RateLimit-Reset")).isEqualTo("1800000012");
        assertThat(second.header("X-RateLimit-Remaining")).isEqualTo("1");
    }

    @Test
    void beyondTheLimitEveryEndpointAnswers429UntilTheAlignedWindowEnds() {
        api.get("/me");
        api.get("/tags");

        Api.Reply refused = api.post("/contacts", "{'external_id': 'a'}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("rate_limit_exceeded");
        assertThat(refused.message()).isEqualTo("Exceeded rate limit of 2 in 10_seconds");
        assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(refused.header("Retry-After")).isNull();
        assertThat(sandbox.contacts()).isEmpty();

        clock.set(1_800_000_009);
        assertThat(api.get("/me").status()).isEqualTo(429);
        clock.set(1_800_000_010);
        Api.Reply next = api.get("/me");
        assertThat(next.status()).isEqualTo(200);
        assertThat(next.header("X-RateLimit-Remaining")).isEqualTo("2");
        assertThat(next.header("X-RateLimit-Reset")).isEqualTo("1800000022");
    }

    @Test
    void errorsCarryTheHeadersTooAndCost() {
        Api.Reply missing = api.get("/contacts/unknown");
        Api.Reply badVersion = api.version("9.9").get("/me");

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.header("X-RateLimit-Remaining")).isEqualTo("2");
        assertThat(badVersion.header("X-RateLimit-Remaining")).isEqualTo("1");
        assertThat(api.get("/me").status()).isEqualTo(429);
    }

    @Test
    void callsThatAreNotAuthenticatedCostNothingAndTellNothing() {
        Api.Reply refused = api.raw("GET", "/me", Map.of("Accept", "application/json"), null);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("X-RateLimit-Limit")).isNull();
        assertThat(api.get("/me").header("X-RateLimit-Remaining")).isEqualTo("2");
    }

    @Test
    void eachWindowTellsWhichAppSpentHowMuchOfIt() {
        Map<String, String> other = Map.of("Authorization", "Bearer another", "Accept", "application/json");
        api.get("/me");
        api.raw("GET", "/me", other, null);
        api.raw("GET", "/me", other, null);
        clock.set(1_800_000_010);
        api.raw("GET", "/me", other, null);

        assertThat(sandbox.windows())
                .containsExactly(
                        new WindowUse(
                                Instant.ofEpochSecond(1_800_000_000),
                                2,
                                List.of(new WindowUse.AppUse(1, 1, 0), new WindowUse.AppUse(2, 1, 1))),
                        new WindowUse(Instant.ofEpochSecond(1_800_000_010), 2, List.of(new WindowUse.AppUse(2, 1, 0))));
        assertThat(api.raw("GET", "/_sandbox/windows", Map.of(), null)
                        .json()
                        .path(0)
                        .path("apps")
                        .toString())
                .isEqualTo("[{'app':1,'granted':1,'refused':0},{'app':2,'granted':1,'refused':1}]".replace('\'', '"'));
    }

    @Test
    void countsTellRefusedCallsApart() {
        api.get("/me");
        api.get("/me");
        api.get("/me");

        SandboxCounts counts = sandbox.counts();
        assertThat(counts.total()).isEqualTo(3);
        assertThat(counts.rateLimited()).isEqualTo(1);
        assertThat(counts.calls(CallKind.SHOW_ADMIN)).isEqualTo(2);
    }
}
