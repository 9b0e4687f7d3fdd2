package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who were frozen or lost while they sent: the others are answered all the same. */
class HalfSentTest {
    private static final int CALLERS = 200;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /me HTTP/1.1\r\nHost: x\r\nAuth",
                "POST /contacts HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
            })
    void keepNobodyWaiting(String half) throws Exception {
        List<Socket> frozen = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            for (int caller = 0; caller < CALLERS; caller++) {
                frozen.add(send(sandbox.baseUrl(), half));
            }
            HttpRequest me = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/me"))
                    .header("Authorization", "Bearer any")
                    .header("Accept", "application/json")
                    .timeout(Duration.ofSeconds(20))
                    .build();

            HttpResponse<Void> answer = HttpClient.newHttpClient().send(me, HttpResponse.BodyHandlers.discarding());

            assertThat(answer.statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : frozen) {
                socket.close();
            }
        }
    }

    private static Socket send(URI to, String half) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.getPort());
        socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }
}
