package dev.audiencesync.plan;

import dev.audiencesync.intercom.IntercomClient;

/**
 * What it takes in calls to deal with people whom the ledger does not know: to list the workspace and write to those who
 * differ, or to look for e-mails by fifties and write to all. Pure.
 *
 * @param withEmail the people who have an e-mail
 * @param others those who do not
 * @param looksForEmails whether e-mails are looked for before people are created, or the write finds them itself
 */
record ListingChoice(long withEmail, long others, boolean looksForEmails) {
    /** Beside the write: a create that is refused, and a look at whom it met. */
    private static final int TO_MEET = 2;

    /**
     * Some of the people, who were looked for.
     *
     * @param of how many people they stand for
     * @param people how many they are
     * @param there how many of them are in Intercom
     * @param equal how many of them are there just as their records ask
     */
    record Sample(long of, int people, int there, int equal) {
        static final Sample NONE = new Sample(0, 0, 0, 0);

        double thereInAll() {
            return inAll(there);
        }

        double equalInAll() {
            return inAll(equal);
        }

        private double inAll(int some) {
            return people == 0 ? 0 : (double) of * some / people;
        }

        Sample and(Sample more) {
            return new Sample(of + more.of, people + more.people, there + more.there, equal + more.equal);
        }
    }

    long unknown() {
        return withEmail + others;
    }

    /** So many are looked for in one call; only beyond them anything can be saved. */
    boolean isMany() {
        return unknown() > IntercomClient.BATCH;
    }

    /** The calls to look for everybody before they are created. */
    long lookUps() {
        return looksForEmails ? pages(withEmail, IntercomClient.BATCH) : 0;
    }

    static long pages(long total, int perPage) {
        return (total + perPage - 1) / perPage;
    }

    /** What a listing spares at most: where all are in Intercom, as their records ask. */
    private double best() {
        return spared(all(withEmail), all(others));
    }

    private static Sample all(long people) {
        return new Sample(people, 1, 1, 1);
    }

    /**
     * Whether it can pay to find out.
     *
     * @param known how many of the workspace's contacts the ledger knows
     * @param perPage the contacts a call of the listing shows
     * @param probe the calls it takes to find out
     */
    boolean mayPay(long known, int perPage, long probe) {
        return isMany() && best() - pages(known + unknown(), perPage) > probe;
    }

    /** Whether a listing of so many calls may pay, if only enough people are there. */
    boolean mayPay(long pages) {
        return pages < best();
    }

    /** Whether a listing of so many calls takes no more than the look-ups that it spares, whoever is there. */
    boolean paysByItself(long pages) {
        return pages <= lookUps();
    }

    /** Whoever a listing does not show need not be looked for, and who is there as the record asks is not written to. */
    double spared(Sample ofThoseWithEmail, Sample ofOthers) {
        double met = looksForEmails ? TO_MEET * ofOthers.thereInAll() : 0;
        return lookUps() + ofThoseWithEmail.equalInAll() + ofOthers.equalInAll() + met;
    }
}
