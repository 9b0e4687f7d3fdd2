package dev.audiencesync.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.intercom.StoppedException;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DispatcherTest {

    /** Makes some calls and decides one change; what it does besides is the test's. */
    private record Scripted(int mostCalls, IntSupplier calls) implements Task {
        @Override
        public Done carryOut() {
            int made = calls.getAsInt();
            ChangeOutcome outcome =
                    new ChangeOutcome(Open.change(ChangeKind.UPDATE), new Outcome.Unchanged("scripted"));
            return new Done(List.of(outcome), made);
        }
    }

    @Test
    void neverMakesMoreCallsThanTheBudgetAllows() {
        Random random = new Random(7);
        AtomicInteger calls = new AtomicInteger();
        List<Task> tasks = IntStream.range(0, 500)
                .mapToObj(i -> new Scripted(4, () -> {
                    int made = 1 + random.nextInt(4);
                    calls.addAndGet(made);
                    return made;
                }))
                .map(Task.class::cast)
                .toList();

        try (Dispatcher dispatcher = new Dispatcher(8)) {
            Applied applied = dispatcher.run(tasks, 100);

            assertThat(calls.get()).isBetween(97, 100);
            assertThat(applied.outcomes()).hasSizeBetween(25, 100);
            assertThat(applied.failure()).isEmpty();
        }
    }

    @Test
    void aTaskLargerThanTheBudgetGetsItsTurnAlone() {
        try (Dispatcher dispatcher = new Dispatcher(8)) {
            assertThat(dispatcher
                            .run(List.of(new Scripted(4, () -> 4), new Scripted(4, () -> 4)), 2)
                            .outcomes())
                    .hasSize(1);
        }
    }

    @Test
    void aFailureLeavesTheRestForTheNextTimeAndKeepsWhatWasDone() {
        List<String> ran = new ArrayList<>();
        RuntimeException revoked = new IllegalStateException("revoked");
        try (Dispatcher dispatcher = new Dispatcher(1)) {
            Applied applied = dispatcher.run(
                    List.of(task(() -> note(ran, "first")), failing(revoked), task(() -> note(ran, "third"))), 100);

            assertThat(ran).containsExactly("first");
            assertThat(applied.outcomes()).hasSize(1);
            assertThat(applied.failure()).containsSame(revoked);
        }
    }

    @Test
    void whatIsOnItsWayDuringAFailureStillCounts() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        try (Dispatcher dispatcher = new Dispatcher(2)) {
            Task slow = task(() -> {
                await(failed);
                return 1;
            });
            Task fails = new Scripted(1, () -> {
                failed.countDown();
                throw new IllegalStateException("revoked");
            });

            Applied applied = dispatcher.run(List.of(slow, fails, task(() -> 1)), 100);

            assertThat(applied.failure()).isPresent();
            assertThat(applied.outcomes()).hasSizeBetween(1, 2);
        }
    }

    @Test
    void aStopLeavesTheRestForTheNextTimeAndIsNoFailure() {
        try (Dispatcher dispatcher = new Dispatcher(1)) {
            Applied applied =
                    dispatcher.run(List.of(task(() -> 1), failing(StoppedException.onRequest()), task(() -> 1)), 100);

            assertThat(applied.outcomes()).hasSize(1);
            assertThat(applied.failure()).isEmpty();
        }
    }

    @Test
    void anErrorIsAFailureAndNotWaitedForInVain() {
        try (Dispatcher dispatcher = new Dispatcher(2)) {
            Task broken = new Scripted(1, () -> {
                throw new StackOverflowError("too deep");
            });

            assertThat(dispatcher.run(List.of(broken), 100).failure())
                    .hasValueSatisfying(failure -> assertThat(failure).hasMessageContaining("too deep"));
        }
    }

    @Test
    void asManyTasksRunAtOnceAsAreAllowedAndNoMore() {
        int allowed = 4;
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(allowed);
        List<Task> tasks = IntStream.range(0, 40)
                .mapToObj(i -> task(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    full.countDown();
                    await(full);
                    running.decrementAndGet();
                    return 1;
                }))
                .toList();

        try (Dispatcher dispatcher = new Dispatcher(allowed)) {
            assertThat(dispatcher.run(tasks, 1_000).outcomes()).hasSize(40);
        }
        assertThat(most).hasValue(allowed);
    }

    @Test
    void anInterruptedThreadStops() {
        try (Dispatcher dispatcher = new Dispatcher(1)) {
            CountDownLatch never = new CountDownLatch(1);
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> dispatcher.run(
                            List.of(task(() -> {
                                await(never);
                                return 1;
                            })),
                            10))
                    .isInstanceOf(StoppedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void nothingToDoIsDoneAtOnce() {
        try (Dispatcher dispatcher = new Dispatcher(1)) {
            assertThat(dispatcher.run(List.of(), 10).outcomes()).isEmpty();
        }
    }

    private static Task task(IntSupplier calls) {
        return new Scripted(1, calls);
    }

    private static Task failing(RuntimeException failure) {
        return task(() -> {
            throw failure;
        });
    }

    private static int note(List<String> ran, String what) {
        ran.add(what);
        return 1;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("never let go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
