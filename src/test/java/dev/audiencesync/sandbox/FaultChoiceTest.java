package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which calls go wrong: a share, by number, by operation, by text, and the first fault that strikes. */
class FaultChoiceTest {
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

    private Api.Reply create(String externalId) {
        return api.post("/contacts", "{'external_id': '" + externalId + "'}");
    }
}
