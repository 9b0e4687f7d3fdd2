package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token's file that is replaced while a command runs. */
class RotatedTokenCommandTest {
    private static final String OLD = "0ld-s3cret";
    private static final String NEW = "n3w-s3cret";

    @TempDir
    Path folder;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/token"), OLD + "\n");
        Files.writeString(folder.resolve("export.json"), "{}\n");
        Files.writeString(
                folder.resolve("jobs/nightly.yml"),
                """
                name: nightly
                source: { stream: audience, location: ../export.json, format: audience-store, mode: stream }
                intercom: { access-token: '${file:token}' }
                actions:
                  - action: create-or-update-user
                    parameters: { email: /properties/Email }
                """);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::refuse);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** The old token is replaced as it is refused; the new one may do nothing. */
    private void refuse(HttpExchange exchange) throws IOException {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization").replace("Bearer ", "");
        seen.add(bearer);
        Files.writeString(folder.resolve("jobs/token"), NEW + "\n");
        String code = bearer.equals(OLD) ? "unauthorized" : "forbidden";
        byte[] body =
                ("{\"type\":\"error.list\",\"errors\":[{\"code\":\"" + code + "\"}]}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(bearer.equals(OLD) ? 401 : 403, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void theFileIsReadAgainAndTheMessageNamesItWithoutTheToken() {
        Typed typed = Typed.in(folder);

        assertThat(typed.run("run nightly --intercom-base-url http://127.0.0.1:"
                        + server.getAddress().getPort()))
                .isEqualTo(1);

        assertThat(seen).startsWith(OLD, NEW).containsOnlyOnce(OLD);
        assertThat(typed.errors())
                .contains("403 forbidden", "`${file:token}`", "Give the app the permission")
                .doesNotContain(OLD, NEW);
    }
}
