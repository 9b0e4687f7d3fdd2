package dev.audiencesync.plan;

import static dev.audiencesync.person.DesiredPerson.NO_VISITOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.plan.PeopleIndex.Verdict;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeopleIndexTest {
    private static final long UNTIMED = Long.MIN_VALUE;
    private static final Fingerprint ADA = Fingerprint.of("x:ada");
    private static final Fingerprint BO = Fingerprint.of("x:bo");
    private static final Fingerprint OLD = Fingerprint.of("old state");
    private static final Fingerprint CY = Fingerprint.of("cy");
    private static final Fingerprint NEW = Fingerprint.of("new state");

    private final PeopleIndex stream = new PeopleIndex(true, false, new ReplacedVisitors());
    private final PeopleIndex snapshot = new PeopleIndex(false, false, new ReplacedVisitors());

    @Test
    void somebodyUnknownIsChanged() {
        assertThat(stream.offer(ADA, NEW, 1, 1, NO_VISITOR)).isEqualTo(Verdict.CHANGED);
        assertThat(stream.isStaged(ADA)).isTrue();
        assertThat(stream.isNewest(ADA, 1)).isTrue();
        assertThat(stream.isPresent(BO)).isFalse();
    }

    @Test
    void whoAsksForWhatTheLedgerHoldsIsUnchanged() {
        stream.remember(ADA, OLD, 5);

        assertThat(stream.offer(ADA, OLD, 5, 1, NO_VISITOR)).isEqualTo(Verdict.UNCHANGED);
        assertThat(stream.isStaged(ADA)).isFalse();
        assertThat(stream.isPresent(ADA)).isTrue();
        assertThat(clocks()).isEmpty();
    }

    @Test
    void whoIsNotSettledIsLookedAtAgain() {
        stream.remember(ADA, null, 5);

        assertThat(stream.offer(ADA, OLD, 5, 1, NO_VISITOR)).isEqualTo(Verdict.CHANGED);
    }

    @Test
    void inAStreamALateOlderRecordChangesNothingAndItsPersonIsPresent() {
        stream.remember(ADA, OLD, 5);

        assertThat(stream.offer(ADA, NEW, 4, 1, NO_VISITOR)).isEqualTo(Verdict.OLDER);
        assertThat(stream.isPresent(ADA)).isTrue();
        assertThat(stream.seen()).isEqualTo(1);
    }

    @Test
    void aSnapshotCountsWhateverItsTime() {
        snapshot.remember(ADA, OLD, 5);

        assertThat(snapshot.offer(ADA, NEW, 4, 1, NO_VISITOR)).isEqualTo(Verdict.CHANGED);
    }

    @Test
    void ofTwoRecordsTheNewerWinsThenTheLater() {
        assertThat(stream.offer(ADA, NEW, 5, 1, NO_VISITOR)).isEqualTo(Verdict.CHANGED);
        assertThat(stream.offer(ADA, OLD, 4, 2, NO_VISITOR)).isEqualTo(Verdict.OLDER);
        assertThat(stream.offer(ADA, OLD, 5, 3, NO_VISITOR)).isEqualTo(Verdict.CHANGED);
        assertThat(stream.isNewest(ADA, 1)).isFalse();
        assertThat(stream.isNewest(ADA, 3)).isTrue();
        assertThat(stream.seen()).isEqualTo(1);
    }

    @Test
    void aNewerRecordThatAsksForWhatTheLedgerHoldsUndoesAStagedOne() {
        stream.remember(ADA, OLD, 1);

        assertThat(stream.offer(ADA, NEW, 2, 1, NO_VISITOR)).isEqualTo(Verdict.CHANGED);
        assertThat(stream.offer(ADA, OLD, 3, 2, NO_VISITOR)).isEqualTo(Verdict.UNCHANGED);
        assertThat(stream.isNewest(ADA, 1)).isFalse();
        assertThat(stream.isStaged(ADA)).isFalse();
        assertThat(stream.staged()).isZero();
        assertThat(clocks()).containsEntry(ADA, 3L);
    }

    @Test
    void anUntimedRecordLosesToATimedOneOfTheRunAndNotToTheLedger() {
        stream.remember(ADA, OLD, 5);
        stream.remember(BO, OLD, 5);

        assertThat(stream.offer(ADA, NEW, UNTIMED, 1, NO_VISITOR)).isEqualTo(Verdict.CHANGED);
        assertThat(stream.offer(BO, NEW, 6, 2, NO_VISITOR)).isEqualTo(Verdict.CHANGED);
        assertThat(stream.offer(BO, OLD, UNTIMED, 3, NO_VISITOR)).isEqualTo(Verdict.OLDER);
    }

    @Test
    void anUntimedRecordDoesNotMakeTheLedgerForgetItsTime() {
        stream.remember(ADA, OLD, 5);

        assertThat(stream.offer(ADA, NEW, UNTIMED, 1, NO_VISITOR)).isEqualTo(Verdict.CHANGED);
        assertThat(stream.offer(ADA, Fingerprint.of("late"), 4, 2, NO_VISITOR)).isEqualTo(Verdict.OLDER);
        assertThat(stream.offer(ADA, Fingerprint.of("untimed, later"), UNTIMED, 3, NO_VISITOR))
                .isEqualTo(Verdict.CHANGED);
        assertThat(stream.offer(ADA, Fingerprint.of("timed"), 6, 4, NO_VISITOR)).isEqualTo(Verdict.CHANGED);
        assertThat(stream.isNewest(ADA, 4)).isTrue();
    }

    @Test
    void movedOnAreUnchangedPeopleWithANewerRecord() {
        stream.remember(ADA, OLD, 5);
        stream.remember(BO, OLD, 5);
        stream.offer(ADA, OLD, 9, 1, NO_VISITOR);
        stream.offer(BO, NEW, 9, 2, NO_VISITOR);

        assertThat(clocks()).containsOnlyKeys(ADA).containsEntry(ADA, 9L);
    }

    @Test
    void whatEarlierRunsKeptStandsUntilThisOneReadsANewerRecord() {
        stream.remember(ADA, OLD, 5);
        stream.remember(BO, OLD, 5);
        stream.movedOn().remember(ADA, 9);
        stream.movedOn().remember(BO, 6);
        stream.movedOn().remember(CY, 9);
        assertThat(clocks()).as("nothing new").isEmpty();
        assertThat(stream.offer(ADA, NEW, 8, 1, NO_VISITOR)).isEqualTo(Verdict.OLDER);

        stream.offer(BO, OLD, 7, 2, NO_VISITOR);

        assertThat(clocks()).isEqualTo(Map.of(BO, 7L));
        assertThat(stream.movedOn().stands(ADA, 9)).isTrue();
        assertThat(stream.movedOn().stands(ADA, 8)).isFalse();
        assertThat(stream.movedOn().stands(BO, 6)).isFalse();
        assertThat(stream.movedOn().stands(CY, 9))
                .as("the ledger has forgotten")
                .isFalse();
    }

    private Map<Fingerprint, Long> clocks() {
        Map<Fingerprint, Long> clocks = new HashMap<>();
        stream.movedOn().forEach((key, newestBy, visitor) -> clocks.put(key, newestBy));
        return clocks;
    }

    @Test
    void aRefusedRecordMakesItsPersonPresentAndNobodyElse() {
        snapshot.remember(ADA, OLD, 5);
        snapshot.present(ADA);
        snapshot.present(BO);

        assertThat(snapshot.isPresent(ADA)).isTrue();
        assertThat(snapshot.isPresent(BO)).isFalse();
        assertThat(snapshot.seen()).isZero();
    }

    @Test
    void aRedirectedRecordCompetesWithThePersonsOwn() {
        stream.offer(ADA, NEW, 5, 1, NO_VISITOR);

        assertThat(stream.redirect(ADA, 4, 2, NO_VISITOR, true)).isFalse();
        assertThat(stream.redirect(ADA, 6, 3, NO_VISITOR, true)).isTrue();
        assertThat(stream.isNewest(ADA, 1)).isFalse();
        assertThat(stream.isNewest(ADA, 3)).isTrue();
    }

    @Test
    void ofTwoWithTheSameTimeARedirectKeepsTheLaterInReadingOrder() {
        stream.offer(ADA, NEW, 5, 7, NO_VISITOR);

        assertThat(stream.redirect(ADA, 5, 6, NO_VISITOR, true)).isFalse();
        assertThat(stream.redirect(ADA, 5, 8, NO_VISITOR, true)).isTrue();
    }

    @Test
    void aRedirectToSomebodyNotInTheExportMakesThemPresent() {
        stream.remember(ADA, OLD, 5);

        assertThat(stream.redirect(ADA, 6, 1, NO_VISITOR, true)).isTrue();
        assertThat(stream.redirect(BO, UNTIMED, 2, NO_VISITOR, true)).isTrue();
        assertThat(stream.isStaged(ADA)).isTrue();
        assertThat(stream.seen()).isEqualTo(2);
    }

    @Test
    void keysThatShareTheirLowBitsStayApart() {
        for (int i = 0; i < 2_000; i++) {
            stream.remember(new Fingerprint((long) i << 40, 7), state(i), i);
            stream.remember(new Fingerprint(7, i), state(-i), i);
        }
        for (int i = 0; i < 2_000; i++) {
            assertThat(stream.offer(new Fingerprint((long) i << 40, 7), state(i), i, i, NO_VISITOR))
                    .isEqualTo(Verdict.UNCHANGED);
            assertThat(stream.offer(new Fingerprint(7, i), state(i + 1), i, i, NO_VISITOR))
                    .isEqualTo(Verdict.CHANGED);
        }
        assertThat(stream.seen()).isEqualTo(4_000);
    }

    private static Fingerprint state(long number) {
        return new Fingerprint(number, ~number);
    }
}
