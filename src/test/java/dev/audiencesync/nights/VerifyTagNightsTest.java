package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.ContactSeed;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code verify}: a tag that was taken off or put on by hand, and whose it is from then on. */
class VerifyTagNightsTest extends VerifyFixture {

    @Test
    void aTagThatWasTakenOffStaysOffUntilTheyHaveLeft() {
        onDrift("respect");
        world.sandbox().manually().untag(world.idOf("Ada"), "VIP");

        assertThat(counts(world.verify(JOB))).isEqualTo(counts(0, 1, 0, 0, 0));
        assertThat(counts(world.verify(JOB))).isEqualTo(counts(0, 0, 0, 0, 0));
        exportOf(ADA.named("Ada L"), BO, CY);
        world.run(JOB);
        assertThat(held("Ada").tags()).containsExactly("fan");

        exportOf(ADA.named("Ada L").in("Fan"), BO, CY);
        world.run(JOB);
        exportOf(ADA.named("Ada L"), BO, CY);
        world.run(JOB);
        assertThat(held("Ada").tags()).containsExactly("fan", "vip");
    }

    @Test
    void whoIsAbsentHasLeftWhatWasTakenOff() {
        onDrift("respect");
        world.sandbox().manually().untag(world.idOf("Bo"), "VIP");
        world.verify(JOB);

        exportOf(ADA, CY);
        world.letPass(GuardName.PEOPLE);
        world.run(JOB);
        exportOf(ADA, BO, CY);
        world.run(JOB);

        assertThat(held("Bo").tags()).containsExactly("vip");
    }

    @Test
    void anOnlyAddedTagThatWasTakenOffIsPutOnOnceTheyHaveLeftItsAudience() {
        onDrift("respect");
        world.sandbox().manually().untag(world.idOf("Ada"), "Fan");
        world.verify(JOB);

        exportOf(ADA.in("VIP"), BO, CY);
        world.run(JOB);
        exportOf(ADA, BO, CY);
        world.run(JOB);

        assertThat(held("Ada").tags()).containsExactly("fan", "vip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"restore", "respect"})
    void aTagThatWasPutOnByHandIsNeverTakenOff(String choice) {
        onDrift(choice);
        world.sandbox().manually().tag(world.idOf("Cy"), "VIP");
        String stranger = world.sandbox().manually().seedContact(ContactSeed.user("Di"));
        world.sandbox().manually().tag(stranger, "VIP");

        assertThat(counts(world.verify(JOB))).isEqualTo(counts(0, 0, 2, 0, 0));
        assertThat(counts(world.verify(JOB))).isEqualTo(counts(0, 0, 0, 0, 0));
        exportOf(ADA, BO, CY.in("VIP"));
        world.run(JOB);
        assertThat(world.spent().writes()).isZero();
        exportOf(ADA, BO, CY);
        world.run(JOB);

        assertThat(held("Cy").tags()).containsExactly("vip");
        assertThat(held("Di").tags()).containsExactly("vip");
    }

    @Test
    void whereMembersAreAdoptedOneAddedByHandLeavesLikeAnyOther() {
        JobSpec adopting = JobSpec.snapshot("adopting").adopting("Gold", "Gold");
        world.define(adopting, adopting.yaml() + "verify: { on-drift: restore }\n");
        Visitor ada = Visitor.user("Ada").named("Ada").in("Gold");
        Visitor bo = Visitor.user("Bo").named("Bo");
        world.addExport(adopting, "a.json", ada, bo);
        world.run(adopting);
        world.sandbox().manually().tag(world.idOf("Bo"), "Gold");

        RunSummary night = world.verify(adopting);

        assertThat(counts(night)).isEqualTo(counts(0, 0, 1, 0, 0));
        assertThat(held("Bo").tags()).doesNotContain("gold");
        assertThat(counts(world.verify(adopting))).isEqualTo(counts(0, 0, 0, 0, 0));
    }

    @Test
    void aTagThatACommandTookOffIsTakenOffAgainOnceItIsRestored() {
        JobSpec removing = JobSpec.snapshot("removing").removing("VIP", "Out");
        world.define(removing, removing.yaml() + "verify: { on-drift: restore }\n");
        Visitor ada = Visitor.user("Ada").named("Ada").in("Out");
        world.addExport(removing, "a.json", ada);
        world.run(removing);
        assertThat(held("Ada").tags()).containsExactly("fan");
        world.later(Duration.ofDays(1));
        world.sandbox().manually().tag(world.idOf("Ada"), "VIP");

        RunSummary night = world.verify(removing);

        assertThat(counts(night)).isEqualTo(counts(0, 0, 1, 0, 0));
        assertThat(held("Ada").tags()).containsExactly("fan");
        assertThat(causes(night)).containsExactly("UNTAG DRIFT");
        assertThat(counts(world.verify(removing))).isEqualTo(counts(0, 0, 0, 0, 0));
    }

    @Test
    void aTagThatWasTakenOffComesBackForAnotherJobThoughThisJobsMemberHasLeft() {
        onDrift("restore");
        JobSpec other = JobSpec.snapshot("other").tag("VIP", "Blue");
        world.addExport(other, "a.json", BO.in("Blue"));
        world.run(other);
        world.sandbox().manually().untag(world.idOf("Bo"), "VIP");
        exportOf(ADA, BO.in(), CY);

        assertThat(counts(world.verify(JOB))).isEqualTo(counts(0, 1, 0, 0, 0));
        world.run(other);

        assertThat(held("Bo").tags()).containsExactly("vip");
    }

    @Test
    void aTagThatCouldNotBePutOnAgainIsPutOnByTheNextRunThoughAnotherJobFoundItThere() {
        JobSpec adopting = JobSpec.snapshot("adopting").adopting("Gold", "Gold");
        JobSpec finding = JobSpec.snapshot("finding").tag("Gold", "Blue");
        world.sandbox().manually().tag(world.idOf("Bo"), "Gold");
        world.addExport(finding, "a.json", ADA.in("Blue"));
        world.run(finding);
        world.define(adopting, adopting.yaml() + "verify: { on-drift: restore }\n");
        world.addExport(adopting, "a.json", BO.in("Gold"));
        world.run(adopting);
        world.later(Duration.ofDays(1));
        world.sandbox().manually().untag(world.idOf("Bo"), "Gold");
        world.sandbox().faults().answer("Gold", 500);
        assertThat(counts(world.verify(adopting))).isEqualTo(counts(0, 1, 0, 0, 0));
        world.sandbox().faults().clear();

        world.run(adopting);

        assertThat(held("Bo").tags()).contains("gold");
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "restore", "respect"})
    void aTagOfTheContactThatSomebodyWasMergedIntoIsToldOnce(String choice) {
        onDrift(choice);
        String survivor = world.sandbox().manually().seedContact(ContactSeed.userWithEmail("cy@example.com"));
        world.sandbox().manually().tag(survivor, "VIP");
        world.sandbox().manually().merge(world.idOf("Cy"), survivor);

        RunSummary night = world.verify(JOB);

        assertThat(night.exitCode()).isZero();
        assertThat(drift(night).found().tagged()).isEqualTo(1);
        assertThat(drift(night).found().merged()).isEqualTo(1);
    }

    @Test
    void allTagsOfWhoHasMoreThanTenAreAskedFor() {
        for (int n = 0; n < 12; n++) {
            world.sandbox().manually().tag(world.idOf("Ada"), "More" + n);
        }
        assertThat(counts(world.verify(JOB))).isEqualTo(counts(0, 0, 0, 0, 0));

        world.sandbox().manually().untag(world.idOf("Ada"), "VIP");
        assertThat(counts(world.verify(JOB))).isEqualTo(counts(0, 1, 0, 0, 0));
    }
}
