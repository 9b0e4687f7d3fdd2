package dev.audiencesync.plan;

import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.plan.PeopleIndex.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against the same rules written down over a HashMap. */
class PeopleIndexModelTest {
    private static final int PEOPLE = 100_000;
    private static final int RECORDS = 150_000;
    private static final int TIMES = 6;

    private record Person(Fingerprint state, long ledgerTime) {}

    /** What one person's records of the run have come to. */
    private static final class Seen {
        private boolean accepted;
        private boolean staged;
        private long time;
        private long seq;
    }

    private final Map<Fingerprint, Person> ledger = new HashMap<>();
    private final Map<Fingerprint, Seen> seen = new HashMap<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void agreesWithTheModel(boolean ledgerOrders) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        PeopleIndex index = new PeopleIndex(ledgerOrders, false, new ReplacedVisitors());
        for (int i = 0; i < PEOPLE; i++) {
            Person person = new Person(random.nextInt(8) == 0 ? null : state(random), time(random));
            ledger.put(key(i), person);
            index.remember(key(i), person.state(), person.ledgerTime());
        }
        for (int seq = 1; seq <= RECORDS; seq++) {
            Fingerprint key = key(random.nextInt(2 * PEOPLE));
            Fingerprint state = state(random);
            long time = time(random);
            Verdict verdict = index.offer(key, state, time, seq, DesiredPerson.NO_VISITOR);
            check(verdict == expected(ledgerOrders, key, state, time, seq), seed, "verdict on record " + seq);
        }
        compare(index, seed);
    }

    private Verdict expected(boolean ledgerOrders, Fingerprint key, Fingerprint state, long time, long seq) {
        Person known = ledger.get(key);
        Seen person = seen.computeIfAbsent(key, unseen -> new Seen());
        if (ledgerOrders && known != null && time != Long.MIN_VALUE && time < known.ledgerTime()) {
            return Verdict.OLDER;
        }
        if (person.accepted && time < person.time) {
            return Verdict.OLDER;
        }
        person.accepted = true;
        person.time = time;
        person.seq = seq;
        person.staged = known == null || !state.equals(known.state());
        return person.staged ? Verdict.CHANGED : Verdict.UNCHANGED;
    }

    private void compare(PeopleIndex index, long seed) {
        check(index.seen() == seen.size(), seed, "count");
        Map<Fingerprint, Long> moved = new HashMap<>();
        for (int i = 0; i < 2 * PEOPLE; i++) {
            Fingerprint key = key(i);
            Seen person = seen.get(key);
            check(index.isPresent(key) == (person != null), seed, "presence of " + key);
            check(index.isStaged(key) == (person != null && person.staged), seed, "staging of " + key);
            if (person != null && person.accepted) {
                check(index.isNewest(key, person.seq), seed, "newest of " + key);
                if (!person.staged && person.time > ledger.get(key).ledgerTime()) {
                    moved.put(key, person.time);
                }
            }
        }
        Map<Fingerprint, Long> told = new HashMap<>();
        index.movedOn().forEach((key, newestBy, visitor) -> told.put(key, newestBy));
        check(told.equals(moved), seed, "who moved on");
    }

    /** An assertion library's call for each of half a million checks would take most of the test's time. */
    private static void check(boolean holds, long seed, String what) {
        if (!holds) {
            throw new AssertionError("With seed " + seed + ": " + what + " differs from the model");
        }
    }

    private static Fingerprint key(int number) {
        return new Fingerprint(number * 0x9E3779B97F4A7C15L, number);
    }

    private static Fingerprint state(Random random) {
        return new Fingerprint(random.nextInt(3), 1);
    }

    private static long time(Random random) {
        int time = random.nextInt(TIMES);
        return time == 0 ? Long.MIN_VALUE : time;
    }
}
