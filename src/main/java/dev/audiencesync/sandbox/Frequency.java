package dev.audiencesync.sandbox;

import java.time.Duration;

/** Which of the calls a fault is about go wrong. */
sealed interface Frequency {

    /**
     * One call as a fault sees it.
     *
     * @param number of the calls that the fault is about, from 1
     * @param since the time since the first of them
     * @param chance from 0 to 1, drawn for this call
     */
    record Moment(long number, Duration since, double chance) {}

    boolean strikes(Moment moment);

    /** All of them. */
    record Always() implements Frequency {
        @Override
        public boolean strikes(Moment moment) {
            return true;
        }
    }

    /** Each with the same probability, from 0 to 1. */
    record Share(double probability) implements Frequency {
        @Override
        public boolean strikes(Moment moment) {
            return moment.chance() < probability;
        }
    }

    /** Those with a number from the first to the last, both included. */
    record Numbers(long first, long last) implements Frequency {
        @Override
        public boolean strikes(Moment moment) {
            return moment.number() >= first && moment.number() <= last;
        }
    }

    /** Those that come within a time of the first. */
    record Within(Duration time) implements Frequency {
        @Override
        public boolean strikes(Moment moment) {
            return moment.since().compareTo(time) < 0;
        }
    }
}
