package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.BulkUntag;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights on which many people lose a tag. */
class BulkUntagNightsTest {
    private static final JobSpec JOB = JobSpec.snapshot("nightly").tag("VIP", "VIP");
    private static final JobSpec STREAM = JobSpec.stream("streamed").tag("Gold", "Gold");

    @TempDir
    Path root;

    private NightWorld world;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aThousandLoseATagInTwentyCallsAndTheTrialIsMadeOnce() {
        begin(BulkUntag.HONOURED);
        world.night(JOB, people(1_000, "VIP"));

        RunSummary first = world.night(JOB, people(1_000));

        world.assertAsModelled();
        assertThat(first.applied().untag()).isEqualTo(1_000);
        assertThat(first.planned().estimatedCalls()).isEqualTo(1_000);
        assertThat(world.spent().calls(CallKind.LIST_CONTACT_TAGS)).isEqualTo(2);
        assertThat(world.spent().calls(CallKind.TAG_BULK)).isEqualTo(1 + 20);
        assertThat(world.spent().calls(CallKind.UNTAG_ONE)).isZero();

        world.night(JOB, people(1_000, "VIP"));
        RunSummary second = world.night(JOB, people(1_000));

        world.assertAsModelled();
        assertThat(second.applied().untag()).isEqualTo(1_000);
        assertThat(second.planned().estimatedCalls()).isEqualTo(20);
        assertThat(world.spent().writes()).isEqualTo(20);
        assertThat(world.spent().calls(CallKind.LIST_CONTACT_TAGS)).isZero();
    }

    @Test
    void whereItIsIgnoredEverybodyLosesTheTagAndAnotherJobDoesNotTryAgain() {
        begin(BulkUntag.IGNORED);
        world.night(JOB, people(120, "VIP"));

        world.night(JOB, people(120));

        world.assertAsModelled();
        assertThat(world.spent().calls(CallKind.TAG_BULK)).isEqualTo(1);
        assertThat(world.spent().calls(CallKind.UNTAG_ONE)).isEqualTo(120);

        world.night(STREAM, people(120, "Gold"));
        world.nightWith("later.json", STREAM, people(120));

        world.assertAsModelled();
        assertThat(world.spent().calls(CallKind.TAG_BULK)).isZero();
        assertThat(world.spent().calls(CallKind.UNTAG_ONE)).isEqualTo(120);
    }

    @Test
    void whereItCeasesToWorkEverybodyLosesTheTagAllTheSame() {
        begin(BulkUntag.HONOURED);
        world.night(JOB, people(120, "VIP"));
        world.night(JOB, people(120));
        world.night(JOB, people(120, "VIP"));
        world.sandbox().set(world.sandbox().settings().withBulkUntag(BulkUntag.IGNORED));

        RunSummary summary = world.night(JOB, people(120));

        world.assertAsModelled();
        assertThat(summary.exitCode()).isZero();
        assertThat(world.stored("select bulk_untag from workspace where bulk_untag is not null"))
                .isEmpty();
    }

    @Test
    void aTrialThatWasKilledMidwayIsMadeAgain() {
        begin(BulkUntag.HONOURED);
        world.night(JOB, people(120, "VIP"));
        world.export(JOB, "visitors.json", people(120));

        RunSummary killed = world.run(JOB, world.breaking(Phase.APPLY, 1));
        assertThat(killed.status()).isEqualTo(RunStatus.FAILED);
        assertThat(verdicts()).as("what was tried is not known").isEmpty();
        assertThat(world.sandbox().counts().untagged()).isEqualTo(1);

        RunSummary restarted = world.restart(JOB);

        world.model().night(JOB, List.of(people(120)));
        world.assertAsModelled();
        assertThat(restarted.exitCode()).isZero();
        assertThat(verdicts()).containsExactly("WORKS");
        assertThat(world.spent().calls(CallKind.UNTAG_ONE)).isZero();
    }

    @Test
    void bulkCallsThatWereKilledMidwayAreMadeAgainForTheNextSnapshot() {
        begin(BulkUntag.HONOURED);
        world.night(JOB, people(1_200, "VIP"));
        world.export(JOB, "visitors.json", people(1_200));
        world.run(JOB, world.breaking(Phase.APPLY, 2));
        assertThat(verdicts()).containsExactly("WORKS");
        assertThat(world.sandbox().counts().untagged()).isEqualTo(1_200);

        world.night(JOB, people(1_200, "VIP"));

        world.assertAsModelled();
    }

    private List<String> verdicts() {
        return world.stored("select bulk_untag from workspace where bulk_untag is not null");
    }

    private void begin(BulkUntag choice) {
        world = NightWorld.in(root, SandboxOptions.defaults().withBulkUntag(choice));
        world.letPass(GuardName.UNTAGS, GuardName.LAST_MEMBERS);
    }

    private static Visitor[] people(int count, String... audiences) {
        return IntStream.range(0, count)
                .mapToObj(i -> Visitor.user("p" + i).in(audiences))
                .toArray(Visitor[]::new);
    }
}
