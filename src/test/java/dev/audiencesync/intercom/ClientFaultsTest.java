package dev.audiencesync.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What concerns everybody, and what passes. */
class ClientFaultsTest extends ClientFixture {

    private static final String EXISTS = "A contact matching those details already exists with id=" + ADA;

    @ParameterizedTest
    @CsvSource({
        "401, unauthorized",
        "401, anything",
        "403, anything",
        "400, token_revoked",
        "400, token_not_found",
        "422, unauthorized",
        "404, forbidden",
        "402, api_plan_restricted"
    })
    void aRefusalOfUsStopsAtOnce(int status, String code) {
        server.answer(status, error(code, "No"));

        SystemicRefusal refusal = catchThrowableOfType(SystemicRefusal.class, () -> client().update(ADA, Map.of()));
        assertThat(refusal.call()).isEqualTo(CallKind.UPDATE_CONTACT);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.requestId()).isEqualTo("req-1");
        assertThat(refusal)
                .hasMessageStartingWith("Intercom refuses to update a contact: " + status + " " + code
                        + " \"No\" (request id req-1). The")
                .hasMessageContaining("access token comes from `access-token`; ");
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void aForbiddenPageIsARefusalOfUs() {
        server.answer(
                403, Map.of("X-Request-Id", "edge-9"), "<html><title>403 Forbidden</title><p>" + TOKEN + "</html>");

        SystemicRefusal refusal = catchThrowableOfType(SystemicRefusal.class, () -> client().tags());
        assertThat(refusal).hasMessageContaining("HTML page: 403 Forbidden");
        assertThat(refusal.code()).isEmpty();
        assertThat(refusal.requestId()).isEqualTo("edge-9");
    }

    @Test
    void aRefusedListingConcernsEverybody() {
        server.answer(404, error("not_found", "No such thing")).answer(400, error("bad", "No"));

        assertThatThrownBy(() -> client().tags()).isInstanceOf(SystemicRefusal.class);
        assertThatThrownBy(() -> client().holdersOf("34")).isInstanceOf(SystemicRefusal.class);
    }

    @Test
    void aRedirectIsNeverFollowed() {
        try (ScriptedServer elsewhere = new ScriptedServer()) {
            for (int status : new int[] {301, 302, 307, 308}) {
                server.answer(status, Map.of("Location", elsewhere.url() + "/contacts"), "");
                assertThatThrownBy(() -> client().create(Map.of()))
                        .isInstanceOf(SystemicRefusal.class)
                        .hasMessageContaining(String.valueOf(status));
            }
            server.answer(302, Map.of("Location", elsewhere.url() + "/me"), "");
            assertThatThrownBy(() -> client().me()).isInstanceOf(SystemicRefusal.class);
            assertThat(elsewhere.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504, 520})
    void passingFaultsAreOutlasted(int status) {
        server.answer(status, "").answer(status, "<html>Bad gateway</html>").answer(200, contact(ADA));
        IntercomClient client = client();

        assertThat(client.update(ADA, Map.of())).isInstanceOf(WriteResult.Written.class);
        assertThat(time.waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(client.counts().of(CallKind.UPDATE_CONTACT)).isEqualTo(new CallCounts.Tally(3, 2, 0));
        assertThat(client.counts().longestWait()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void faultsThatLastStopTheWork() {
        for (int i = 0; i < 5; i++) {
            server.answer(503, error("service_unavailable", "Try later, " + TOKEN));
        }
        IntercomUnavailable unavailable =
                catchThrowableOfType(IntercomUnavailable.class, () -> client().update(ADA, Map.of()));

        assertThat(unavailable)
                .hasMessage("Intercom could not update a contact, 5 attempts: 503 service_unavailable"
                        + " \"Try later, [access token]\" (request id req-1)");
        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.code()).isEqualTo("service_unavailable");
        assertThat(unavailable.requestId()).isEqualTo("req-1");
        assertThat(server.requests).hasSize(5);
        assertThat(time.waits).extracting(Duration::toMillis).containsExactly(500L, 1_000L, 2_000L, 3_000L);
    }

    @Test
    void successesThatCannotBeReadAreAskedForAgain() {
        server.answer(200, "{\"type\":\"contact\",\"id\":\"5ba6")
                .answer(200, "<html>Welcome to the hotel's network</html>")
                .answer(200, "")
                .answer(200, "{\"type\":\"contact\"}")
                .answer(200, contact(ADA));

        assertThat(client().update(ADA, Map.of())).isInstanceOf(WriteResult.Written.class);
        assertThat(server.requests).hasSize(5);
    }

    @Test
    void aPageThatIsNoAnswerDoesNotCountAsUntagged() {
        server.answer(200, "<html>Welcome</html>").answer(200, "{\"type\":\"tag\",\"id\":\"34\"}");

        assertThat(client().untag(ADA, "34")).isEqualTo(new UntagResult.Untagged());
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void aPageSayingNotFoundIsNotIntercomsWord() {
        server.answer(404, "<html><title>404</title></html>").answer(200, contact(ADA));

        assertThat(client().contact(ADA)).isInstanceOf(ContactLookup.Found.class);
    }

    @Test
    void aListWithoutItsCursorOrGoingRoundInCirclesIsNotTakenForWhole() {
        String broken = "{\"data\":[],\"pages\":{\"next\":{\"page\":2}}}";
        String circle = "{\"data\":[],\"pages\":{\"next\":{\"starting_after\":\"c1\"}}}";
        for (int i = 0; i < 5; i++) {
            server.answer(200, broken);
        }
        for (int i = 0; i < 1 + 5; i++) {
            server.answer(200, circle);
        }
        assertThatThrownBy(() -> client().listing().pages().toList()).isInstanceOf(IntercomUnavailable.class);
        assertThatThrownBy(() -> client().listing().pages().toList()).isInstanceOf(IntercomUnavailable.class);
    }

    @Test
    void aCreateWhoseAnswerWasLostIsRepeatedAndFindsItself() {
        server.hangUp().answer(409, error("conflict", EXISTS));
        assertThat(client().create(Map.of())).isEqualTo(new WriteResult.Conflict(ADA, false));

        server.hangUpWithin("{\"type\":\"contact\",").answer(409, error("conflict", EXISTS));
        assertThat(client().create(Map.of())).isEqualTo(new WriteResult.Conflict(ADA, false));
        assertThat(server.requests).hasSize(4);
    }

    @Test
    void silenceEndsAtTheReadTimeOut() {
        server.silence().silenceWithin("{\"type\":").answer(200, contact(ADA));
        IntercomClient client = client(server.url(), "2.16", Duration.ofMillis(200));

        assertThat(client.update(ADA, Map.of())).isInstanceOf(WriteResult.Written.class);
        assertThat(client.counts().retries()).isEqualTo(2);
    }

    @Test
    void whereNobodyListensTheMessageSaysWhatCannotBeReachedWhyAndWhatToDo() {
        String address = "http://127.0.0.1:" + server.url().getPort();
        server.close();
        IntercomUnavailable unavailable =
                catchThrowableOfType(IntercomUnavailable.class, () -> client().findByExternalId("secret-7"));

        assertThat(unavailable.status()).isZero();
        assertThat(unavailable)
                .hasMessage("Intercom cannot be reached at " + address
                        + " to find a contact by external id, 5 attempts: no connection came about: nothing listens"
                        + " there, or it is shut off. Look whether the network leads there from here, and whether the"
                        + " address is right (`intercom.region`, `intercom.base-url` or --intercom-base-url); then try"
                        + " again.");
        StringWriter trace = new StringWriter();
        unavailable.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(TOKEN, "secret-7");
    }

    @Test
    void silenceAndABrokenConnectionAreToldApart() {
        for (int i = 0; i < 5; i++) {
            server.silence();
        }
        for (int i = 0; i < 5; i++) {
            server.hangUp();
        }
        IntercomClient client = client(server.url(), "2.16", Duration.ofMillis(50));

        assertThatThrownBy(client::tags).hasMessageContaining("to list tags, 5 attempts: no answer came in time. Look");
        assertThatThrownBy(client::tags).hasMessageContaining("the connection broke off before the answer was whole");
    }

    @Test
    void aRateLimitedCallWaitsForTheNextWindow() {
        long reset = SimulatedTime.WINDOW_START + 12;
        server.answer(
                        429,
                        rateLimit(167, 0, reset),
                        error("rate_limit_exceeded", "Exceeded rate limit of 167 in 10_seconds"))
                .answer(200, rateLimit(167, 167, reset + 10), contact(ADA));
        IntercomClient client = client();

        assertThat(client.update(ADA, Map.of())).isInstanceOf(WriteResult.Written.class);
        assertThat(time.waits).containsExactly(Duration.ofMillis(4_100));
        assertThat(client.counts().of(CallKind.UPDATE_CONTACT)).isEqualTo(new CallCounts.Tally(2, 1, 1));
        assertThat(client.counts().longestWait()).isEqualTo(Duration.ofMillis(4_100));
        // the refusal said that others had spent all, and of that at most three quarters are left to them
        time.advance(20_000);
        assertThat(client.callsPerMinute()).isEqualTo(6 * (150 - 112));
    }

    @Test
    void aRateLimitWithoutHeadersWaitsForTheNextWindowToo() {
        server.answer(429, "")
                .answer(429, error("too_many_requests", "Slow down"))
                .answer(200, contact(ADA));

        assertThat(client().update(ADA, Map.of())).isInstanceOf(WriteResult.Written.class);
        assertThat(time.waits).containsExactly(Duration.ofMillis(4_100), Duration.ofSeconds(10));
    }

    @Test
    void refusalsTeachThePacerToo() {
        server.answer(404, rateLimit(100, 60, SimulatedTime.WINDOW_START + 12), "");
        IntercomClient client = client();
        client.contact(ADA);

        assertThat(client.callsPerMinute()).isEqualTo(6 * (90 - 65));
    }

    @Test
    void headersThatMakeNoSenseAreNotLearned() {
        server.answer(200, rateLimit(0, 0, SimulatedTime.WINDOW_START + 12), contact(ADA))
                .answer(200, rateLimit(100, 100, 0), contact(ADA))
                .answer(200, Map.of("X-RateLimit-Limit", "many"), contact(ADA));
        IntercomClient client = client();
        IntStream.range(0, 3).forEach(i -> client.contact(ADA));

        assertThat(client.callsPerMinute()).isEqualTo(9_000);
    }

    @Test
    void afterAStopNothingIsSent() {
        StoppableWaiter waiter = new StoppableWaiter();
        waiter.stop();
        ClientSettings settings = new ClientSettings(server.url(), "2.16", () -> new AccessToken(TOKEN), 10);

        assertThatThrownBy(() -> new IntercomClient(settings, time, waiter).tags())
                .isInstanceOf(StoppedException.class);
        assertThat(server.requests).isEmpty();
    }

    @Test
    void anInterruptedCallIsNotRepeated() throws Exception {
        server.silence();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        var call = threads.submit(() -> client().update(ADA, Map.of()));
        while (server.requests.isEmpty()) {
            Thread.onSpinWait();
        }
        threads.shutdownNow();

        assertThatThrownBy(call::get).hasCauseInstanceOf(StoppedException.class);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void manyThreadsShareOneClient() throws Exception {
        int callers = 128;
        IntStream.range(0, callers).forEach(i -> server.answer(200, contact(ADA)));
        IntercomClient client = client();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Callable<ContactLookup>> calls = IntStream.range(0, callers)
                    .<Callable<ContactLookup>>mapToObj(i -> () -> client.contact(ADA))
                    .toList();
            for (var answered : threads.invokeAll(calls)) {
                assertThat(answered.get()).isInstanceOf(ContactLookup.Found.class);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(client.counts().calls()).isEqualTo(callers);
        assertThat(server.requests).hasSize(callers);
    }
}
