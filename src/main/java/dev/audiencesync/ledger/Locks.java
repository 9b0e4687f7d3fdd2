package dev.audiencesync.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

/** What one process holds to run a job. The locks die with their holder at once, so a crash needs no time-out. */
public interface Locks extends AutoCloseable {

    /** Which lock. */
    enum Which {
        /** Of one job: whoever runs it or waits to. */
        JOB,
        /** Of all jobs that write to the same place: whose turn it is. */
        TURN
    }

    /** Takes the lock where it is free, and holds it until {@link #close}. */
    boolean tryTake(Which which);

    /** Who has the lock; empty where nobody has, or has said so yet. */
    String holder(Which which);

    /** What the turn is of, for those who wait. */
    String turnOf();

    /**
     * Makes sure of the turn: nobody else gets it before the caller's transaction has ended.
     *
     * @throws LockLostException when it is lost, whether or not somebody else has it now
     */
    void check(JdbcTemplate store);

    /**
     * Makes sure that nobody else had the turn since, though it may be lost, nor gets it before the caller's transaction
     * has ended.
     *
     * @throws LockLostException when somebody else had it
     */
    void checkNotTakenOver(JdbcTemplate store);

    @Override
    void close();
}
