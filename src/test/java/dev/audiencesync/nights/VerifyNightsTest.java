package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Canary;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.report.RunSummary.Drifted;
import dev.audiencesync.report.RunSummary.Found;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code verify}: what was changed in Intercom behind the job's back is found, and undone or left as it is. */
class VerifyNightsTest {
    private static final JobSpec JOB = JobSpec.snapshot("nightly")
            .tag("VIP", "VIP")
            .onlyAdding("Fan", "Fan")
            .attribute("plan");
    private static final Visitor ADA =
            Visitor.user("Ada").named("Ada").with("plan", "free").in("VIP", "Fan");
    private static final Visitor BO =
            Visitor.user("Bo").named("Bo").with("plan", "gold").in("VIP");
    private static final Visitor CY =
            Visitor.user("Cy").named("Cy").with("plan", "free").in();

    @TempDir
    Path root;

    private NightWorld world;

    @BeforeEach
    void threeAreKnown() {
        world = NightWorld.in(root);
        world.night(JOB, ADA, BO, CY);
        world.assertAsModelled();
        world.later(Duration.ofDays(1));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void onDrift(String choice) {
        world.define(JOB, JOB.yaml() + "verify: { on-drift: " + choice + " }\n");
    }

    private void edit(String person, String field, String value) {
        world.sandbox().manually().edit(world.idOf(person), Map.of(field, value));
    }

    private void editPlan(String person, String value) {
        world.sandbox().manually().edit(world.idOf(person), Map.of("custom_attributes", Map.of("plan", value)));
    }

    private Held held(String person) {
        return world.held().stream()
                .filter(contact -> person.equals(contact.externalId()))
                .findFirst()
                .orElseThrow();
    }

    private static Drifted drift(RunSummary night) {
        return night.details().drift();
    }

    private static List<Long> counts(RunSummary night) {
        Found drift = drift(night).found();
        return List.of(drift.fields(), drift.untagged(), drift.tagged(), drift.gone(), drift.merged());
    }

    private static List<Long> counts(long fields, long untagged, long tagged, long gone, long merged) {
        return List.of(fields, untagged, tagged, gone, merged);
    }

    private List<String> causes(RunSummary night) {
        return world.stored("select kind || ' ' || cause from planned_change where run_id = " + night.run()
                + " order by kind, cause");
    }

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

    private void exportOf(Visitor... records) {
        world.removeExports(JOB);
        world.addExport(JOB, "visitors.json", records);
    }

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
