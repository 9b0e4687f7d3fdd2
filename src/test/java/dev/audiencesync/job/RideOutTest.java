package dev.audiencesync.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.audiencesync.intercom.AccessToken;
import dev.audiencesync.intercom.ClientSettings;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.IntercomUnavailable;
import dev.audiencesync.intercom.RetrySettings;
import dev.audiencesync.intercom.StoppedException;
import dev.audiencesync.intercom.Timeouts;
import dev.audiencesync.report.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RideOutTest {
    private final List<Long> pauses = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Simulated clock = new Simulated();
    private IntercomUnavailable away;
    private int looks;

    @BeforeEach
    void findNobody() throws IOException {
        int port;
        try (ServerSocket nobodyListens = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobodyListens.getLocalPort();
        }
        ClientSettings settings = new ClientSettings(
                URI.create("http://127.0.0.1:" + port),
                "2.16",
                () -> new AccessToken("any"),
                0,
                RetrySettings.of(1, Duration.ofMillis(1)),
                Timeouts.DEFAULTS);
        IntercomClient client = new IntercomClient(settings, Clock.systemUTC(), time -> {});
        away = catchThrowableOfType(IntercomUnavailable.class, client::tags);
    }

    @Test
    void pausesGrowFromFiveSecondsToAMinute() {
        rideOut(Duration.ofMinutes(30), 8).outlast(away);

        assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 60L, 60L, 60L, 60L);
        assertThat(said)
                .containsExactly(
                        "Intercom does not answer (" + away.failure()
                                + "): waiting for up to 30 m, looking again every 5 to 60 s.",
                        "Intercom is back after 5 m, going on.");
    }

    @Test
    void theLastLookIsWhenTheTimeIsOver() {
        assertThatThrownBy(() -> rideOut(Duration.ofSeconds(100), 99).outlast(away))
                .isInstanceOf(IntercomAway.class)
                .hasMessageStartingWith(away.getMessage())
                .hasMessageEndingWith(" It has been so since 2026-11-20T02:30:00Z, for 100 s (`intercom.ride-out`),"
                        + " in spite of 5 looks. This far.");
        assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 25L);
    }

    @Test
    void zeroWaitsForNobody() {
        assertThatThrownBy(() -> rideOut(Duration.ZERO, 0).outlast(away))
                .isInstanceOf(IntercomAway.class)
                .hasMessage(away.getMessage() + " This far.");
        assertThat(looks).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void anOutageThatIsOverIsForgotten() {
        RideOut rideOut = rideOut(Duration.ofSeconds(20), 2);
        for (int outage = 0; outage < 5; outage++) {
            looks = 0;
            rideOut.outlast(away);
            rideOut.over();
        }

        assertThat(pauses).containsExactly(5L, 10L, 5L, 10L, 5L, 10L, 5L, 10L, 5L, 10L);
    }

    @Test
    void looksThatSucceedEndNoOutageWhileTheWorkFails() {
        RideOut rideOut = rideOut(Duration.ofMinutes(1), 1);

        assertThatThrownBy(() -> {
                    for (int tries = 0; tries < 100; tries++) {
                        rideOut.outlast(away);
                    }
                })
                .isInstanceOf(IntercomAway.class);
        assertThat(pauses).containsExactly(5L, 10L, 20L, 25L);
    }

    @Test
    void whatElseALookMeetsEndsTheWait() {
        RideOut rideOut = new RideOut(
                Duration.ofMinutes(30),
                clock,
                clock::pass,
                () -> {
                    throw new IllegalArgumentException("refused");
                },
                progress(),
                () -> "This far.");

        assertThatThrownBy(() -> rideOut.outlast(away)).hasMessage("refused");
        assertThat(pauses).containsExactly(5L);
    }

    @Test
    void aStopDoesNotWaitForALookThatGetsNoAnswer() throws Exception {
        StopSignal stop = new StopSignal();
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        StoppableLook look = new StoppableLook(
                () -> {
                    looking.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                stop);
        Thread raising = new Thread(() -> {
            try {
                looking.await();
                stop.raise();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        raising.start();

        assertThatThrownBy(look::run).isInstanceOf(StoppedException.class);
        raising.join();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whatALookMeetsIsThrownAsItIs() {
        assertThatThrownBy(() -> new StoppableLook(
                                () -> {
                                    throw away;
                                },
                                new StopSignal())
                        .run())
                .isSameAs(away);
    }

    @Test
    void spansReadAsDefinitionsWriteThem() {
        assertThat(Spans.text(Duration.ofMillis(4_400))).isEqualTo("4 s");
        assertThat(Spans.text(Duration.ofSeconds(119))).isEqualTo("119 s");
        assertThat(Spans.text(Duration.ofMinutes(30))).isEqualTo("30 m");
        assertThat(Spans.text(Duration.ofHours(2))).isEqualTo("2 h");
        assertThat(Spans.text(Duration.ofMinutes(65))).isEqualTo("1 h 5 m");
    }

    /** One whose look succeeds from the n-th on. */
    private RideOut rideOut(Duration longest, int n) {
        return new RideOut(longest, clock, clock::pass, () -> look(n), progress(), () -> "This far.");
    }

    private void look(int n) {
        looks++;
        if (looks < n) {
            throw away;
        }
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public void begin(Phase phase, long total) {}

            @Override
            public void advance(long count) {}

            @Override
            public void end(String result) {}

            @Override
            public void say(String message) {
                said.add(message);
            }
        };
    }

    private final class Simulated extends Clock {
        private Instant now = Instant.parse("2026-11-20T02:30:00Z");

        void pass(Duration time) {
            pauses.add(time.toSeconds());
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
