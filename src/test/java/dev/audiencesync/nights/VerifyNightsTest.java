package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Canary;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code verify}: what was changed in Intercom behind the job's back is found, and undone or left as it is. */
class VerifyNightsTest extends VerifyFixture {

    @ParameterizedTest
    @ValueSource(strings = {"report", "restore", "respect"})
    void nothingIsFoundWhereNothingWasChanged(String choice) {
        onDrift(choice);

        RunSummary night = world.verify(JOB);

        assertThat(counts(night)).isEqualTo(counts(0, 0, 0, 0, 0));
        assertThat(drift(night).found().contacts()).isEqualTo(3);
        assertThat(drift(night).found().calls()).isEqualTo(1);
        assertThat(drift(night).file()).isNull();
        assertThat(world.spent().calls(CallKind.LIST_CONTACTS)).isEqualTo(1);
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void aReportChangesNothingAndSaysTheSameAgain() throws IOException {
        edit("Ada", "name", "Countess");
        world.sandbox().manually().untag(world.idOf("Bo"), "VIP");
        world.sandbox().manually().tag(world.idOf("Cy"), "VIP");

        RunSummary night = world.verify(JOB);

        assertThat(night.exitCode()).isZero();
        assertThat(counts(night)).isEqualTo(counts(1, 1, 1, 0, 0));
        assertThat(world.spent().writes()).isZero();
        assertThat(Files.readAllLines(drift(night).file()))
                .containsExactlyInAnyOrder(
                        line("Ada", "edited", "\"name\"", null),
                        line("Bo", "untagged", null, "\"VIP\""),
                        line("Cy", "tagged", null, "\"VIP\""));
        assertThat(counts(world.verify(JOB))).isEqualTo(counts(1, 1, 1, 0, 0));
        world.run(JOB);
        assertThat(world.spent().writes()).isZero();
        assertThat(world.spent().calls(CallKind.LIST_CONTACTS)).isZero();
    }

    private String line(String person, String what, String field, String tag) {
        return "{\"person\":\"" + person + "\",\"contact\":\"" + world.idOf(person) + "\",\"what\":\"" + what
                + "\",\"field\":" + field + ",\"tag\":" + tag + ",\"into\":null}";
    }

    @Test
    void whatWasEditedAndTakenOffIsWrittenAgain() {
        onDrift("restore");
        edit("Ada", "name", "Countess");
        editPlan("Bo", "platinum");
        world.sandbox().manually().untag(world.idOf("Bo"), "VIP");
        world.sandbox().manually().untag(world.idOf("Ada"), "Fan");

        RunSummary night = world.verify(JOB);

        assertThat(night.exitCode()).isZero();
        assertThat(counts(night)).isEqualTo(counts(2, 2, 0, 0, 0));
        world.assertAsModelled();
        assertThat(causes(night)).containsExactly("TAG DRIFT", "TAG DRIFT", "UPDATE DRIFT", "UPDATE DRIFT");
        assertThat(night.planned().unchanged()).isEqualTo(1);
        RunSummary again = world.verify(JOB);
        assertThat(counts(again)).isEqualTo(counts(0, 0, 0, 0, 0));
        assertThat(world.spent().writes()).isZero();
        world.run(JOB);
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void whatTheDataChangedTooIsTheDatasDoing() {
        onDrift("restore");
        edit("Ada", "name", "Countess");
        world.removeExports(JOB);
        world.addExport(JOB, "visitors.json", ADA.with("plan", "gold"), BO, CY);

        RunSummary night = world.verify(JOB);

        assertThat(causes(night)).containsExactly("UPDATE DATA");
        assertThat(world.stored("select reason from planned_change where run_id = " + night.run()))
                .containsExactly("differs in custom_attributes.plan, name (edited in Intercom)");
        assertThat(held("Ada").name()).isEqualTo("Ada");
    }

    @Test
    void whatIsRespectedStaysUntilTheDataChanges() {
        onDrift("respect");
        editPlan("Ada", "platinum");

        assertThat(counts(world.verify(JOB))).isEqualTo(counts(1, 0, 0, 0, 0));
        assertThat(world.spent().writes()).isZero();
        assertThat(counts(world.verify(JOB))).isEqualTo(counts(0, 0, 0, 0, 0));

        exportOf(ADA.named("Ada L"), BO, CY);
        world.run(JOB);
        assertThat(held("Ada").name()).isEqualTo("Ada L");
        assertThat(held("Ada").attributes()).isEqualTo(Map.of("plan", "platinum"));
        exportOf(ADA.named("Ada L").with("plan", "gold"), BO, CY);
        world.run(JOB);
        assertThat(held("Ada").attributes()).isEqualTo(Map.of("plan", "gold"));
        editPlan("Ada", "platinum");
        assertThat(counts(world.verify(JOB))).isEqualTo(counts(1, 0, 0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive", "delete", "purge"})
    void whoIsGoneIsToldAndNotResurrected(String how) {
        onDrift("restore");
        makeGo("Bo", how);

        RunSummary night = world.verify(JOB);

        assertThat(night.exitCode()).isZero();
        assertThat(counts(night)).isEqualTo(counts(0, 0, 0, 1, 0));
        assertThat(world.spent().writes()).isZero();
        assertThat(world.held()).hasSize(2);
        assertThat(counts(world.verify(JOB))).isEqualTo(counts(0, 0, 0, 0, 0));
    }

    private void makeGo(String person, String how) {
        String contact = world.idOf(person);
        switch (how) {
            case "archive" -> world.sandbox().manually().archive(contact);
            case "delete" -> world.sandbox().manually().delete(contact);
            default -> world.sandbox().manually().purge(contact);
        }
    }

    @Test
    void whoIsGoneIsCreatedAnewWhereTheDefinitionSaysSo() {
        JobSpec creating = JOB.onDeleted("create");
        world.define(creating, creating.yaml() + "verify: { on-drift: restore }\n");
        world.sandbox().manually().purge(world.idOf("Bo"));

        RunSummary night = world.verify(creating);

        assertThat(counts(night)).isEqualTo(counts(0, 0, 0, 1, 0));
        assertThat(causes(night)).contains("UPDATE DRIFT");
        world.assertAsModelled();
        assertThat(counts(world.verify(creating))).isEqualTo(counts(0, 0, 0, 0, 0));
    }

    @Test
    void theLedgerFollowsAMergedContact() {
        onDrift("restore");
        String survivor = world.sandbox().manually().seedContact(ContactSeed.userWithEmail("bo@example.com"));
        world.sandbox().manually().merge(world.idOf("Bo"), survivor);

        RunSummary night = world.verify(JOB);

        assertThat(drift(night).found().merged()).isEqualTo(1);
        world.assertAsModelled();
        assertThat(counts(world.verify(JOB))).isEqualTo(counts(0, 0, 0, 0, 0));
        exportOf(ADA, BO.named("Bob"), CY);
        world.run(JOB);
        assertThat(held("Bo").name()).isEqualTo("Bob");
    }

    @Test
    void whoWasMergedIntoSomebodyElseIsToldAndTheOtherIsLeftAlone() {
        onDrift("restore");
        world.sandbox().manually().merge(world.idOf("Bo"), world.idOf("Ada"));

        RunSummary night = world.verify(JOB);

        assertThat(drift(night).found().merged()).isEqualTo(1);
        assertThat(held("Ada").name()).isEqualTo("Ada");
        assertThat(world.spent().writes()).isZero();
        assertThat(counts(world.verify(JOB))).isEqualTo(counts(0, 0, 0, 0, 0));
    }

    @Test
    void whatAnotherJobWroteIsNoEdit() {
        JobSpec other =
                JobSpec.snapshot("other").tag("VIP", "Blue").tag("Blue", "Blue").attribute("plan");
        world.addExport(other, "a.json", ADA.with("plan", "pro").in("Blue"), CY.in("Blue"));
        world.run(other);

        assertThat(counts(world.verify(JOB))).isEqualTo(counts(0, 0, 0, 0, 0));
        assertThat(counts(world.verify(other))).isEqualTo(counts(0, 0, 0, 0, 0));
        world.run(JOB);
        assertThat(counts(world.verify(JOB))).isEqualTo(counts(0, 0, 0, 0, 0));
    }

    @Test
    void itIsDueSoLongAfterTheLastRunThatCompletedIt() {
        world.define(JOB, JOB.yaml() + "verify: { every: 7d }\n");
        edit("Ada", "name", "Countess");

        assertThat(counts(world.run(JOB))).isEqualTo(counts(1, 0, 0, 0, 0));
        world.later(Duration.ofDays(7).minusMinutes(10));
        assertThat(drift(world.run(JOB))).isNull();
        world.later(Duration.ofMinutes(10));
        assertThat(counts(world.plan(JOB))).isEqualTo(counts(1, 0, 0, 0, 0));
        assertThat(drift(world.run(JOB, new Canary(List.of("Ada"), OptionalLong.empty()), Progress.SILENT)))
                .isNull();
        assertThat(counts(world.run(JOB))).isEqualTo(counts(1, 0, 0, 0, 0));
        assertThat(drift(world.run(JOB))).isNull();
    }

    @Test
    void aPlanTakesNothingOverUnlessItIsApplied() {
        onDrift("respect");
        edit("Ada", "name", "Countess");
        world.sandbox().manually().untag(world.idOf("Bo"), "VIP");

        RunSummary plan = world.planVerified(JOB);
        assertThat(counts(plan)).isEqualTo(counts(1, 1, 0, 0, 0));
        assertThat(counts(world.planVerified(JOB))).isEqualTo(counts(1, 1, 0, 0, 0));
        world.apply(JOB, plan.run());
        assertThat(counts(world.planVerified(JOB))).isEqualTo(counts(0, 0, 0, 0, 0));
    }

    @Test
    void aPlanThatRestoresIsAppliedAsItWasMade() {
        onDrift("restore");
        edit("Ada", "name", "Countess");
        world.sandbox().manually().untag(world.idOf("Bo"), "VIP");

        RunSummary plan = world.planVerified(JOB);
        assertThat(plan.status()).isEqualTo(RunStatus.PLANNED);
        assertThat(world.spent().writes()).isZero();
        world.apply(JOB, plan.run());

        world.assertAsModelled();
        assertThat(counts(world.verify(JOB))).isEqualTo(counts(0, 0, 0, 0, 0));
    }

    @Test
    void theWorkspaceIsListedOnceForThoseWhomTheLedgerKnowsAndThoseItDoesNot() {
        Visitor[] all = new Visitor[202];
        all[0] = ADA;
        all[1] = BO;
        for (int i = 2; i < all.length; i++) {
            all[i] = Visitor.user("N" + i).named("N" + i);
            world.sandbox()
                    .manually()
                    .seedContact(ContactSeed.user("N" + i)
                            .withEmail("n" + i + "@example.com")
                            .withName("N" + i));
        }
        edit("Ada", "name", "Countess");
        exportOf(all);

        RunSummary night = world.verify(JOB);

        assertThat(counts(night)).isEqualTo(counts(1, 0, 0, 0, 0));
        assertThat(world.spent().calls(CallKind.LIST_CONTACTS)).isEqualTo(2);
        assertThat(world.spent().calls(CallKind.SEARCH_CONTACTS)).isZero();
        assertThat(world.spent().writes()).isZero();
    }
}
