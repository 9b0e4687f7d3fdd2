package dev.audiencesync.apply;

import dev.audiencesync.intercom.StoppedException;
import dev.audiencesync.ledger.ChangeOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Carries tasks out concurrently, and no more of them than a call budget allows: what was called and not yet committed is
 * called again after a crash. Tasks that no longer fit, or come after a failure or a stop, are left for the next time.
 */
final class Dispatcher implements AutoCloseable {
    private final int concurrency;
    private final ExecutorService threads;

    Dispatcher(int concurrency) {
        this.concurrency = concurrency;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(concurrency, runnable -> {
            Thread thread = new Thread(runnable, "apply-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Carries the tasks out with {@code budget} calls at most. */
    Applied run(List<? extends Task> tasks, int budget) {
        return new Round(new ArrayDeque<>(tasks), budget).carryOut();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** One slice's worth; its fields are guarded by its monitor. */
    private final class Round {
        private final Deque<Task> waiting;
        private final int budget;
        private final List<ChangeOutcome> outcomes = new ArrayList<>();
        private int running;
        private int promised;
        private int called;
        private boolean stopped;
        private @Nullable RuntimeException failure;

        Round(Deque<Task> waiting, int budget) {
            this.waiting = waiting;
            this.budget = budget;
        }

        synchronized Applied carryOut() {
            try {
                while (startable() || running > 0) {
                    while (startable() && roomFor(waiting.element())) {
                        start(waiting.remove());
                    }
                    if (running == 0) {
                        break;
                    }
                    wait(TimeUnit.MINUTES.toMillis(1));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw StoppedException.onRequest();
            }
            return new Applied(List.copyOf(outcomes), Optional.ofNullable(failure));
        }

        private boolean startable() {
            return !waiting.isEmpty() && failure == null && !stopped;
        }

        /** A task that alone is larger than the budget still gets its turn, by itself. */
        private boolean roomFor(Task task) {
            boolean first = running == 0 && called == 0;
            return first || (running < concurrency && called + promised + task.mostCalls() <= budget);
        }

        private void start(Task task) {
            running++;
            promised += task.mostCalls();
            threads.execute(() -> carryOut(task));
        }

        private void carryOut(Task task) {
            Task.@Nullable Done done = null;
            RuntimeException thrown = null;
            try {
                done = task.carryOut();
            } catch (RuntimeException e) {
                // Thrown on the run's thread, once the outcomes that came before are stored.
                thrown = e;
            } catch (Error e) {
                // A task that were never counted as ended would be waited for in vain.
                thrown = new IllegalStateException("A call ended in an error: " + e, e);
            }
            end(task, done, thrown);
        }

        private synchronized void end(Task task, Task.@Nullable Done done, @Nullable RuntimeException thrown) {
            running--;
            promised -= task.mostCalls();
            if (done != null) {
                called += done.calls();
                outcomes.addAll(done.outcomes());
            } else if (thrown instanceof StoppedException) {
                stopped = true;
            } else if (failure == null) {
                failure = thrown;
            }
            notifyAll();
        }
    }
}
