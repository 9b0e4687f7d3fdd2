package dev.audiencesync.export;

/** Threads of one use. */
final class Threads {
    private Threads() {}

    /** Interrupts a thread and waits until it is gone, so that what it uses can be closed. */
    static void end(Thread thread) {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
