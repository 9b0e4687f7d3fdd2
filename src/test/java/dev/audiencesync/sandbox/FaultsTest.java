package dev.audiencesync.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong on purpose: what befalls which calls, and what of them takes effect. */
class FaultsTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final SettableClock clock = SettableClock.atSecond(1_800_000_003);
    private Sandbox sandbox;
    private Api api;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock).withSeed(42));
        api = new Api(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void aStatusIsAnsweredInPlaceOfTheCall(int status) {
        sandbox.faults().add(status + ":next 1");

        Api.Reply failed = create("a");

        assertThat(failed.status()).isEqualTo(status);
        assertThat(failed.message()).isEqualTo("The sandbox was told to fail");
        assertThat(failed.header("X-RateLimit-Limit")).isEqualTo(status == 429 ? null : "1667");
        assertThat(sandbox.contacts()).isEmpty();
        assertThat(create("a").status()).isEqualTo(200);
    }

    @Test
    void aPageOfTheLoadBalancerIsNoJsonAndTellsNoLimit() throws IOException, InterruptedException {
        sandbox.faults().add("html:next 1");

        HttpResponse<String> page = CLIENT.send(creating("a").build(), BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(page.body()).startsWith("<html>");
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("X-RateLimit-Limit")).isEmpty();
        assertThat(sandbox.contacts()).isEmpty();
    }

    @Test
    void aTruncatedAnswerIsHalfOfTheJsonOfACallThatTookEffect() throws IOException, InterruptedException {
        sandbox.faults().add("truncated:next 1");

        HttpResponse<String> half = CLIENT.send(creating("a").build(), BodyHandlers.ofString());

        assertThat(half.statusCode()).isEqualTo(200);
        assertThat(half.body()).startsWith("{\"type\":\"contact\"").doesNotEndWith("}");
        assertThat(sandbox.contacts()).singleElement().satisfies(contact -> assertThat(contact.externalId())
                .isEqualTo("a"));
    }

    @ParameterizedTest
    @CsvSource({"reset, true", "drop, false"})
    void aBrokenConnectionHidesACallThatTookEffect(String what, boolean headersCome) {
        sandbox.faults().add(what + ":next 1");

        AtomicBoolean headersCame = new AtomicBoolean();
        assertThatThrownBy(() -> CLIENT.send(creating("a").build(), head -> {
                    headersCame.set(true);
                    return BodySubscribers.ofString(UTF_8);
                }))
                .isInstanceOf(IOException.class);
        assertThat(headersCame.get()).isEqualTo(headersCome);
        assertThat(sandbox.contacts()).hasSize(1);
        assertThat(create("a").status()).as("the next call meets it").isEqualTo(409);
    }

    @Test
    void anOutageBreaksConnectionsOfCallsThatDoNotTakeEffectForItsTime() {
        sandbox.faults().add("outage:30s after 2");
        create("a");
        create("b");

        assertThatThrownBy(() -> create("c")).hasCauseInstanceOf(IOException.class);
        clock.advance(Duration.ofMillis(29_999));
        assertThatThrownBy(() -> create("d")).hasCauseInstanceOf(IOException.class);
        clock.advance(Duration.ofMillis(1));

        assertThat(create("c").status()).isEqualTo(200);
        assertThat(externalIds()).containsExactly("a", "b", "c");
    }

    @Test
    void hundredsOfCallsThatHangNeitherTakeEffectNorKeepOthersWaitingNorTheSandboxFromStopping() {
        sandbox.faults().add("hang:next 300");
        List<CompletableFuture<HttpResponse<String>>> hanging = IntStream.range(0, 300)
                .mapToObj(i -> CLIENT.sendAsync(creating("h" + i).build(), BodyHandlers.ofString()))
                .toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(hanging.toArray(CompletableFuture[]::new));
        while (sandbox.faults().tallies().get(0).struck() < 300) {
            Thread.onSpinWait();
        }

        assertThat(create("a").status()).isEqualTo(200);
        assertThat(hanging).noneMatch(CompletableFuture::isDone);

        sandbox.close();

        assertThatThrownBy(() -> all.get(10, TimeUnit.SECONDS))
                .isNotInstanceOf(TimeoutException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(externalIds()).containsExactly("a");
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("sandbox-sender-"))
                .allSatisfy(thread -> assertThat(ended(thread)).isTrue());
    }

    private static boolean ended(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    @Test
    void aCallerWhoGivesUpOnAHangingCallGetsItsNextOneAnswered() {
        sandbox.faults().add("hang:next 1");
        HttpRequest impatient = creating("a").timeout(Duration.ofMillis(200)).build();

        assertThatThrownBy(() -> CLIENT.send(impatient, BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(create("a").status()).isEqualTo(200);
    }

    @Test
    void aSlowAnswerComesLaterAndWhole() {
        sandbox.faults().add("slow 300ms-400ms:next 1 of create");
        long before = System.nanoTime();

        assertThat(create("a").status()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void callsThatWentWrongBeforeTheyTookEffectAreInNoKind() {
        sandbox.faults().add("500:call 1");
        sandbox.faults().add("truncated:call 2");

        create("a");
        sandbox.faults().clear();
        create("a");

        assertThat(sandbox.counts().total()).isEqualTo(2);
        assertThat(sandbox.counts().calls(CallKind.CREATE_CONTACT)).isEqualTo(1);
    }

    private Api.Reply create(String externalId) {
        return api.post("/contacts", "{'external_id': '" + externalId + "'}");
    }

    private HttpRequest.Builder creating(String externalId) {
        return HttpRequest.newBuilder(sandbox.baseUrl().resolve("/contacts"))
                .header("Authorization", "Bearer any")
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("Intercom-Version", "2.16")
                .POST(BodyPublishers.ofString("{\"external_id\":\"" + externalId + "\"}"));
    }

    private List<String> externalIds() {
        return sandbox.contacts().stream().map(ContactSnapshot::externalId).toList();
    }
}
