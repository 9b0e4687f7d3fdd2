package dev.audiencesync.sandbox;

/** Where changes are written down before they are answered. */
interface Journal extends AutoCloseable {
    void append(AfterImages images);

    @Override
    void close();

    /** Forgets everything: a sandbox in memory only. */
    static Journal none() {
        return new Journal() {
            @Override
            public void append(AfterImages images) {}

            @Override
            public void close() {}
        };
    }
}
