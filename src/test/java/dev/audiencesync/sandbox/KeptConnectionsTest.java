package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As many connections as a run may have under way stay open between calls. */
class KeptConnectionsTest {
    private static final int CONNECTIONS = 520;

    private static final String ME =
            "GET /me HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer any\r\nAccept: application/json\r\n\r\n";

    @Test
    void areAnsweredOnAgain() throws IOException {
        List<Caller> callers = new ArrayList<>();
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
            for (int caller = 0; caller < CONNECTIONS; caller++) {
                callers.add(new Caller(sandbox.baseUrl().getPort()));
            }
            for (int round = 0; round < 2; round++) {
                for (Caller caller : callers) {
                    assertThat(caller.call()).as("round " + round).isEqualTo("HTTP/1.1 200 OK");
                }
            }
        } finally {
            for (Caller caller : callers) {
                caller.socket.close();
            }
        }
    }

    private static final class Caller {
        private final Socket socket;
        private final BufferedReader answers;

        Caller(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        /** The status line; null where the connection is closed. */
        String call() throws IOException {
            socket.getOutputStream().write(ME.getBytes(StandardCharsets.US_ASCII));
            String status = answers.readLine();
            int length = 0;
            for (String line = answers.readLine(); line != null && !line.isEmpty(); line = answers.readLine()) {
                if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).trim());
                }
            }
            for (int read = 0; read < length; read++) {
                answers.read();
            }
            return status;
        }
    }
}
