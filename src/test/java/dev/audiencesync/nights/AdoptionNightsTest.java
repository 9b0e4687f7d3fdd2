package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.job.StopSignal;
import dev.audiencesync.ledger.Canary;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nights on which many people are in Intercom and not in the ledger. */
class AdoptionNightsTest extends NightFixture {
    private static final JobSpec JOB = JobSpec.stream("nightly").attribute("plan");
    private static final int PEOPLE = 200;

    /** Who asks, and the attributes. */
    private static final int FIXED = 2;

    private static Visitor visitor(int person) {
        return Visitor.user("p" + person).named("N" + person).with("plan", "free");
    }

    private static Visitor[] people(int count) {
        return IntStream.range(0, count).mapToObj(AdoptionNightsTest::visitor).toArray(Visitor[]::new);
    }

    private String seed(int person, String name) {
        return world.sandbox()
                .manually()
                .seedContact(ContactSeed.user("p" + person)
                        .withEmail("P" + person + "@Example.com")
                        .withName(name)
                        .withAttribute("plan", "free"));
    }

    private void seedEqual(int count) {
        IntStream.range(0, count).forEach(person -> seed(person, "N" + person));
    }

    private static String notes(RunSummary summary) {
        return String.join("\n", summary.details().notes());
    }

    private long readsOf(CallKind... kinds) {
        return Arrays.stream(kinds).mapToLong(kind -> world.spent().calls(kind)).sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.10", "2.16", "1.4"})
    void theWorkspaceIsListedAndWhoIsEqualCostsNoCallOfTheirOwn(String version) {
        JobSpec job = JOB.version(version);
        seedEqual(PEOPLE);
        Visitor[] people = people(PEOPLE);
        people[5] = people[5].named("Other");
        world.export(job, "a.json", people);

        RunSummary summary = world.run(job);

        assertThat(summary.exitCode()).isZero();
        assertThat(world.spent().writes()).isEqualTo(1);
        assertThat(readsOf(CallKind.LIST_CONTACTS)).isEqualTo(version.equals("1.4") ? 0 : 2);
        assertThat(readsOf(CallKind.SCROLL_USERS)).isEqualTo(version.equals("1.4") ? 3 : 0);
        assertThat(readsOf(CallKind.SEARCH_CONTACTS)).isZero();
        assertThat(summary.planned().unchanged()).isEqualTo(PEOPLE - 1);
        assertThat(notes(summary))
                .contains("200 people are unknown to the ledger: listed the workspace (2 calls) instead of looking")
                .contains("Recognised in Intercom: 200, of whom 199 are as their records ask.");
        people[5] = people[5].at(1);
        world.export(job, "b.json", people);
        world.run(job);
        assertThat(world.spent().writes()).isZero();
        assertThat(world.spent().total()).isLessThan(5);
    }

    @Test
    void ofWhoDiffersOnlyWhatDiffersIsSent() {
        seedEqual(PEOPLE);
        Visitor[] people = people(PEOPLE);
        people[7] = people[7].with("plan", "pro");
        world.export(JOB, "a.json", people);

        RunSummary plan = world.plan(JOB);

        assertThat(world.stored("select payload from planned_change"))
                .containsExactly("{\"custom_attributes.plan\":\"pro\"}");
        assertThat(world.apply(JOB, plan.run()).exitCode()).isZero();
        assertThat(world.spent().writes()).isEqualTo(1);
    }

    @Test
    void aWorkspaceThatIsSmallIsListedInPlaceOfLookingForAnybody() {
        world.export(JOB, "a.json", people(PEOPLE));

        RunSummary summary = world.run(JOB);

        assertThat(world.spent().created()).isEqualTo(PEOPLE);
        assertThat(world.spent().total()).isEqualTo(FIXED + PEOPLE + 1);
        assertThat(readsOf(CallKind.LIST_CONTACTS)).isEqualTo(1);
        assertThat(notes(summary)).contains("listed the workspace (1 call) instead of looking them up (4 calls and");
        assertThat(summary.planned().estimatedCalls()).isEqualTo(PEOPLE);
    }

    @Test
    void whoIsLookedForToFindOutIsNotLookedForAgain() {
        world.addExport(JOB, "a.json", visitor(1_000));
        world.run(JOB);
        world.addExport(JOB, "b.json", people(PEOPLE));

        RunSummary summary = world.run(JOB);

        assertThat(readsOf(CallKind.SEARCH_CONTACTS)).isEqualTo(PEOPLE / 50);
        assertThat(world.spent().total()).isEqualTo(FIXED + PEOPLE + PEOPLE / 50);
        assertThat(notes(summary))
                .contains("looking them up (4 calls and up to 200 writes) instead of listing the workspace (at least 1")
                .contains("of a sample of 50, 0 are in Intercom");
        assertThat(summary.planned().estimatedCalls()).isEqualTo(PEOPLE + PEOPLE / 50 - 1);
    }

    @Test
    void ofALargeWorkspaceTheFirstPageIsOneCallTooMany() {
        seedOthers(700);
        world.export(JOB, "a.json", people(PEOPLE));

        RunSummary summary = world.run(JOB);

        assertThat(world.spent().total()).isEqualTo(FIXED + PEOPLE + PEOPLE / 50 + 1);
        assertThat(notes(summary)).contains("instead of listing the workspace (5 calls); of a sample of 50, 0 are in");
    }

    private void seedOthers(int count) {
        IntStream.range(0, count)
                .forEach(other -> world.sandbox().manually().seedContact(ContactSeed.user("other" + other)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.10", "2.16", "1.4"})
    void peopleWithoutAnEmailAreSampledByUserId(String version) {
        JobSpec job = JOB.version(version);
        IntStream.range(0, PEOPLE).forEach(person -> world.sandbox()
                .manually()
                .seedContact(
                        ContactSeed.user("p" + person).withName("N" + person).withAttribute("plan", "free")));
        Visitor[] people = IntStream.range(0, PEOPLE)
                .mapToObj(person ->
                        Visitor.of("p" + person, null).named("N" + person).with("plan", "free"))
                .toArray(Visitor[]::new);
        world.export(job, "a.json", people);

        RunSummary summary = world.run(job);

        assertThat(world.spent().writes()).isZero();
        assertThat(readsOf(CallKind.SEARCH_CONTACTS)).isEqualTo(version.equals("1.4") ? 0 : 1);
        assertThat(notes(summary)).contains("Recognised in Intercom: 200, of whom 200 are as their records ask.");
    }

    @Test
    void aPlanThatHasWaitedLooksForPeopleAfterAll() {
        world.export(JOB, "a.json", people(PEOPLE));
        RunSummary plan = world.plan(JOB);
        world.later(Duration.ofMinutes(61));

        world.apply(JOB, plan.run());

        assertThat(readsOf(CallKind.SEARCH_CONTACTS)).isEqualTo(PEOPLE / 50);
        assertThat(world.spent().created()).isEqualTo(PEOPLE);
    }

    @Test
    void whoCameAfterTheListingIsMetAndNotMadeTwice() {
        world.export(JOB, "a.json", people(PEOPLE));
        RunSummary plan = world.plan(JOB);
        String byId = seed(3, "Other");
        String byEmail = world.sandbox().manually().seedContact(ContactSeed.userWithEmail("p4@example.com"));
        String anothers = world.sandbox()
                .manually()
                .seedContact(ContactSeed.user("elsewhere").withEmail("p5@example.com"));

        RunSummary applied = world.apply(JOB, plan.run());

        assertThat(applied.exitCode()).isZero();
        assertThat(readsOf(CallKind.SEARCH_CONTACTS)).isZero();
        assertThat(world.held()).hasSize(PEOPLE + 1);
        assertThat(world.idOf("p3")).isEqualTo(byId);
        assertThat(world.idOf("p4")).isEqualTo(byEmail);
        assertThat(world.idOf("p5")).isNotEqualTo(anothers);
        assertThat(world.held())
                .filteredOn(held -> "p3".equals(held.externalId()) || "p4".equals(held.externalId()))
                .allMatch(held -> List.of("N3", "N4").contains(held.name()));
    }

    @Test
    void twoWhoShareAnEmailAreTwoAfterAListingToo() {
        Visitor[] people = people(PEOPLE);
        people[150] = Visitor.of("p150", "p1@example.com").named("N150");
        world.export(JOB, "a.json", people);

        assertThat(world.run(JOB).exitCode()).isZero();

        assertThat(world.held()).hasSize(PEOPLE);
        assertThat(world.held())
                .filteredOn(held -> "p1@example.com".equals(held.email()))
                .extracting(Held::externalId)
                .containsExactlyInAnyOrder("p1", "p150");
    }

    @Test
    void lookUpsAreFullAlsoWhereOthersAreWrittenBetween() {
        int known = 300;
        Visitor[] all = people(2 * known + 10);
        world.addExport(
                JOB,
                "a.json",
                IntStream.range(0, known).mapToObj(person -> all[2 * person]).toArray(Visitor[]::new));
        world.run(JOB);
        world.addExport(
                JOB,
                "b.json",
                Arrays.stream(all).map(one -> one.at(1).with("plan", "pro")).toArray(Visitor[]::new));

        world.run(JOB);

        assertThat(world.spent().created()).isEqualTo(310);
        assertThat(world.spent().updated()).isEqualTo(known);
        assertThat(readsOf(CallKind.SEARCH_CONTACTS)).isEqualTo(7);
    }

    @Test
    void aWorkspaceOfWhichLittleWouldHelpIsNotListed() {
        IntStream.range(0, 60).forEach(person -> seed(person, person < 3 ? "N" + person : "Other"));
        seedOthers(900);
        world.export(JOB, "a.json", people(60));

        RunSummary summary = world.run(JOB);

        assertThat(readsOf(CallKind.LIST_CONTACTS)).isEqualTo(1);
        assertThat(notes(summary)).contains("instead of listing the workspace (7 calls)");
        // Whom the sample found is known all the same, and the others are written as ever.
        assertThat(summary.planned().create()).isEqualTo(10);
        assertThat(world.held()).filteredOn(held -> "Other".equals(held.name())).isEmpty();
    }

    @Test
    void forFewNothingIsTriedOut() {
        seedEqual(50);
        world.export(JOB, "a.json", people(50));

        world.run(JOB);

        assertThat(readsOf(CallKind.LIST_CONTACTS)).isZero();
        assertThat(readsOf(CallKind.SEARCH_CONTACTS)).isEqualTo(1);
        assertThat(world.spent().writes()).isEqualTo(50);
    }

    @Test
    void aCanaryListsNothing() {
        seedEqual(PEOPLE);
        world.export(JOB, "a.json", people(PEOPLE));

        world.run(JOB, new Canary(List.of(), OptionalLong.of(5)), Watching.only());

        assertThat(readsOf(CallKind.LIST_CONTACTS)).isZero();
        assertThat(world.spent().writes()).isEqualTo(5);
    }

    @Test
    void whoHeldATagBeforeIsFoundAndNotTaggedAgain() {
        JobSpec job = JobSpec.snapshot("nightly").attribute("plan").tag("VIP", "VIP");
        seedEqual(PEOPLE);
        IntStream.range(0, 60).forEach(person -> world.sandbox().manually().tag(world.idOf("p" + person), "VIP"));
        Visitor[] vips = Arrays.stream(people(PEOPLE)).map(one -> one.in("VIP")).toArray(Visitor[]::new);
        world.export(job, "a.json", vips);

        RunSummary summary = world.run(job);

        assertThat(summary.exitCode()).isZero();
        assertThat(world.spent().calls(CallKind.TAG_BULK)).isEqualTo(3);
        assertThat(world.spent().tagged()).isEqualTo(140);
        world.letPass(GuardName.values());
        world.export(
                job,
                "a.json",
                Arrays.stream(people(PEOPLE)).map(one -> one.in()).toArray(Visitor[]::new));
        world.run(job);
        assertThat(world.spent().untagged()).isEqualTo(140);
    }

    @Test
    void aPlanWritesNothingAndItsApplyOnlyWhatDiffers() {
        seedEqual(PEOPLE);
        world.export(JOB, "a.json", people(PEOPLE));

        RunSummary plan = world.plan(JOB);

        assertThat(world.spent().writes()).isZero();
        assertThat(world.apply(JOB, plan.run()).exitCode()).isZero();
        assertThat(world.spent().writes()).isZero();
        assertThat(world.stored("select count(*) from listed_contact")).containsExactly("0");
    }

    @Test
    void aJobAfterAnotherFindsItsPeopleInTheLedger() {
        seedEqual(PEOPLE);
        world.export(JOB, "a.json", people(PEOPLE));
        world.run(JOB);
        JobSpec other = JobSpec.stream("other").attribute("plan");
        world.export(other, "a.json", people(PEOPLE));

        world.run(other);

        assertThat(readsOf(CallKind.LIST_CONTACTS)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.16", "1.4"})
    void anOutageAmidTheListingIsWaitedOut(String version) {
        JobSpec job = JOB.version(version);
        seedEqual(PEOPLE);
        world.export(job, "a.json", people(PEOPLE));
        goAwayAfterTheFirst(version.equals("1.4") ? CallKind.SCROLL_USERS : CallKind.LIST_CONTACTS);
        world.pauses().meanwhile(number -> world.sandbox().faults().clear());

        RunSummary summary = world.run(job);

        assertThat(world.pauses().taken()).isNotEmpty();
        assertThat(summary.exitCode()).isZero();
        assertThat(world.spent().writes()).isZero();
    }

    private void goAwayAfterTheFirst(CallKind kind) {
        world.atNextCall(() -> {
            if (world.sandbox().counts().calls(kind) == 1) {
                world.sandbox().faults().answer("", 503);
            } else {
                goAwayAfterTheFirst(kind);
            }
        });
    }

    @Test
    void aRunThatBrokeAmidTheListingBeginsItAnew() {
        seedEqual(PEOPLE);
        world.export(JOB, "a.json", people(PEOPLE));
        boolean broken = false;
        for (int advance = 1; advance <= 12; advance++) {
            RunSummary summary = world.run(JOB, world.breaking(Phase.PLAN, advance));
            broken |= summary.status() == RunStatus.FAILED;
            assertThat(world.spent().writes()).isZero();
        }
        assertThat(broken).isTrue();
        assertThat(world.run(JOB).exitCode()).isZero();
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void aStopAmidTheListingStopsTheRun() {
        seedEqual(PEOPLE);
        world.export(JOB, "a.json", people(PEOPLE));
        StopSignal stop = new StopSignal();
        goAwayAfterTheFirst(CallKind.LIST_CONTACTS);
        world.pauses().meanwhile(number -> stop.raise());

        RunSummary summary = world.run(JOB, Watching.only(), stop);

        assertThat(summary.status()).isEqualTo(RunStatus.STOPPED);
        world.sandbox().faults().clear();
        assertThat(world.restart(JOB).exitCode()).isZero();
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void whoWasRefusedIsTriedAgainWithoutAListing() {
        seedEqual(PEOPLE);
        Visitor[] people = people(PEOPLE);
        for (int person = 0; person < 60; person++) {
            world.sandbox().manually().archive(world.idOf("p" + person));
        }
        world.export(JOB, "a.json", people);
        world.letPass(GuardName.values());
        RunSummary refused = world.run(JOB);
        assertThat(refused.exitCode()).isEqualTo(3);
        for (int person = 0; person < 60; person++) {
            world.sandbox().manually().unarchive(world.idOf("p" + person));
        }

        RunSummary again = world.retryRejects(JOB, refused.run());

        assertThat(again.exitCode()).isZero();
        assertThat(readsOf(CallKind.LIST_CONTACTS)).isZero();
    }
}
