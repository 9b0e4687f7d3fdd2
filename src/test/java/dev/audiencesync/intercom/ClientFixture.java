package dev.audiencesync.intercom;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A client in simulated time and its scripted server. */
abstract class ClientFixture {

    static final String TOKEN = "dG9rOnNlY3JldA==";
    static final String ADA = "5ba682d23d7cf92bef87bfd4";
    static final String BO = "5ba682d23d7cf92bef87bfd5";

    final ScriptedServer server = new ScriptedServer();
    final SimulatedTime time = SimulatedTime.withinWindow();

    @AfterEach
    void closeServer() {
        server.close();
    }

    IntercomClient client() {
        return client("2.16");
    }

    IntercomClient client(String version) {
        return client(server.url(), version, Duration.ofSeconds(5));
    }

    IntercomClient client(URI url, String version, Duration readTimeout) {
        RetrySettings steady = new RetrySettings(5, 6, Duration.ofMillis(500), 2, Duration.ofSeconds(3), 0);
        Timeouts timeouts = new Timeouts(Duration.ofSeconds(5), readTimeout);
        return new IntercomClient(
                new ClientSettings(url, version, () -> new AccessToken(TOKEN), 10, steady, timeouts), time, time);
    }

    static String contact(String id) {
        return "{\"type\":\"contact\",\"id\":\"%s\",\"external_id\":\"7\",\"email\":\"ada@example.com\",\"role\":\"user\"}"
                .formatted(id);
    }

    static String error(String code, String message) {
        return "{\"type\":\"error.list\",\"request_id\":\"req-1\",\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}"
                .formatted(code, message);
    }

    static Map<String, String> rateLimit(int limit, int remaining, long reset) {
        return Map.of(
                "X-RateLimit-Limit", String.valueOf(limit),
                "X-RateLimit-Remaining", String.valueOf(remaining),
                "X-RateLimit-Reset", String.valueOf(reset));
    }
}
