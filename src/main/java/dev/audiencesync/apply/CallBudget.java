package dev.audiencesync.apply;

import java.util.Optional;

/**
 * How many calls may still go out before outcomes are stored: whatever was called and not stored is called again after a
 * crash. Repeated attempts of one call count once. Safe for use by many threads.
 */
final class CallBudget {
    private final int calls;
    private int left;

    CallBudget(int calls) {
        this.calls = calls;
        this.left = calls;
    }

    synchronized int spent() {
        return calls - left;
    }

    /** Sets a task's first call aside; empty where none is left. */
    synchronized Optional<Purse> open() {
        if (left == 0) {
            return Optional.empty();
        }
        left--;
        return Optional.of(new Purse());
    }

    /** One task's way to calls; its first is sure. */
    final class Purse implements Calls {
        private boolean first = true;

        @Override
        public void take() {
            synchronized (CallBudget.this) {
                if (first) {
                    first = false;
                } else if (left == 0) {
                    throw new OutOfCalls();
                } else {
                    left--;
                }
            }
        }

        /** Gives back what was set aside and not used. */
        void close() {
            synchronized (CallBudget.this) {
                left += first ? 1 : 0;
                first = false;
            }
        }
    }
}
