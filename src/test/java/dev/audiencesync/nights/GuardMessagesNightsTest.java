package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each thing that trips the guard: nothing is written, and the message says which, how many of how many, what to do. */
class GuardMessagesNightsTest extends NightFixture {
    private static final JobSpec SNAPSHOT = JobSpec.snapshot("members").tag("VIP", "VIP");
    private static final JobSpec STREAM = JobSpec.stream("nightly").tag("VIP", "VIP");
    private static final int GZIP_TRAILER = 8;

    @Test
    void tooManyUntagsAreStopped() {
        world.night(SNAPSHOT, people(120, visitor -> visitor.in("VIP")));
        world.export(SNAPSHOT, "visitors.json", people(120, visitor -> visitor.in(upTo(95, visitor))));

        assertStopped(
                world.run(SNAPSHOT),
                "The tag VIP would be taken off 25 of 120 members; max-untag-percent allows 20 %. If that is right:"
                        + " `--allow-untags \"VIP=25\"`.");
    }

    @Test
    void aTagThatWouldLoseItsLastMembersIsStopped() {
        world.night(SNAPSHOT, people(5, visitor -> visitor.in("VIP")));
        world.export(SNAPSHOT, "visitors.json", people(5, UnaryOperator.identity()));

        assertStopped(
                world.run(SNAPSHOT),
                "The tag VIP would lose all of its 5 members. If that is right: `--allow-untags \"VIP=5\"`.");
    }

    @Test
    void aTagThatGrowsTooFastIsStopped() {
        world.night(SNAPSHOT, people(210, visitor -> visitor.in(upTo(100, visitor))));
        world.export(SNAPSHOT, "visitors.json", people(210, visitor -> visitor.in(upTo(201, visitor))));

        assertStopped(
                world.run(SNAPSHOT),
                "The tag VIP would be put on 101 more people than its 100 members; max-tag-percent allows 100 %. If"
                        + " that is right: `--allow tag-growth`.");
    }

    @Test
    void aSnapshotOfTooFewPeopleIsStopped() {
        world.night(SNAPSHOT, people(100, UnaryOperator.identity()));
        world.export(SNAPSHOT, "visitors.json", people(79, visitor -> visitor.named("New")));

        assertStopped(
                world.run(SNAPSHOT),
                "The snapshot names 79 people, and the job's last whole run 100; min-people-percent asks for 80 %."
                        + " Whoever is missing would look as if they had left. Is the export whole? If that is right:"
                        + " `--allow people`.");
    }

    @Test
    void anEditedDefinitionThatUpdatesTooManyIsStopped() {
        Visitor[] people = people(100, visitor -> visitor.with("plan", visitor.userId()));
        world.night(SNAPSHOT, people);

        assertStopped(
                world.run(SNAPSHOT.attribute("plan")),
                "The edited definition, not their data, would update 100 of 100 people; max-definition-change-percent"
                        + " allows 10 %. Look with `plan`, then `apply` it. If that is right: `--allow"
                        + " definition-changes`.");
    }

    @Test
    void tooManyRefusedRecordsAreStopped() {
        world.export(STREAM, "a.json", people(100, visitor -> isAmong(94, visitor) ? visitor : visitor.thatIsBroken()));

        assertStopped(
                world.run(STREAM),
                "6 of 100 records were refused; max-reject-percent allows 5 %. The rejects file says why. If that is"
                        + " right: `--allow rejects`.");
    }

    @Test
    void aFieldThatWasFilledAndIsEmptyEverywhereIsStopped() {
        world.night(SNAPSHOT, people(100, visitor -> visitor.named(isAmong(5, visitor) ? "Somebody" : null)));
        world.export(SNAPSHOT, "visitors.json", people(100, visitor -> visitor.in("VIP")));

        assertStopped(
                world.run(SNAPSHOT),
                "`name` is empty in all of 100 records; in run 1 it was filled in 5 of 100. Was the attribute renamed"
                        + " in Tealium? If that is right: `--allow fill`.");
    }

    @Test
    void anEmptySnapshotIsStopped() {
        world.night(SNAPSHOT, Visitor.user("Ada").in("VIP"));
        world.export(SNAPSHOT, "visitors.json", Visitor.ofNobody(), Visitor.ofNobody());

        assertStopped(
                world.run(SNAPSHOT),
                "The snapshot is empty: 0 of its 2 records name a person. Everybody would look as if they had left."
                        + " Export it again; this cannot be overridden.");
    }

    @Test
    void aSnapshotThatIsCutOffIsStopped() {
        world.night(SNAPSHOT, Visitor.user("Ada").in("VIP"));
        world.export(SNAPSHOT, "visitors.json.gz", Visitor.user("Ada"), Visitor.user("Bo"));
        world.truncate(SNAPSHOT, "visitors.json.gz", GZIP_TRAILER);

        RunSummary stopped = world.run(SNAPSHOT);

        assertStopped(stopped);
        assertThat(stopped.guard())
                .singleElement()
                .asString()
                .startsWith("The snapshot cannot be read to its end: ")
                .contains("visitors.json.gz:")
                .endsWith("Whoever stands behind that point would look as if they had left. Export it again.");
    }

    @Test
    void aSnapshotOfWhichAFileVanishedIsStopped() {
        world.addExport(SNAPSHOT, "first.json", Visitor.user("Ada"));
        world.addExport(SNAPSHOT, "second.json", Visitor.user("Bo"));
        world.run(SNAPSHOT, world.breaking(Phase.PLAN, 1));
        world.export(SNAPSHOT, "first.json", Visitor.user("Ada"));

        RunSummary stopped = world.restart(SNAPSHOT);

        assertStopped(stopped);
        assertThat(stopped.guard())
                .singleElement()
                .asString()
                .contains(
                        "The snapshot cannot be read to its end: ", "second.json", "not there now", "Export it again.");
    }

    @Test
    void aTagRenamedInIntercomIsStopped() {
        world.night(SNAPSHOT, people(3, visitor -> visitor.in("VIP")));
        world.sandbox().manually().renameTag("VIP", "Gold");

        assertStopped(
                world.run(SNAPSHOT),
                "The tag `VIP` is called `Gold` in Intercom now; this job had put it on 3 people. Write `Gold` for it"
                        + " in the definition, or give it its name back in Intercom.");
    }

    @Test
    void aTagDeletedInIntercomIsStopped() {
        world.night(SNAPSHOT, people(3, visitor -> visitor.in("VIP")));
        world.sandbox().manually().deleteTag("VIP");

        assertStopped(
                world.run(SNAPSHOT),
                "The tag `VIP` was deleted in Intercom; this job had put it on 3 people. With `--allow tag-deleted` it"
                        + " is forgotten, and put on anew where an action still names it; take it out of the definition"
                        + " first if it is to be gone.");
    }

    private void assertStopped(RunSummary summary, String message) {
        assertStopped(summary);
        assertThat(summary.guard()).containsExactly(message);
    }

    private void assertStopped(RunSummary summary) {
        assertThat(summary.status()).isEqualTo(RunStatus.GUARDED);
        assertThat(summary.exitCode()).isEqualTo(4);
        assertThat(world.spent().writes()).isZero();
        assertThat(summary.applied().writes()).isZero();
    }

    /** VIP for the first so many, another audience for the rest. */
    private static String upTo(int members, Visitor visitor) {
        return isAmong(members, visitor) ? "VIP" : "Other";
    }

    private static boolean isAmong(int first, Visitor visitor) {
        return Integer.parseInt(visitor.userId().substring(1)) < first;
    }

    private static Visitor[] people(int count, UnaryOperator<Visitor> as) {
        return IntStream.range(0, count)
                .mapToObj(i -> as.apply(Visitor.user("p" + i)))
                .toArray(Visitor[]::new);
    }
}
