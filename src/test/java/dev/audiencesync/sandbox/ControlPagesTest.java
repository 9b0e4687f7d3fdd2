package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sandbox's own pages, and the latency they can set. */
class ControlPagesTest {
    private Sandbox sandbox;
    private Api api;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withToken("secret").withRateLimitPerMinute(1));
        api = new Api(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Api.Reply look(String page) {
        return api.raw("GET", "/_sandbox/" + page, Map.of(), null);
    }

    private Api.Reply set(String body) {
        return api.raw("POST", "/_sandbox/settings", Map.of(), body.replace('\'', '"'));
    }

    @Test
    void needNoTokenKnowNoLimitAndAreNotCounted() {
        for (int i = 0; i < 3; i++) {
            assertThat(look("counts").status()).isEqualTo(200);
        }
        assertThat(look("counts").json().path("total").intValue()).isZero();
        assertThat(look("nonsense").status()).isEqualTo(404);
    }

    @Test
    void showContactsWithTagNamesAndTags() {
        assertThat(look("contacts").json().size()).isZero();
        String id = sandbox.manually().seedContact(ContactSeed.user("u1").withEmail("a@x.org"));
        sandbox.manually().seedContact(ContactSeed.lead());
        sandbox.manually().tag(id, "VIP");

        var contacts = look("contacts").json();

        assertThat(contacts.size()).isEqualTo(2);
        assertThat(contacts.path(0).path("external_id").stringValue()).isEqualTo("u1");
        assertThat(contacts.path(0).path("tags").toString()).isEqualTo("[\"VIP\"]");
        assertThat(look("tags").json().toString()).isEqualTo("[{\"id\":\"1\",\"name\":\"VIP\",\"contacts\":1}]");
    }

    @Test
    void settingsAreShownAndSetOneByOne() {
        var changed = set("{'latencyMillis': {'min': 5, 'max': 10}, 'indexLagMillis': 7, 'bulkUntag': 'honoured',"
                        + " 'duplicateEmailCreate': 'second-contact'}")
                .json();

        assertThat(changed).isEqualTo(look("settings").json());
        assertThat(sandbox.settings())
                .isEqualTo(new SandboxSettings(
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(7),
                        1,
                        BulkUntag.HONOURED,
                        DuplicateEmailCreate.SECOND_CONTACT));
    }

    @Test
    void wrongSettingsChangeNothing() {
        SandboxSettings before = sandbox.settings();

        assertThat(set("{'indexLagMillis': 7, 'bulkUntag': 'perhaps'}").status())
                .isEqualTo(400);
        assertThat(set("{'latencyMillis': {'min': 5, 'max': 1}}").status()).isEqualTo(400);
        assertThat(set("{'colour': 'red'}").status()).isEqualTo(400);
        assertThat(set("nonsense").status()).isEqualTo(400);
        assertThat(sandbox.settings()).isEqualTo(before);
    }

    @Test
    void hundredsOfCallsWaitTheirLatencyAtOnce() {
        set("{'latencyMillis': {'min': 400, 'max': 500}, 'rateLimitPerMinute': 10000}");
        long start = System.nanoTime();

        List<CompletableFuture<Api.Reply>> calls = IntStream.range(0, 200)
                .mapToObj(i -> api.postAsync("/contacts", "{}"))
                .toList();
        calls.forEach(CompletableFuture::join);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(400), Duration.ofMillis(3_000));
    }
}
