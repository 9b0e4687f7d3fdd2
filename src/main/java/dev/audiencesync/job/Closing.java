package dev.audiencesync.job;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened so far; closed in the opposite order, each even where closing another failed. */
final class Closing implements AutoCloseable {
    private final Deque<Runnable> open = new ArrayDeque<>();

    void add(Runnable close) {
        open.push(close);
    }

    @Override
    public void close() {
        Runnable next = open.poll();
        if (next == null) {
            return;
        }
        try {
            next.run();
        } finally {
            close();
        }
    }
}
