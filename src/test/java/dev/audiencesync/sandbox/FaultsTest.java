package dev.audiencesync.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    void aShareOfTheCallsGoesWrongAndTheSameWithTheSameSeed() {
        List<Integer> first = failures(7, 2_000, "503:2%");

        assertThat(first).hasSizeBetween(15, 75);
        assertThat(failures(7, 2_000, "503:2%")).isEqualTo(first);
        assertThat(failures(8, 2_000, "503:2%")).isNotEqualTo(first);
        assertThat(failures(7, 100, "503:100%")).hasSize(100);
    }

    /** Which of a number of calls go wrong, asked of the faults themselves. */
    private List<Integer> failures(long seed, int calls, String fault) {
        Faults faults = new Faults(clock, seed);
        faults.add(fault);
        List<Integer> failed = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            if (faults.befalling(CallKind.SHOW_ADMIN, call(), request()).isPresent()) {
                failed.add(call);
            }
        }
        return failed;
    }

    private static Call call() {
        return new Call(ApiVersion.requested("2.16"), Map.of(), Map.of(), Json.object());
    }

    private static Request request() {
        return Request.of("GET", URI.create("/me"), new com.sun.net.httpserver.Headers(), "");
    }

    @ParameterizedTest
    @CsvSource({
        "503:next 2, 0 1",
        "503:next 2 after 3, 3 4",
        "503:calls 3-5, 2 3 4",
        "503:call 4, 3",
        "503:always after 8, 8 9"
    })
    void callsGoWrongByTheirNumber(String fault, String which) {
        assertThat(failures(1, 10, fault)).hasToString("[" + which.replace(" ", ", ") + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "create, POST /contacts",
        "update, PUT /contacts/x",
        "get, GET /contacts/x | GET /contacts/find_by_external_id/x",
        "search, POST /contacts/search",
        "list, GET /tags | GET /contacts | GET /data_attributes | GET /contacts/x/tags",
        "tag, POST /tags {'name':'VIP'~'users':[{'id':'x'}]} | POST /contacts/x/tags",
        "untag, POST /tags {'name':'VIP'~'users':[{'id':'x'~'untag':true}]} | DELETE /contacts/x/tags/1",
        "unarchive, POST /contacts/x/unarchive",
        "me, GET /me",
        "read, GET /me | POST /contacts/search | GET /contacts/x",
        "write, POST /contacts | POST /tags {'name':'VIP'} | DELETE /contacts/x/tags/1"
    })
    void onlyCallsOfTheOperationGoWrong(String operation, String itsCalls) {
        List<String> all = List.of(
                "POST /contacts",
                "PUT /contacts/x",
                "GET /contacts/x",
                "POST /contacts/search",
                "GET /tags",
                "POST /contacts/x/tags",
                "DELETE /contacts/x/tags/1",
                "POST /contacts/x/unarchive",
                "GET /me");
        sandbox.faults().add("418:always of " + operation);
        List<String> its = List.of(itsCalls.split(" \\| "));

        assertThat(its).allSatisfy(call -> assertThat(status(call)).isEqualTo(418));
        if (!List.of("read", "write").contains(operation)) {
            assertThat(all).filteredOn(call -> !its.contains(call)).allSatisfy(call -> assertThat(status(call))
                    .isNotEqualTo(418));
        }
    }

    private int status(String call) {
        String[] parts = call.split(" ", 3);
        String body = parts.length == 3 ? parts[2].replace('~', ',') : "{}";
        return switch (parts[0]) {
            case "POST" -> api.post(parts[1], body).status();
            case "PUT" -> api.put(parts[1], body).status();
            case "DELETE" -> api.delete(parts[1]).status();
            default -> api.get(parts[1]).status();
        };
    }

    @Test
    void onlyCallsWithTheTextGoWrong() {
        sandbox.faults().add("500:always of create about ada b");

        assertThat(create("ada b").status()).isEqualTo(500);
        assertThat(create("ada").status()).isEqualTo(200);
    }

    @Test
    void theFirstFaultThatStrikesBefallsTheCallAndEachCountsItsOwn() {
        sandbox.faults().add("500:next 1");
        sandbox.faults().add("503:next 2 of create");
        sandbox.faults().add("504:always of update");

        assertThat(List.of(
                        create("a").status(), create("a").status(), create("a").status()))
                .containsExactly(500, 503, 200);
        assertThat(sandbox.faults().tallies())
                .containsExactly(
                        new FaultTally("500:next 1", 3, 1),
                        new FaultTally("503:next 2 of create", 3, 1),
                        new FaultTally("504:always of update", 0, 0));
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

    @Test
    void optionsSetFaultsFromTheStart() {
        SandboxOptions options = SandboxOptions.defaults().withFaults(List.of(Fault.parse("503:next 1 of me")));
        try (Sandbox other = Sandbox.start(options)) {
            assertThat(new Api(other).get("/me").status()).isEqualTo(503);
            assertThat(new Api(other).get("/me").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "500                   | it has no colon: write WHAT:HOW_OFTEN, such as 503:2%",
                "600:2%                | '600' is nothing that can go wrong: write a status from 400 to 599, html",
                "200:2%                | '200' is nothing that can go wrong",
                "explode:2%            | 'explode' is nothing that can go wrong",
                "500:                  | '' does not say how often: write 2%, next 5, calls 10-20, 30s or always",
                "500:often             | 'often' does not say how often",
                "500:2                 | '2' does not say how often",
                "500:0%                | its share must be more than 0% and at most 100%",
                "500:101%              | its share must be more than 0%",
                "500:next 0            | its calls are counted from 1",
                "500:calls 9-3         | its calls are counted from 1, and the lower number comes first",
                "500:2% off create     | '2% off create' does not say how often",
                "500:2% of creat       | 'creat' is no operation: write one of create, update, get, search, list, tag",
                "500:2% after lunch    | 'lunch' after `after` is no number of calls",
                "500:2% after 1 of me  | in this order",
                "slow:2%               | such as slow 500ms-3s",
                "slow 3:2%             | '3' is no time: write it like 500ms, 30s or 5m",
                "slow 3s-2s:2%         | its time ends before it begins"
            })
    void whatIsNoFaultIsRefusedWithWhatMayStandThere(String text, String why) {
        assertThatThrownBy(() -> sandbox.faults().add(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The fault '" + text + "': ")
                .hasMessageContaining(why);
        assertThat(sandbox.faults().tallies()).isEmpty();
    }

    @Test
    void theGrammarNamesEveryOperation() {
        for (Operation operation : Operation.values()) {
            assertThat(Fault.GRAMMAR).containsPattern("\\b" + operation.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void thePageShowsAddsAndClears() {
        Api.Reply added = faultsPage("POST", "503:next 1 of create\n\n  html:2%  \n");

        assertThat(added.json().toString())
                .isEqualTo("{\"seed\":42,\"faults\":["
                        + "{\"fault\":\"503:next 1 of create\",\"calls\":0,\"struck\":0},"
                        + "{\"fault\":\"html:2%\",\"calls\":0,\"struck\":0}]}");
        assertThat(create("a").status()).isEqualTo(503);
        assertThat(faultsPage("GET", null)
                        .json()
                        .path("faults")
                        .path(0)
                        .path("struck")
                        .intValue())
                .isEqualTo(1);
        assertThat(faultsPage("DELETE", null).json().path("faults").size()).isZero();
        assertThat(create("a").status()).isEqualTo(200);
    }

    @Test
    void aPageWithOneWrongLineAddsNothingAndSaysWhy() {
        Api.Reply refused = faultsPage("POST", "503:2%\n503:2% of creat\n");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").stringValue()).contains("'creat' is no operation", "HOW_OFTEN");
        assertThat(sandbox.faults().tallies()).isEmpty();
    }

    private Api.Reply faultsPage(String method, String body) {
        return api.raw(method, "/_sandbox/faults", Map.of(), body);
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
