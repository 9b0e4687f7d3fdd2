package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.RunSummary;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tag calls that kept failing and were put off: they may have taken effect all the same, so the next night trusts neither
 * that they did nor that they did not.
 */
class DoubtfulTagNightsTest extends NightFixture {
    private static final JobSpec STREAM = JobSpec.stream("nightly").tag("VIP", "VIP");
    private static final JobSpec OTHER = JobSpec.stream("other").tag("VIP", "Gold");
    private static final JobSpec CLEANER =
            JobSpec.stream("cleaner").tag("VIP", "VIP").removing("VIP", "Gone");
    private static final Visitor ADA = Visitor.user("ada");
    private static final Visitor BO = Visitor.user("bo");

    /** Done, but nobody hears of it; and not done. */
    private static final String DONE = "drop:always";

    private static final String NOT_DONE = "503:always";

    @ParameterizedTest
    @ValueSource(strings = {DONE, NOT_DONE})
    void aTagThatWasPutOffIsTakenOffWhoLeavesMeanwhile(String fault) {
        world.nightWith("a.json", STREAM, ADA.at(1), BO.in("VIP").at(1));
        putOff(
                fault,
                "tag",
                () -> world.nightWith(
                        "b.json", STREAM, ADA.in("VIP").at(2), BO.named("Bo").at(2)));
        assertThat(tagsOf("ada")).hasSize(fault.equals(DONE) ? 1 : 0);

        RunSummary third = world.nightWith("c.json", STREAM, ADA.at(3));

        assertThat(third.planned().untag()).isEqualTo(1);
        assertThat(third.exitCode()).isZero();
        world.assertAsModelled();
        world.nightWith("d.json", STREAM, ADA.named("Ada").at(4));
        assertThat(world.spent().writes()).as("it is sure now").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {DONE, NOT_DONE})
    void soIsOneThatTheWorkspaceDidNotHaveBefore(String fault) {
        world.nightWith("a.json", STREAM, ADA.at(1), BO.at(1));
        putOff(
                fault,
                "tag",
                () -> world.nightWith(
                        "b.json", STREAM, ADA.in("VIP").at(2), BO.named("Bo").at(2)));

        world.nightWith("c.json", STREAM, ADA.at(3));

        world.assertAsModelled();
    }

    @Test
    void ofASnapshotItIsTakenOffWhoIsAbsentNextTime() {
        JobSpec snapshot = JobSpec.snapshot("members").tag("VIP", "VIP");
        world.night(snapshot, ADA, BO.in("VIP"));
        putOff(
                DONE,
                "tag",
                () -> world.night(snapshot, ADA.in("VIP"), BO.in("VIP").named("Bo")));

        world.night(snapshot, BO.in("VIP").named("Bo"));

        world.assertAsModelled();
    }

    @ParameterizedTest
    @ValueSource(strings = {DONE, NOT_DONE})
    void anUntagThatWasPutOffIsPutOnAgainForWhoJoinsMeanwhile(String fault) {
        world.nightWith("a.json", STREAM, ADA.in("VIP").at(1), BO.at(1));
        putOff(
                fault,
                "untag",
                () -> world.nightWith(
                        "b.json", STREAM, ADA.at(2), BO.named("Bo").at(2)));
        assertThat(tagsOf("ada")).hasSize(fault.equals(DONE) ? 0 : 1);

        RunSummary third = world.nightWith("c.json", STREAM, ADA.in("VIP").at(3));

        assertThat(third.planned().tag()).isEqualTo(1);
        world.assertAsModelled();
        world.nightWith("d.json", STREAM, ADA.at(4));
        world.assertAsModelled();
    }

    @ParameterizedTest
    @ValueSource(strings = {DONE, NOT_DONE})
    void anUntagThatWasPutOffIsDoneByTheNextRun(String fault) {
        world.nightWith("a.json", STREAM, ADA.in("VIP").at(1), BO.at(1));
        putOff(
                fault,
                "untag",
                () -> world.nightWith(
                        "b.json", STREAM, ADA.at(2), BO.named("Bo").at(2)));

        assertThat(world.nightWith("c.json", STREAM).exitCode()).isZero();

        world.assertAsModelled();
    }

    @Test
    void aCommandThatWasPutOffIsInDoubtForWhicheverJobPutTheTagOn() {
        world.nightWith("a.json", OTHER, ADA.in("Gold").at(1), BO.at(1));
        putOff(
                DONE,
                "untag",
                () -> world.nightWith(
                        "b.json", CLEANER, ADA.in("Gone").at(1), BO.named("Bo").at(1)));

        RunSummary others = world.nightWith("c.json", OTHER, ADA.in("Gold").at(2));

        assertThat(others.applied().tag()).isEqualTo(1);
        world.assertAsModelled();
    }

    @Test
    void whoHadTheTagFromBeforeAndWasToLoseItByACommandGetsItAgainAndIsStillNobodysMember() {
        world.nightWith("a.json", JobSpec.stream("first"), ADA.at(1), BO.at(1));
        world.sandbox().manually().tag(world.idOf("ada"), "VIP");
        world.nightWith("b.json", CLEANER, ADA.at(1), BO.in("VIP").at(1));
        putOff(
                DONE,
                "untag",
                () -> world.run(
                        add("c.json", CLEANER, ADA.in("Gone").at(2), BO.in().at(2))));
        assertThat(tagsOf("ada")).isEmpty();

        world.run(add("d.json", CLEANER, ADA.in("VIP").at(3)));
        assertThat(tagsOf("ada")).containsExactly("vip");

        world.run(add("e.json", CLEANER, ADA.at(4)));
        assertThat(tagsOf("ada")).containsExactly("vip");
    }

    @Test
    void anotherJobDoesNotTakeForGrantedATagThatWasPutOff() {
        world.nightWith("a.json", STREAM, ADA.at(1), BO.in("VIP").at(1));
        world.nightWith("a.json", OTHER, ADA.at(1), BO.at(1));
        putOff(
                NOT_DONE,
                "tag",
                () -> world.nightWith(
                        "b.json", STREAM, ADA.in("VIP").at(2), BO.named("Bo").at(2)));

        world.nightWith("b.json", OTHER, ADA.in("Gold").at(2));
        assertThat(tagsOf("ada")).containsExactly("vip");

        world.nightWith("c.json", STREAM, ADA.at(3));
        assertThat(tagsOf("ada")).as("the other job owns it too").containsExactly("vip");
        world.nightWith("c.json", OTHER, ADA.at(3));
        world.assertAsModelled();
    }

    @Test
    void aCommandIsRepeatedWhereTheTagMayHaveComeBack() {
        world.nightWith("a.json", OTHER, ADA.in("Gold").at(1), BO.in("Gold").at(1));
        world.nightWith("a.json", CLEANER, ADA.in("Gone").at(1), BO.at(1));
        putOff(
                DONE,
                "tag",
                () -> world.nightWith(
                        "b.json",
                        OTHER,
                        ADA.in("Gold").at(2),
                        BO.in("Gold").named("Bo").at(2)));
        assertThat(tagsOf("ada")).containsExactly("vip");

        world.nightWith("b.json", CLEANER, ADA.in("Gone").at(2));

        assertThat(tagsOf("ada")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {DONE, NOT_DONE})
    void oneThatTheDefinitionNoLongerNamesIsReportedThoughIntercomNeverToldItsId(String fault) {
        JobSpec untagged = JobSpec.stream("nightly");
        world.nightWith("a.json", STREAM, ADA.at(1), BO.at(1));
        putOff(
                fault,
                "tag",
                () -> world.nightWith(
                        "b.json", STREAM, ADA.in("VIP").at(2), BO.named("Bo").at(2)));

        RunSummary third =
                world.run(add("c.json", untagged, ADA.in("VIP").named("Ada").at(3)));
        assertThat(third.details().notes())
                .filteredOn(note -> note.contains("no longer names"))
                .singleElement()
                .asString()
                .contains("`VIP`", "may have put on 1 person", "before its call failed", "`retired-tags: [ VIP ]`");

        RunSummary fourth = world.run(add("d.json", untagged.retiring("VIP"), BO.at(4)));
        assertThat(fourth.exitCode()).isZero();
        assertThat(tagsOf("ada")).isEmpty();
        assertThat(world.run(untagged).details().notes()).noneMatch(note -> note.contains("no longer names"));
    }

    /** Lets the calls about Ada fail in a night in which others work. */
    private void putOff(String fault, String operation, Runnable night) {
        world.sandbox().faults().add(fault + " of " + operation + " about " + world.idOf("ada"));
        night.run();
        world.sandbox().faults().clear();
        assertThat(world.stored("select outcome from planned_change where outcome = 'DEFERRED'"))
                .isNotEmpty();
    }

    private JobSpec add(String file, JobSpec job, Visitor... records) {
        world.addExport(job, file, records);
        return job;
    }

    private Set<String> tagsOf(String externalId) {
        return world.held().stream()
                .filter(person -> externalId.equals(person.externalId()))
                .flatMap(person -> person.tags().stream())
                .collect(Collectors.toSet());
    }
}
