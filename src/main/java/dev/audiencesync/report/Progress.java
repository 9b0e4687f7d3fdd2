package dev.audiencesync.report;

import dev.audiencesync.person.Amount;

/**
 * Told by a run how far it is; implementations draw a bar or print lines. Called from the run's own thread and from
 * those that make its calls. Whoever made it closes it, so that a run that fails in mid-phase leaves a clean terminal.
 */
public interface Progress extends AutoCloseable {

    Progress SILENT = new Progress() {
        @Override
        public void begin(Phase phase, long total) {}

        @Override
        public void advance(long count) {}

        @Override
        public void end(String result) {}

        @Override
        public void say(String message) {}
    };

    enum Phase {
        READ("Reading", "record", "records"),
        PLAN("Planning", "person", "people"),
        APPLY("Applying", "change", "changes");

        private final String verb;
        private final String one;
        private final String many;

        Phase(String verb, String one, String many) {
            this.verb = verb;
            this.one = one;
            this.many = many;
        }

        public String verb() {
            return verb;
        }

        /** {@code 1,204 records}. */
        public String amount(long count) {
            return Amount.of(count, one, many);
        }
    }

    /** @param total in the phase's unit, or -1 where it is not known */
    void begin(Phase phase, long total);

    void advance(long count);

    /** @param result a few words, for example {@code 1,204 records, 3 rejected} */
    void end(String result);

    /** Something the operator should know now: waiting for another run, resuming run 7, Intercom not answering. */
    void say(String message);

    /** Ends a phase that never came to its end; does nothing where all did. */
    @Override
    default void close() {}
}
