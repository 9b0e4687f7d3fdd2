package dev.audiencesync.plan;

import dev.audiencesync.intercom.IntercomClient;

/**
 * What it takes in calls to deal with people whom the ledger does not know: to list the workspace and write to those who
 * differ, or to look for them by fifties and write to all. Pure.
 *
 * @param unknown the people
 * @param looksForEmails whether e-mails are looked for before people are created, or the write finds them itself
 */
record ListingChoice(long unknown, boolean looksForEmails) {

    /**
     * Some of the people, who were looked for.
     *
     * @param people how many
     * @param there how many of them are in Intercom
     * @param equal how many of them are there just as their records ask
     */
    record Sample(int people, int there, int equal) {}

    /** So many are looked for in one call; only beyond them anything can be saved. */
    boolean isMany() {
        return unknown > IntercomClient.BATCH;
    }

    /**
     * Whether it can pay to find out: even if all of them are in Intercom, as their records ask, and nobody else is whom
     * the ledger does not know.
     *
     * @param known how many of the workspace's contacts the ledger knows
     * @param perPage the contacts a call of the listing shows
     * @param probe the calls it takes to find out
     */
    boolean mayPay(long known, int perPage, long probe) {
        return isMany() && lookUps() + unknown - pages(known + unknown, perPage) > probe;
    }

    /** The calls to look for everybody. */
    long lookUps() {
        return looksForEmails ? batches(unknown) : 0;
    }

    static long pages(long total, int perPage) {
        return (total + perPage - 1) / perPage;
    }

    /** Who is not there is looked for once more before they are created, and all but the equal ones are written. */
    boolean lists(long pages, Sample sample) {
        if (sample.people() == 0) {
            return false;
        }
        double share = (double) unknown / sample.people();
        double absent = share * (sample.people() - sample.there());
        double looksAfterListing = looksForEmails ? absent / IntercomClient.BATCH : 0;
        return pages + looksAfterListing + share * (sample.people() - sample.equal()) < lookUps() + unknown;
    }

    private static long batches(long people) {
        return (people + IntercomClient.BATCH - 1) / IntercomClient.BATCH;
    }
}
