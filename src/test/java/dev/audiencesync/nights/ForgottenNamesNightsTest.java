package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.ContactSeed;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom tag calls have met by name, and who is not in Intercom under it any more: what else is known of them. */
class ForgottenNamesNightsTest extends NightFixture {
    private static final JobSpec GOLD =
            JobSpec.snapshot("gold").version("1.4").withoutCreating().tag("Gold", "Gold");
    private static final JobSpec SILVER =
            JobSpec.snapshot("silver").version("1.4").withoutCreating().tag("Gold", "Gold");
    private static final Visitor BO = Visitor.user("Bo").in("Gold");
    private static final Visitor ADA = Visitor.user("Ada");

    @BeforeEach
    void adaAndBoAreThere() {
        world.letPass(GuardName.values());
        world.sandbox().manually().seedContact(ContactSeed.user("Bo").withEmail("bo@example.com"));
        seedAda();
    }

    private void seedAda() {
        world.sandbox().manually().seedContact(ContactSeed.user("Ada").withEmail("ada@example.com"));
    }

    @Test
    void aTagThatWentOnInTheSameSliceIsTakenOffAgain() {
        JobSpec both = GOLD.tag("VIP", "VIP").tag("Reader", "Reader");
        world.night(both, BO, ADA.in("Gold"));
        world.sandbox().faults().add("404:next 1 of tag about VIP");
        world.sandbox().faults().add("404:next 2 of get");

        RunSummary night = world.night(both, BO, ADA.in("Gold", "VIP", "Reader"));
        assertThat(night.applied().tag()).isEqualTo(1);
        assertThat(tags()).containsExactlyInAnyOrder("gold", "reader");
        world.sandbox().faults().clear();

        world.night(both, BO, ADA);
        assertThat(tags()).isEmpty();
    }

    @Test
    void aPlanThatOnlyClaimedTheTagPutsItOnWhereItIsGone() {
        world.night(SILVER, BO, ADA);
        world.night(GOLD, BO);
        world.night(GOLD, BO, ADA.in("Gold"));
        world.removeExports(SILVER);
        world.addExport(SILVER, "silver.json", BO, ADA.in("Gold"));
        long plan = world.plan(SILVER).run();
        assertThat(world.stored("select kind from planned_change where run_id = " + plan))
                .containsExactly("CLAIM");
        world.sandbox().manually().purge(world.idOf("Ada"));
        world.night(GOLD.tag("VIP", "VIP"), BO, ADA.in("Gold", "VIP"));
        seedAda();

        world.apply(SILVER, plan);

        assertThat(tags()).containsExactly("gold");
    }

    @Test
    void aPlanByIdsIsNotOldForWhomOnlyTagCallsByNameHadMetWhenItWasMade() {
        world.night(GOLD, BO, ADA.in("Gold"));
        JobSpec byIds = JobSpec.snapshot("by-ids").attribute("plan");
        world.addExport(byIds, "a.json", ADA.with("plan", "pro"));

        RunSummary applied = world.apply(byIds, world.plan(byIds).run());

        assertThat(applied.exitCode()).isZero();
        assertThat(tags()).containsExactly("gold");
    }

    private List<String> tags() {
        return world.held().stream()
                .filter(contact -> "Ada".equals(contact.externalId()))
                .flatMap(contact -> contact.tags().stream())
                .toList();
    }
}
