package dev.audiencesync.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are under way as a stop is asked for. */
@Timeout(30)
class StoppableWaiterTest {
    private ScriptedServer server;

    @BeforeEach
    void start() {
        server = new ScriptedServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerThatHangsIsGivenUpAndItsCallerGoesOn(boolean begun) throws Exception {
        StoppableWaiter waiter = new StoppableWaiter(Duration.ofMillis(50));
        if (begun) {
            server.silenceWithin("{");
        } else {
            server.silence();
        }
        ClientSettings settings = new ClientSettings(server.url(), "2.16", () -> new AccessToken("t"), 10);
        IntercomClient client = new IntercomClient(settings, Clock.systemUTC(), waiter);
        CompletableFuture<List<Object>> ended = CompletableFuture.supplyAsync(() -> ended(client));
        while (server.requests.isEmpty()) {
            Thread.onSpinWait();
        }

        waiter.stop();

        List<Object> end = ended.get(20, TimeUnit.SECONDS);
        assertThat(end.get(0)).isInstanceOf(StoppedException.class);
        assertThat(end.get(1))
                .as("what its thread does next is not interrupted")
                .isEqualTo(false);
        assertThat(server.requests).as("it is not made again").hasSize(1);
        assertThatThrownBy(() -> waiter.answer(() -> "another"))
                .as("nor is another one made")
                .isInstanceOf(StoppedException.class);
    }

    private static List<Object> ended(IntercomClient client) {
        try {
            return List.of(client.tags(), false);
        } catch (RuntimeException e) {
            return List.of(e, Thread.interrupted());
        }
    }

    @Test
    void anAnswerThatComesSoonAfterTheStopCounts() throws Exception {
        StoppableWaiter waiter = new StoppableWaiter(Duration.ofMinutes(1));

        String answer = waiter.answer(() -> {
            waiter.stop();
            return "done";
        });

        assertThat(answer).isEqualTo("done");
    }
}
