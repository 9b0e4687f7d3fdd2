package dev.audiencesync.plan;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.UnknownPeople.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Counts people whom the ledger does not know, and draws some of those with an e-mail and some of the others. */
final class UnknownSample {
    /** The Users API looks for people one by one. */
    private static final int ONE_BY_ONE = 10;

    private final boolean looksForEmails;
    private final Stratum withEmail;
    private final Stratum others;

    /** @param looksForEmails whether those with an e-mail are looked for all the same */
    UnknownSample(boolean looksForEmails, Random random) {
        this.looksForEmails = looksForEmails;
        int most = looksForEmails ? IntercomClient.BATCH : ONE_BY_ONE;
        this.withEmail = new Stratum(most, random);
        this.others = new Stratum(most, random);
    }

    void add(Unknown record) {
        (record.hasEmail() ? withEmail : others).add(record.place().seq());
    }

    ListingChoice choice() {
        return new ListingChoice(withEmail.people, others.people, looksForEmails);
    }

    /** The drawn records' places. Where looking for them is only to know, few are not worth it. */
    List<Long> places() {
        List<Long> places = new ArrayList<>();
        if (looksForEmails || withEmail.isMany()) {
            places.addAll(withEmail.drawn);
        }
        if (others.isMany()) {
            places.addAll(others.drawn);
        }
        return places;
    }

    /** The most calls it takes to look for them. */
    long calls() {
        return looksForEmails ? 1 + (others.isMany() ? 1 : 0) : places().size();
    }

    /** Each of the people has the same chance to be drawn. */
    private static final class Stratum {
        private final List<Long> drawn = new ArrayList<>();
        private final int most;
        private final Random random;
        private long people;

        Stratum(int most, Random random) {
            this.most = most;
            this.random = random;
        }

        void add(long place) {
            people++;
            if (drawn.size() < most) {
                drawn.add(place);
                return;
            }
            long instead = random.nextLong(people);
            if (instead < most) {
                drawn.set((int) instead, place);
            }
        }

        boolean isMany() {
            return people > IntercomClient.BATCH;
        }
    }
}
