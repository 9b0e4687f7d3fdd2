package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How faults are set: as options, on the page, and in what words. */
class FaultSettingTest {
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
}
