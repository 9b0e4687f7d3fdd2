package dev.audiencesync.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many callers against a server that counts as Intercom does, in simulated time. */
class PacerSimulationTest {

    private static final int WINDOWS = 12;

    @ParameterizedTest(
            name = "limit {0}, reserve {1} %, {2} callers, server ahead by {3} ms, starting {4} ms into a window")
    @CsvSource({
        "1667, 0, 128, 0, 0",
        "1667, 0, 128, 0, 7300",
        "1667, 10, 128, 0, 0",
        "1667, 10, 128, 0, 9990",
        "167, 0, 128, 0, 0",
        "167, 0, 128, 0, 9000",
        "167, 10, 128, 0, 4000",
        "167, 10, 16, 0, 4000",
        "1667, 10, 128, 3000, 5000",
        "1667, 10, 128, -3000, 2000",
        "167, 10, 32, 60, 0",
        "167, 10, 32, -60, 0"
    })
    void spendsTheAllowanceWithoutAnyRefusal(int limit, int reserve, int callers, long ahead, long start) {
        Simulation simulation = new Simulation(limit, reserve, ahead, start);
        simulation.run(callers, 0);

        assertThat(simulation.refused).isZero();
        assertThat(simulation.fullWindows()).hasSize(WINDOWS - 2).allSatisfy(used -> assertThat(used)
                .isBetween(97 * simulation.allowed() / 100, simulation.allowed()));
    }

    @ParameterizedTest(name = "limit {0}, of which others take {1}, {2} callers")
    @CsvSource({"1667, 300, 96", "1667, 833, 400", "1667, 833, 32", "1667, 1000, 96", "167, 50, 32", "167, 83, 32"})
    void makesRoomForOtherApps(int limit, int others, int callers) {
        Simulation simulation = new Simulation(limit, 10, 0, 0);
        simulation.run(callers, others);

        assertThat(simulation.refused).isZero();
        assertThat(simulation.othersRefused).isZero();
        assertThat(simulation.fullWindows()).allSatisfy(used -> assertThat(used)
                .isBetween(97 * (simulation.allowed() - others) / 100, 110 * (simulation.allowed() - others) / 100));
    }

    @Test
    void takesWhatOthersNoLongerSpend() {
        Simulation simulation = new Simulation(1_667, 10, 0, 0);
        simulation.othersStopIn(5);
        simulation.run(400, 833);

        assertThat(simulation.used(4)).isLessThanOrEqualTo(110 * (1_500 - 833) / 100);
        assertThat(simulation.used(8)).isBetween(97 * 1_500 / 100, 1_500);
    }

    /** An event loop: callers wake, requests arrive, answers return. */
    private static final class Simulation {
        private final SimulatedTime time;
        private final Pacer pacer;
        private final Random random = new Random(7);
        private final PriorityQueue<Event> events = new PriorityQueue<>();
        private final Map<Long, Integer> counted = new HashMap<>();
        private final Map<Long, Integer> ours = new HashMap<>();
        private final int limit;
        private final int reserve;
        private final long ahead;
        private final long firstWindow;
        private long sequence;
        private long othersUntil = Long.MAX_VALUE;
        int refused;
        int othersRefused;

        Simulation(int limit, int reserve, long ahead, long start) {
            this.limit = limit;
            this.reserve = reserve;
            this.ahead = ahead;
            time = new SimulatedTime(SimulatedTime.WINDOW_START, start);
            pacer = new Pacer(time, reserve);
            firstWindow = serverWindow();
        }

        private record Event(long at, long sequence, Runnable action) implements Comparable<Event> {
            @Override
            public int compareTo(Event other) {
                return at != other.at ? Long.compare(at, other.at) : Long.compare(sequence, other.sequence);
            }
        }

        void othersStopIn(int window) {
            othersUntil = firstWindow + window;
        }

        int used(int window) {
            return ours.get(firstWindow + window);
        }

        int allowed() {
            return limit * (100 - reserve) / 100;
        }

        List<Integer> fullWindows() {
            return ours.entrySet().stream()
                    .filter(entry -> entry.getKey() > firstWindow && entry.getKey() < firstWindow + WINDOWS - 1)
                    .map(Map.Entry::getValue)
                    .toList();
        }

        void run(int callers, int others) {
            long end = (firstWindow + WINDOWS) * 10_000 - ahead;
            // the first call of a run is alone: it asks for the workspace
            call(() -> {
                for (int i = 1; i < callers; i++) {
                    call(() -> {});
                }
            });
            if (others > 0) {
                other(10_000 / others);
            }
            while (!events.isEmpty() && events.peek().at() < end) {
                Event next = events.poll();
                time.set(Math.max(time.millis(), next.at()));
                next.action().run();
            }
        }

        private void other(long every) {
            // in the first window nobody can know of the others
            if (counted.merge(serverWindow(), 1, Integer::sum) > limit && serverWindow() > firstWindow) {
                othersRefused++;
            }
            if (serverWindow() < othersUntil) {
                after(every, () -> other(every));
            }
        }

        private void call(Runnable onAnswer) {
            wait(pacer.reserve(), onAnswer);
        }

        private void wait(Permit permit, Runnable onAnswer) {
            after(permit.time().toMillis(), () -> {
                pacer.redeem(permit).ifPresentOrElse(another -> wait(another, onAnswer), () -> send(permit, onAnswer));
            });
        }

        private void send(Permit permit, Runnable onAnswer) {
            Instant sent = time.instant();
            after(5 + random.nextInt(20), () -> arrive(permit, sent, onAnswer));
        }

        private void arrive(Permit permit, Instant sent, Runnable onAnswer) {
            long window = serverWindow();
            int before = counted.merge(window, 1, Integer::sum) - 1;
            boolean refuse = before >= limit;
            if (refuse) {
                refused++;
            } else {
                ours.merge(window, 1, Integer::sum);
            }
            RateLimitHeaders headers =
                    new RateLimitHeaders(limit, Math.max(0, limit - before), Instant.ofEpochSecond(window * 10 + 12));
            after(latency(), () -> answered(permit, sent, headers, refuse, onAnswer));
        }

        private void answered(
                Permit permit, Instant sent, RateLimitHeaders headers, boolean refuse, Runnable onAnswer) {
            if (refuse) {
                pacer.refused(permit, sent, headers);
            } else {
                pacer.observe(permit, sent, headers);
            }
            onAnswer.run();
            call(() -> {});
        }

        /** Median 250 ms, now and then a second. */
        private long latency() {
            return random.nextInt(20) == 0 ? 1_000 : 150 + random.nextInt(200);
        }

        private long serverWindow() {
            return Math.floorDiv(time.millis() + ahead, Duration.ofSeconds(10).toMillis());
        }

        private void after(long millis, Runnable action) {
            events.add(new Event(time.millis() + millis, sequence++, action));
        }
    }
}
