package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One person's records of several visitors, of which some took others over, in every order in which they may be read:
 * which of them counts is told by what they say, and by the order only where they say the same of their age.
 */
class ReadingOrderTest {

    private static final long UNTIMED = Long.MIN_VALUE;
    private static final Fingerprint KNOWN = Fingerprint.of("what the ledger holds");
    private static final Fingerprint OTHER = Fingerprint.of("something else");
    private static final int VISITORS = 4;

    /** @param replaces the visitor that the record's own took over; 0 for none */
    private record Record(int visitor, int replaces, long time, Fingerprint state) {}

    /** What comes of a person's records: the one that is planned for, or the clock of who is unchanged. */
    private record End(int planned, OptionalLong clock) {}

    private static List<Record> all(long... times) {
        List<Record> all = new ArrayList<>();
        int[][] stitchings = {{1, 0}, {1, 2}, {2, 0}, {2, 1}, {3, 1}};
        for (int[] stitching : stitchings) {
            for (long time : times) {
                all.add(new Record(stitching[0], stitching[1], time, KNOWN));
                all.add(new Record(stitching[0], stitching[1], time, OTHER));
            }
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "true, -1, 0",
        "true, 3, 0",
        "true, 4, 0",
        "false, 3, 0",
        "false, -1, 0",
        "true, 3, 1",
        "true, 4, 1",
        "true, 6, 1",
        "true, 6, 2",
        "true, 5, 4"
    })
    void ofThreeRecordsTheSameOneCountsInEveryOrder(boolean ledgerOrders, long ledgerTime, int ledgerVisitor) {
        List<List<Record>> worlds = new ArrayList<>();
        List<Record> all = all(UNTIMED, 2, 4, 6);
        all.forEach(first -> all.forEach(second -> all.forEach(third -> worlds.add(List.of(first, second, third)))));

        check(worlds, ledgerOrders, ledgerTime, ledgerVisitor);
    }

    @ParameterizedTest
    @CsvSource({"true, 2, 0", "false, 2, 0", "true, 3, 1"})
    void ofFourToo(boolean ledgerOrders, long ledgerTime, int ledgerVisitor) {
        List<List<Record>> worlds = new ArrayList<>();
        List<Record> all =
                all(2, 4).stream().filter(record -> record.replaces() != 2).toList();
        all.forEach(one -> all.forEach(
                two -> all.forEach(three -> all.forEach(four -> worlds.add(List.of(one, two, three, four))))));

        check(worlds, ledgerOrders, ledgerTime, ledgerVisitor);
    }

    /** Each world is a person of its own, with visitors of its own. */
    private static void check(List<List<Record>> worlds, boolean ledgerOrders, long ledgerTime, int ledgerVisitor) {
        RememberedVisitors remembered = each -> {
            for (int world = 0; world < worlds.size() && ledgerVisitor > 0; world++) {
                each.clock(key(world), ledgerTime, visitor(world, ledgerVisitor));
            }
        };
        PeopleIndex index =
                new PeopleIndex(ledgerOrders, false, new ReplacedVisitors(), ledgerOrders ? remembered : null);
        for (int world = 0; world < worlds.size(); world++) {
            if (ledgerTime >= 0) {
                index.remember(key(world), KNOWN, ledgerTime);
            }
        }
        long seq = 0;
        for (int world = 0; world < worlds.size(); world++) {
            for (Record record : worlds.get(world)) {
                index.replaced().add(visitor(world, record.replaces()), record.time());
                index.offer(key(world), record.state(), record.time(), ++seq, visitor(world, record.visitor()));
            }
        }
        takeUpLate(index, worlds);
        index.choose(0);
        Map<Fingerprint, Long> moved = clocks(index);
        long first = 1;
        for (int world = 0; world < worlds.size(); world++) {
            List<Record> records = worlds.get(world);
            End expected = model(records, ledgerOrders && ledgerTime >= 0, ledgerTime, ledgerVisitor);
            End end = new End(planned(index, world, first, records.size()), clock(moved.get(key(world))));
            if (!end.equals(expected)) {
                throw new AssertionError(records + " came to " + end + " and not to " + expected);
            }
            first += records.size();
        }
    }

    /** Reads what was staged of people again, as the ledger's newest record of them turned out to be none. */
    private static void takeUpLate(PeopleIndex index, List<List<Record>> worlds) {
        Set<Fingerprint> late = Set.copyOf(index.withLateRecords());
        long seq = 0;
        for (int world = 0; world < worlds.size(); world++) {
            for (Record record : worlds.get(world)) {
                seq++;
                if (late.contains(key(world))) {
                    index.takeUp(new StagedPerson(
                            seq, key(world), record.state(), said(record, visitor(world, record.visitor()))));
                }
            }
        }
    }

    private static DesiredPerson said(Record record, long visitor) {
        return new DesiredPerson(
                new Identifiers("somebody", null, null),
                List.of(),
                new ConditionFacts(""),
                record.time(),
                new SourcePosition("f", 1),
                Collections.emptySortedMap(),
                visitor);
    }

    private static int planned(PeopleIndex index, int world, long first, int records) {
        if (index.isStaged(key(world))) {
            for (int i = 0; i < records; i++) {
                if (index.isNewest(key(world), first + i)) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static OptionalLong clock(Long time) {
        return time == null ? OptionalLong.empty() : OptionalLong.of(time);
    }

    private static End model(List<Record> records, boolean ordered, long ledgerTime, int ledgerVisitor) {
        Map<Integer, Long> takenOver = new HashMap<>();
        for (Record record : records) {
            takenOver.merge(record.replaces(), record.time(), Math::max);
        }
        takenOver.remove(0);
        int winner = -1;
        for (int i = 0; i < records.size(); i++) {
            boolean late = ordered && isLate(records.get(i), takenOver, ledgerTime, ledgerVisitor);
            if (!late && (winner < 0 || isNewer(records.get(i), records.get(winner), takenOver))) {
                winner = i;
            }
        }
        if (winner < 0) {
            return new End(-1, OptionalLong.empty());
        }
        Record newest = records.get(winner);
        boolean seemedOlder = ordered && newest.time() != UNTIMED && newest.time() < ledgerTime;
        if (ledgerTime < 0 || !newest.state().equals(KNOWN) || seemedOlder) {
            return new End(winner, OptionalLong.empty());
        }
        Long at = takenOver.get(newest.visitor());
        long clock = at != null && newest.time() >= at ? at - (at == UNTIMED ? 0 : 1) : newest.time();
        return new End(-1, clock > ledgerTime ? OptionalLong.of(clock) : OptionalLong.empty());
    }

    private static boolean isLate(Record record, Map<Integer, Long> takenOver, long ledgerTime, int ledgerVisitor) {
        Long at = takenOver.get(record.visitor());
        boolean seemsLate =
                (record.time() != UNTIMED && record.time() < ledgerTime) || (at != null && at <= ledgerTime);
        return seemsLate
                && !(takenOver.containsKey(ledgerVisitor)
                        && isNewer(record, new Record(ledgerVisitor, 0, ledgerTime, KNOWN), takenOver));
    }

    /** Whether the record, which was read after the other, is to be taken in its place. */
    private static boolean isNewer(Record record, Record other, Map<Integer, Long> takenOver) {
        Long mine = takenOver.get(record.visitor());
        Long its = takenOver.get(other.visitor());
        long myTime = mine == null ? record.time() : Math.min(mine, record.time());
        long itsTime = its == null ? other.time() : Math.min(its, other.time());
        if (myTime != itsTime) {
            return myTime > itsTime;
        }
        if ((mine == null) != (its == null)) {
            return mine == null;
        }
        return record.time() >= other.time();
    }

    /** That another person's record says so does not bring the visitor's records to nothing. */
    @Test
    void aVisitorThatSomebodyElsesRecordTookOverCountsWhereItsRecordsAreAlone() {
        for (boolean toldFirst : new boolean[] {true, false}) {
            PeopleIndex index = new PeopleIndex(true, false, new ReplacedVisitors());
            if (toldFirst) {
                index.replaced().add(7, 4);
            }
            index.offer(key(1), OTHER, 9, 1, 7);
            index.replaced().add(7, 4);
            index.choose(0);

            assertThat(index.isNewest(key(1), 1)).as("told first: " + toldFirst).isTrue();
            assertThat(index.isStaged(key(1))).isTrue();
            assertThat(index.replaced().clock(7, 9)).isEqualTo(3);
        }
    }

    @Test
    void whatIsPassedOverIsCountedOnce() {
        PeopleIndex index = new PeopleIndex(true, false, new ReplacedVisitors());
        index.remember(key(1), KNOWN, 5);
        index.remember(key(2), KNOWN, 5);
        index.offer(key(1), OTHER, 9, 1, 7);
        index.offer(key(2), OTHER, 6, 2, 8);
        index.offer(key(2), OTHER, 9, 3, 7);
        index.offer(key(2), KNOWN, 7, 4, 8);
        index.replaced().add(7, 5);

        assertThat(index.choose(0)).isEqualTo(2);
        assertThat(index.staged()).isZero();
        assertThat(clocks(index)).containsOnly(Map.entry(key(2), 7L));
    }

    private static Map<Fingerprint, Long> clocks(PeopleIndex index) {
        Map<Fingerprint, Long> clocks = new HashMap<>();
        index.movedOn().forEach((key, newestBy, visitor) -> clocks.put(key, newestBy));
        return clocks;
    }

    private static long visitor(int world, int number) {
        return number == 0 ? 0 : (long) world * VISITORS + number;
    }

    private static Fingerprint key(int world) {
        return new Fingerprint(world * 0x9E3779B97F4A7C15L, world);
    }
}
