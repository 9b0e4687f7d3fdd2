package dev.audiencesync.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopSignalTest {
    private final StopSignal stop = new StopSignal();
    private final List<String> told = new ArrayList<>();

    @Test
    void tellsItsListenersOnce() {
        stop.onRaise(() -> told.add("a"));
        stop.onRaise(() -> told.add("b")).run();

        assertThat(stop.isRaised()).isFalse();
        stop.raise();

        assertThat(stop.isRaised()).isTrue();
        assertThat(told).containsExactly("a");
    }

    @Test
    void tellsWhoComesLateAtOnce() {
        stop.raise();
        stop.onRaise(() -> told.add("late"));

        assertThat(told).containsExactly("late");
    }

    @Test
    void wakesWhoWaits() throws Exception {
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return stop.await(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        stop.raise();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(new StopSignal().await(Duration.ZERO)).isFalse();
    }
}
