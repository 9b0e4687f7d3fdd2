package dev.audiencesync.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.intercom.StoppedException;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DispatcherTest {
    private static final int PLENTY = 1_000;

    /** Decides its changes as unchanged, one call each; what happens at a call is the test's. */
    private record Scripted(List<OpenChange> undecided, Consumer<OpenChange> call) implements Task {
        @Override
        public void carryOut(Calls calls, Consumer<ChangeOutcome> decided) {
            for (OpenChange open : undecided) {
                calls.take();
                call.accept(open);
                decided.accept(new ChangeOutcome(open, new Outcome.Unchanged("scripted")));
            }
        }

        @Override
        public List<Task> halves() {
            int half = undecided.size() / 2;
            return half == 0
                    ? List.of()
                    : List.of(
                            new Scripted(undecided.subList(0, half), call),
                            new Scripted(undecided.subList(half, undecided.size()), call));
        }
    }

    /** One with several calls for one change. */
    private record Repeated(int length, Runnable call) implements Task {
        @Override
        public void carryOut(Calls calls, Consumer<ChangeOutcome> decided) {
            for (int i = 0; i < length; i++) {
                calls.take();
                call.run();
            }
            undecided().forEach(open -> decided.accept(new ChangeOutcome(open, new Outcome.Unchanged("scripted"))));
        }

        @Override
        public List<OpenChange> undecided() {
            return List.of(Open.change(ChangeKind.UPDATE));
        }

        @Override
        public List<Task> halves() {
            return List.of();
        }
    }

    @Test
    void neverMakesMoreCallsThanTheBudgetAllows() {
        AtomicInteger calls = new AtomicInteger();
        List<Task> tasks = IntStream.range(0, 500)
                .mapToObj(i -> (Task) new Repeated(1 + i % 4, calls::incrementAndGet))
                .toList();

        try (Dispatcher dispatcher = new Dispatcher(() -> 8, DispatcherTest::there)) {
            Applied applied = dispatcher.run(tasks, new CallBudget(100));

            assertThat(calls.get()).isBetween(92, 100);
            assertThat(applied.outcomes()).hasSizeBetween(25, 100);
            assertThat(applied.failure()).isEmpty();
        }
    }

    @Test
    void aSystemicFailureLeavesTheRestForTheNextTimeAndKeepsWhatWasDone() {
        List<String> ran = new ArrayList<>();
        try (Dispatcher dispatcher = new Dispatcher(() -> 1, DispatcherTest::there)) {
            Applied applied = dispatcher.run(
                    List.of(
                            task(() -> ran.add("first")),
                            task(() -> {
                                throw new StackOverflowError("too deep");
                            }),
                            task(() -> ran.add("third"))),
                    new CallBudget(PLENTY));

            assertThat(ran).containsExactly("first");
            assertThat(applied.outcomes()).hasSize(1);
            assertThat(applied.failure())
                    .hasValueSatisfying(failure -> assertThat(failure).hasMessageContaining("too deep"));
        }
    }

    @Test
    void whatIsOnItsWayDuringAFailureStillCounts() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        try (Dispatcher dispatcher = new Dispatcher(() -> 2, DispatcherTest::there)) {
            Task slow = task(() -> await(failed));
            Task fails = task(() -> {
                failed.countDown();
                throw new AssertionError("out of order");
            });

            Applied applied = dispatcher.run(List.of(slow, fails, task(() -> {})), new CallBudget(PLENTY));

            assertThat(applied.failure()).isPresent();
            assertThat(applied.outcomes()).hasSizeBetween(1, 2);
        }
    }

    @Test
    void oneWhoFailsWhileOthersWorkIsDeferred() {
        try (Dispatcher dispatcher = new Dispatcher(() -> 1, DispatcherTest::gone)) {
            Applied applied =
                    dispatcher.run(List.of(task(() -> {}), failing(), task(() -> {})), new CallBudget(PLENTY));

            assertThat(applied.failure()).isEmpty();
            assertThat(words(applied)).containsExactly("UNCHANGED", "UNCHANGED", "DEFERRED");
        }
    }

    @Test
    void theLastToFailIsDeferredIfIntercomIsThere() {
        try (Dispatcher dispatcher = new Dispatcher(() -> 1, DispatcherTest::there)) {
            Applied applied = dispatcher.run(List.of(task(() -> {}), failing()), new CallBudget(PLENTY));

            assertThat(words(applied)).containsExactly("UNCHANGED", "DEFERRED");
        }
    }

    @Test
    void theLastToFailStaysOpenIfIntercomIsGone() {
        try (Dispatcher dispatcher = new Dispatcher(() -> 1, DispatcherTest::gone)) {
            Applied applied = dispatcher.run(List.of(task(() -> {}), failing()), new CallBudget(PLENTY));

            assertThat(words(applied)).containsExactly("UNCHANGED");
            assertThat(applied.failure())
                    .hasValueSatisfying(failure -> assertThat(failure).hasMessage("Intercom is gone"));
        }
    }

    @Test
    void tenFailuresInARowAreAnOutageWhateverTheProbeSays() {
        AtomicInteger tried = new AtomicInteger();
        List<Task> tasks = IntStream.range(0, 100)
                .mapToObj(i -> task(() -> {
                    tried.incrementAndGet();
                    throw new IllegalStateException("503");
                }))
                .toList();
        try (Dispatcher dispatcher = new Dispatcher(() -> 1, DispatcherTest::there)) {
            Applied applied = dispatcher.run(tasks, new CallBudget(PLENTY));

            assertThat(tried).hasValue(10);
            assertThat(applied.outcomes()).isEmpty();
            assertThat(applied.failure())
                    .hasValueSatisfying(failure -> assertThat(failure).hasMessage("503"));
        }
    }

    /** What several tasks in a row meet may be the beginning or the end of an outage. */
    @Test
    void thoseWhoFailInARowAreLeftForTheNextTimeOnce() {
        AtomicInteger tried = new AtomicInteger();
        Task blameless = task(() -> {
            if (tried.incrementAndGet() == 1) {
                throw new IllegalStateException("503");
            }
        });
        Task toBlame = failing();
        try (Dispatcher dispatcher = new Dispatcher(() -> 1, DispatcherTest::there)) {
            Applied first =
                    dispatcher.run(List.of(task(() -> {}), blameless, toBlame, task(() -> {})), new CallBudget(PLENTY));
            assertThat(first.failure()).isEmpty();
            assertThat(words(first)).containsExactly("UNCHANGED", "UNCHANGED");

            Applied second = dispatcher.run(List.of(toBlame, failing(), blameless), new CallBudget(PLENTY));
            assertThat(second.failure()).isEmpty();
            assertThat(second.outcomes())
                    .extracting(outcome -> outcome.outcome().word())
                    .containsExactly("UNCHANGED", "DEFERRED");
            assertThat(second.outcomes().get(1).open())
                    .isSameAs(toBlame.undecided().get(0));
        }
    }

    /** Begun while the others worked, and ended when nothing does any more. */
    @Test
    void whoeverIsOnTheWayAsAnOutageBeginsStaysOpen() {
        try (Dispatcher dispatcher = new Dispatcher(() -> 5, DispatcherTest::gone)) {
            Applied applied = dispatcher.run(onTheWay(5, 20), new CallBudget(PLENTY));

            assertThat(words(applied)).hasSize(20).containsOnly("UNCHANGED");
            assertThat(applied.failure())
                    .hasValueSatisfying(failure -> assertThat(failure).hasMessage("Intercom is gone"));
        }
    }

    @Test
    void manyWhoFailSlowlyWhileTheOthersWorkAreAllDeferredTheSecondTime() {
        List<Task> tasks = onTheWay(20, 100);
        try (Dispatcher dispatcher = new Dispatcher(() -> 20, DispatcherTest::there)) {
            Applied first = dispatcher.run(tasks, new CallBudget(PLENTY));
            assertThat(first.failure()).isEmpty();
            assertThat(words(first)).hasSize(100).containsOnly("UNCHANGED");

            List<Task> left = Stream.concat(tasks.subList(0, 19).stream(), tasks.subList(119, 120).stream())
                    .toList();
            Applied second = dispatcher.run(left, new CallBudget(PLENTY));
            assertThat(second.failure()).isEmpty();
            assertThat(words(second)).hasSize(20).containsOnly("DEFERRED");
        }
    }

    /** So many at once who fail as soon as the others, one after another between them, have ended. */
    private static List<Task> onTheWay(int failing, int others) {
        CountDownLatch othersEnded = new CountDownLatch(1);
        List<Task> tasks = new ArrayList<>();
        for (int i = 1; i < failing; i++) {
            tasks.add(task(() -> {
                await(othersEnded);
                throw new IllegalStateException("500");
            }));
        }
        for (int i = 0; i < others; i++) {
            tasks.add(task(() -> {}));
        }
        tasks.add(task(() -> {
            othersEnded.countDown();
            throw new IllegalStateException("500");
        }));
        return tasks;
    }

    @Test
    void ofABatchOnlyTheOneToBlameIsDeferred() {
        List<OpenChange> batch = IntStream.range(0, 50)
                .mapToObj(i -> Open.tag(ChangeKind.TAG, "c" + i))
                .toList();
        Set<OpenChange> sent = ConcurrentHashMap.newKeySet();
        try (Dispatcher dispatcher = new Dispatcher(() -> 4, DispatcherTest::there)) {
            Applied applied =
                    dispatcher.run(List.of(new AllOrNone(batch, batch.get(33), sent)), new CallBudget(PLENTY));

            assertThat(applied.failure()).isEmpty();
            assertThat(applied.outcomes()).hasSize(50);
            assertThat(sent).hasSize(49);
            assertThat(applied.outcomes())
                    .filteredOn(outcome -> outcome.outcome() instanceof Outcome.Deferred)
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.open()).isSameAs(batch.get(33)));
        }
    }

    /** A bulk call that fails as a whole where one of its people is in it. */
    private record AllOrNone(List<OpenChange> undecided, OpenChange toBlame, Set<OpenChange> sent) implements Task {
        @Override
        public void carryOut(Calls calls, Consumer<ChangeOutcome> decided) {
            calls.take();
            if (undecided.contains(toBlame)) {
                throw new IllegalStateException("500");
            }
            sent.addAll(undecided);
            undecided.forEach(open -> decided.accept(new ChangeOutcome(open, new Outcome.Unchanged("scripted"))));
        }

        @Override
        public List<Task> halves() {
            int half = undecided.size() / 2;
            return half == 0
                    ? List.of()
                    : List.of(
                            new AllOrNone(undecided.subList(0, half), toBlame, sent),
                            new AllOrNone(undecided.subList(half, undecided.size()), toBlame, sent));
        }
    }

    @Test
    void aStopLeavesTheRestForTheNextTimeAndIsNoFailure() {
        try (Dispatcher dispatcher = new Dispatcher(() -> 1, DispatcherTest::gone)) {
            Task stopped = task(() -> {
                throw StoppedException.onRequest();
            });
            Applied applied = dispatcher.run(List.of(task(() -> {}), stopped, task(() -> {})), new CallBudget(PLENTY));

            assertThat(applied.outcomes()).hasSize(1);
            assertThat(applied.failure()).isEmpty();
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
                }))
                .toList();

        try (Dispatcher dispatcher = new Dispatcher(() -> allowed, DispatcherTest::there)) {
            assertThat(dispatcher.run(tasks, new CallBudget(PLENTY)).outcomes()).hasSize(40);
        }
        assertThat(most).hasValue(allowed);
    }

    @Test
    void anInterruptedThreadStops() {
        try (Dispatcher dispatcher = new Dispatcher(() -> 1, DispatcherTest::there)) {
            CountDownLatch never = new CountDownLatch(1);
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> dispatcher.run(List.of(task(() -> await(never))), new CallBudget(10)))
                    .isInstanceOf(StoppedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void nothingToDoIsDoneAtOnce() {
        try (Dispatcher dispatcher = new Dispatcher(() -> 1, DispatcherTest::gone)) {
            assertThat(dispatcher.run(List.of(), new CallBudget(10)).outcomes()).isEmpty();
        }
    }

    private static void there() {
        // Answers.
    }

    private static void gone() {
        throw new IllegalStateException("Intercom is gone");
    }

    private static List<String> words(Applied applied) {
        return applied.outcomes().stream()
                .map(outcome -> outcome.outcome().word())
                .toList();
    }

    private static Task task(Runnable call) {
        return new Scripted(List.of(Open.change(ChangeKind.UPDATE)), open -> call.run());
    }

    private static Task failing() {
        return task(() -> {
            throw new IllegalStateException("500");
        });
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
