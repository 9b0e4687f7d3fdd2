package dev.audiencesync.apply;

import dev.audiencesync.intercom.IntercomUnavailable;
import dev.audiencesync.intercom.StoppedException;
import dev.audiencesync.intercom.SystemicRefusal;
import dev.audiencesync.ledger.ChangeOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries tasks out concurrently within a call budget. Tasks that no longer fit, or come after a failure or a stop, are
 * left for the next time. A task that fails while Intercom works otherwise is deferred, halved first if it is of several
 * people: one person must not keep the others waiting. Where it may have been a short outage, it is left for the next time
 * too, once.
 */
final class Dispatcher implements AutoCloseable {
    private final IntSupplier concurrency;
    private final Runnable probe;
    private final ExecutorService threads;
    private final Set<Long> leftOnce = ConcurrentHashMap.newKeySet();

    /**
     * @param concurrency how many tasks may be under way at once, asked before each
     * @param probe throws when Intercom is not there
     */
    Dispatcher(IntSupplier concurrency, Runnable probe) {
        this.concurrency = concurrency;
        this.probe = probe;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(runnable -> {
            Thread thread = new Thread(runnable, "apply-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    Applied run(List<? extends Task> tasks, CallBudget budget) {
        Round round = new Round(new ArrayDeque<>(tasks), budget);
        round.carryOut();
        return round.result();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** One slice's worth; its fields are guarded by its monitor. */
    private final class Round {
        private final Deque<Task> waiting;
        private final CallBudget budget;
        private final List<ChangeOutcome> outcomes = new ArrayList<>();
        private final Troubles troubles = new Troubles();
        private final Object probing = new Object();
        private boolean probed;
        private int running;
        private boolean outOfCalls;
        private boolean stopped;
        private @Nullable RuntimeException failure;

        Round(Deque<Task> waiting, CallBudget budget) {
            this.waiting = waiting;
            this.budget = budget;
        }

        synchronized void carryOut() {
            try {
                while (true) {
                    while (startable() && start()) {}
                    if (running == 0) {
                        return;
                    }
                    wait(TimeUnit.MINUTES.toMillis(1));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw StoppedException.onRequest();
            }
        }

        /** Failures that nothing followed are people's own only if Intercom is there. */
        Applied result() {
            if (failure == null && !stopped && troubles.isOpen()) {
                try {
                    probe.run();
                    troubles.worked();
                } catch (StoppedException e) {
                    return new Applied(List.copyOf(outcomes), Optional.empty());
                } catch (RuntimeException e) {
                    // Whatever the probe met is what everybody would meet: it ends the run once the outcomes are
                    // stored.
                    failure = e;
                }
            }
            troubles.single().forEach(trouble -> outcomes.addAll(Deferral.of(trouble)));
            if (failure == null && !stopped) {
                troubles.inDoubt().stream()
                        .filter(trouble -> !leftOnce.addAll(changes(trouble.task())))
                        .forEach(trouble -> outcomes.addAll(Deferral.of(trouble)));
            }
            return new Applied(List.copyOf(outcomes), Optional.ofNullable(failure));
        }

        private boolean startable() {
            return !waiting.isEmpty() && failure == null && !stopped && !outOfCalls && running < concurrency.getAsInt();
        }

        private boolean start() {
            Optional<CallBudget.Purse> purse = budget.open();
            if (purse.isPresent()) {
                Task task = waiting.remove();
                long successes = troubles.successes();
                running++;
                threads.execute(() -> carryOut(task, purse.get(), successes));
            }
            return purse.isPresent();
        }

        private void carryOut(Task task, CallBudget.Purse purse, long successesAtItsStart) {
            RuntimeException thrown = null;
            try {
                task.carryOut(purse, this::decided);
            } catch (RuntimeException e) {
                // Weighed below: some are about this task alone.
                thrown = e;
                if (e instanceof IntercomUnavailable && !task.halves().isEmpty()) {
                    probeBeforeHalving(successesAtItsStart);
                }
            } catch (Error e) {
                // A task that were never counted as ended would be waited for in vain.
                thrown = new FatalError(e);
            }
            end(task, purse, thrown, successesAtItsStart);
        }

        /** The first batch to fail while nothing works is not taken apart, call by call, for an Intercom that is gone. */
        private void probeBeforeHalving(long successesAtItsStart) {
            synchronized (probing) {
                if (probed || worksSince(successesAtItsStart)) {
                    return;
                }
                probed = true;
                try {
                    probe.run();
                } catch (RuntimeException e) {
                    // Whatever the probe met is what everybody would meet.
                    concernsEverybody(e);
                }
            }
        }

        private synchronized boolean worksSince(long earlier) {
            return troubles.successes() > earlier;
        }

        private synchronized void concernsEverybody(RuntimeException met) {
            if (met instanceof StoppedException) {
                stopped = true;
            } else if (failure == null) {
                failure = met;
            }
        }

        private synchronized void decided(ChangeOutcome outcome) {
            outcomes.add(outcome);
        }

        private synchronized void end(
                Task task, CallBudget.Purse purse, @Nullable RuntimeException thrown, long successesAtItsStart) {
            running--;
            purse.close();
            if (thrown == null) {
                troubles.worked();
            } else if (thrown instanceof OutOfCalls) {
                outOfCalls = true;
            } else if (thrown instanceof StoppedException) {
                stopped = true;
            } else if (failure == null) {
                failed(task, thrown, successesAtItsStart);
            }
            notifyAll();
        }

        private void failed(Task task, RuntimeException thrown, long successesAtItsStart) {
            List<Task> halves = task.halves();
            if (thrown instanceof SystemicRefusal || thrown instanceof FatalError) {
                failure = thrown;
                return;
            }
            if (halves.isEmpty()) {
                troubles.failed(
                        new Troubles.Trouble(task, thrown), successesAtItsStart, leftOnce.containsAll(changes(task)));
            } else {
                halves.forEach(waiting::addFirst);
            }
            failure = troubles.concernEverybody() ? thrown : null;
        }
    }

    private static Set<Long> changes(Task task) {
        return task.undecided().stream().map(open -> open.change().seq()).collect(Collectors.toSet());
    }

    /** An error of the machine or of this program, carried from a task's thread to the run's. */
    private static final class FatalError extends RuntimeException {
        FatalError(Error error) {
            super("A call ended in an error: " + error, error);
        }
    }
}
