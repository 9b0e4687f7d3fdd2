package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.Limits;
import dev.audiencesync.ledger.Baselines.Baseline;
import dev.audiencesync.ledger.Cause;
import dev.audiencesync.ledger.ChangeKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
    private static final SortedMap<String, Long> NO_FILLS = new TreeMap<>();

    private final GuardTally planned = new GuardTally();

    @ParameterizedTest
    @CsvSource({"100, 20, false", "100, 21, true", "99, 99, false", "1000, 200, false", "1000, 201, true"})
    void tripsWhenMoreMembersLeaveThanMaxUntagPercentFromAHundredMembersUp(long owned, int untags, boolean trips) {
        plan(ChangeKind.UNTAG, untags);
        plan(ChangeKind.TAG, 1);

        assertThat(trips(owned)).isEqualTo(trips ? List.of(GuardName.UNTAGS) : List.of());
    }

    @Test
    void theUntagsMessageNamesTheTagHowManyOfHowManyAndTheOption() {
        plan(ChangeKind.UNTAG, 812);
        plan(ChangeKind.TAG, 1);

        Finding finding = Guard.findings(Limits.DEFAULTS, facts(1_000)).get(0);

        assertThat(finding.message()).contains("VIP", "812 of 1000", "20 %", "--allow-untags \"VIP=812\"");
        assertThat(finding.amount()).isEqualTo(812);
    }

    @ParameterizedTest
    @CsvSource({"5, 5, 0, true", "4, 4, 0, false", "5, 4, 0, false", "5, 5, 1, false"})
    void tripsWhenATagWouldFallFromFiveOrMoreMembersToNone(long owned, int untags, int joins, boolean trips) {
        plan(ChangeKind.UNTAG, untags);
        plan(ChangeKind.TAG, joins);

        assertThat(trips(owned)).isEqualTo(trips ? List.of(GuardName.LAST_MEMBERS) : List.of());
    }

    @Test
    void lettingGoOfATagThatAnotherJobKeepsTakesItOffNobody() {
        plan(ChangeKind.RELEASE, 1_000);

        assertThat(trips(1_000)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"100, 100, false", "100, 101, true", "99, 1000, false", "0, 1000, false"})
    void tripsWhenATagGrowsPastMaxTagPercentFromAHundredMembersUp(long owned, int joins, boolean trips) {
        plan(ChangeKind.TAG, joins);

        assertThat(trips(owned)).isEqualTo(trips ? List.of(GuardName.TAG_GROWTH) : List.of());
    }

    @ParameterizedTest
    @CsvSource({"true, 100, 80, false", "true, 100, 79, true", "true, 99, 10, false", "false, 100, 10, false"})
    void tripsWhenASnapshotNamesTooFewOfTheLastRunsPeople(boolean snapshot, long before, long now, boolean trips) {
        GuardFacts facts =
                new GuardFacts(snapshot, now, 0, now, NO_FILLS, planned, Map.of(), baseline(before, before, Map.of()));

        assertThat(guards(Limits.DEFAULTS, facts)).isEqualTo(trips ? List.of(GuardName.PEOPLE) : List.of());
    }

    @ParameterizedTest
    @CsvSource({"100, 10, false", "100, 11, true", "99, 99, false"})
    void tripsWhenAnEditedDefinitionUpdatesTooManyFromAHundredPeopleUp(long people, int updates, boolean trips) {
        for (int i = 0; i < updates; i++) {
            planned.add(Draft.ofWrite(ChangeKind.UPDATE, new TreeMap<>(), "differs in name", Cause.DEFINITION));
        }
        planned.add(Draft.ofWrite(ChangeKind.UPDATE, new TreeMap<>(), "differs in name", Cause.DATA));

        assertThat(guards(Limits.DEFAULTS, facts(people, 0, people)))
                .isEqualTo(trips ? List.of(GuardName.DEFINITION_CHANGES) : List.of());
    }

    @ParameterizedTest
    @CsvSource({"100, 5, false", "100, 6, true", "99, 50, false"})
    void tripsWhenTooManyRecordsAreRefusedFromAHundredUp(long records, long rejected, boolean trips) {
        assertThat(guards(Limits.DEFAULTS, facts(records, rejected, records)))
                .isEqualTo(trips ? List.of(GuardName.REJECTS) : List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 50, 100, 0, true",
        "1000, 49, 1000, 0, false",
        "1000, 50, 100, 1, false",
        "1000, 50, 99, 0, false",
        "1000, 1000, 5, 0, true"
    })
    void tripsWhenAFieldThatWasFilledIsFilledNowhere(
            long recordsBefore, long filledBefore, long records, long filled, boolean trips) {
        GuardFacts facts = new GuardFacts(
                false,
                records,
                0,
                records,
                new TreeMap<>(Map.of("name", filled)),
                planned,
                Map.of(),
                baseline(recordsBefore, recordsBefore, Map.of("name", filledBefore)));

        assertThat(guards(Limits.DEFAULTS, facts)).isEqualTo(trips ? List.of(GuardName.FILL) : List.of());
    }

    @Test
    void aFieldThatTheDefinitionMapsNoMoreIsNotMissed() {
        GuardFacts facts = new GuardFacts(
                false, 1_000, 0, 1_000, NO_FILLS, planned, Map.of(), baseline(1_000, 1_000, Map.of("name", 1_000L)));

        assertThat(guards(Limits.DEFAULTS, facts)).isEmpty();
    }

    @Test
    void theDefinitionsLimitsHold() {
        plan(ChangeKind.UNTAG, 50);
        plan(ChangeKind.TAG, 1);

        assertThat(guards(new Limits(50, 100, 80, 10, 5), facts(100))).isEmpty();
        assertThat(guards(new Limits(49, 100, 80, 10, 5), facts(100))).containsExactly(GuardName.UNTAGS);
    }

    @Test
    void anExactNumberOfUntagsIsLetPassAndNoOther() {
        Allowances allowances = new Allowances(Map.of("vip", 812L), Set.of());

        assertThat(allowances.with(GuardName.UNTAGS, "VIP", 812)).contains("--allow-untags vip=812");
        assertThat(allowances.with(GuardName.LAST_MEMBERS, "VIP", 812)).isPresent();
        assertThat(allowances.with(GuardName.UNTAGS, "VIP", 813)).isEmpty();
        assertThat(allowances.with(GuardName.UNTAGS, "Other", 812)).isEmpty();
        assertThat(allowances.with(GuardName.TAG_GROWTH, "VIP", 812)).isEmpty();
    }

    @Test
    void aGuardIsLetPassByItsNameUnlessNothingMayOverrideIt() {
        Allowances allowances = new Allowances(Map.of(), Set.of(GuardName.PEOPLE, GuardName.EMPTY_SNAPSHOT));

        assertThat(allowances.with(GuardName.PEOPLE, "", 7)).contains("--allow people");
        assertThat(allowances.with(GuardName.EMPTY_SNAPSHOT, "", 0)).isEmpty();
        assertThat(allowances.with(GuardName.REJECTS, "", 7)).isEmpty();
    }

    private void plan(ChangeKind kind, int times) {
        for (int i = 0; i < times; i++) {
            planned.add(Draft.ofTag(kind, "VIP", "because", Cause.DATA));
        }
    }

    private List<GuardName> trips(long owned) {
        return guards(Limits.DEFAULTS, facts(owned));
    }

    private static List<GuardName> guards(Limits limits, GuardFacts facts) {
        return Guard.findings(limits, facts).stream().map(Finding::guard).toList();
    }

    private GuardFacts facts(long owned) {
        return new GuardFacts(true, 10, 0, 10, NO_FILLS, planned, Map.of("vip", owned), Optional.empty());
    }

    private GuardFacts facts(long records, long rejected, long people) {
        return new GuardFacts(true, records, rejected, people, NO_FILLS, planned, Map.of(), Optional.empty());
    }

    private static Optional<Baseline> baseline(long people, long records, Map<String, Long> fills) {
        return Optional.of(new Baseline(1, people, records, new TreeMap<>(fills)));
    }
}
