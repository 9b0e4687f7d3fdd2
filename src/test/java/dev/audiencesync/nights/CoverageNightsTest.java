package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who is created, looked for, or brought back, and what an edited definition sends. */
class CoverageNightsTest extends NightFixture {
    private static final JobSpec JOB = JobSpec.snapshot("nightly").tag("VIP", "VIP");
    private static final JobSpec BUYERS_ONLY = JOB.creatingOnly("Buyers");
    private static final Visitor ADA =
            Visitor.user("Ada").named("Ada").with("plan", "free").in("VIP");

    @Test
    void aFieldNewInTheDefinitionIsSentAlone() {
        world.night(JOB, ADA, Visitor.user("Bo"));

        RunSummary summary = world.night(JOB.attribute("plan"), ADA, Visitor.user("Bo"));

        world.assertAsModelled();
        assertThat(world.spent().writes()).isEqualTo(1);
        assertThat(world.stored("select cause from planned_change where run_id = " + summary.run()))
                .containsExactly("DEFINITION");
        assertThat(world.stored("select payload from planned_change where run_id = " + summary.run()))
                .singleElement()
                .satisfies(payload -> assertThat(payload).contains("plan").doesNotContain("name"));
    }

    @Test
    void whoIsNotCoveredAndNotInIntercomIsLookedForOnceAWeek() {
        RunSummary first = world.night(BUYERS_ONLY, ADA, Visitor.user("Bo").in("Buyers"));
        world.assertAsModelled();
        assertThat(world.held()).hasSize(1);
        assertThat(first.planned().unchanged()).isEqualTo(1);
        assertThat(lookUps()).isPositive();

        world.night(BUYERS_ONLY, ADA, Visitor.user("Bo").in("Buyers"));
        assertThat(lookUps()).as("next night").isZero();

        world.later(Duration.ofDays(8));
        world.sandbox().manually().seedContact(ContactSeed.user("Ada").withEmail("ada@example.com"));
        world.model().add("Ada", "ada@example.com");
        world.night(BUYERS_ONLY, ADA, Visitor.user("Bo").in("Buyers"));
        assertThat(lookUps()).as("a week later").isPositive();
        world.assertAsModelled();
        assertThat(world.spent().tagged()).isEqualTo(1);
    }

    @Test
    void whoIsNotCoveredIsLookedForAtOnceWhenAnIdentifierChanges() {
        world.night(BUYERS_ONLY, ADA, Visitor.user("Bo").in("Buyers"));
        world.sandbox().manually().seedContact(ContactSeed.userWithEmail("lovelace@example.com"));
        world.model().add(null, "lovelace@example.com");

        world.night(
                BUYERS_ONLY,
                Visitor.of("Ada", "lovelace@example.com").in("VIP"),
                Visitor.user("Bo").in("Buyers"));

        assertThat(lookUps()).isPositive();
        world.assertAsModelled();
    }

    private long lookUps() {
        return world.spent().calls(CallKind.SEARCH_CONTACTS) + world.spent().calls(CallKind.FIND_BY_EXTERNAL_ID);
    }

    @Test
    void anArchivedContactIsRejectedAndTheRestGoesOn() {
        world.sandbox().manually().archive(seedAda());

        RunSummary summary =
                world.night(JOB, ADA.named("Ada"), Visitor.user("Bo").in("VIP"));

        assertThat(summary.exitCode()).isEqualTo(3);
        assertThat(summary.rejected()).isEqualTo(1);
        assertThat(summary.details().firstRejects()).extracting("code").containsExactly("archived");
        assertThat(world.held()).extracting(Held::externalId).containsExactly("Bo");
        assertThat(world.held().get(0).tags()).containsExactly("vip");
    }

    @Test
    void anArchivedContactIsBroughtBackWhereThatIsAskedFor() {
        world.sandbox().manually().archive(seedAda());
        world.model().add("Ada", "ada@example.com");
        JobSpec job = JOB.onArchived("unarchive");

        RunSummary summary = world.night(job, ADA, Visitor.user("Bo"));
        assertThat(summary.exitCode()).isZero();
        world.assertAsModelled();

        world.sandbox().manually().archive(world.idOf("Ada"));
        world.night(job, ADA.named("Known by now"), Visitor.user("Bo"));
        world.assertAsModelled();
    }

    @Test
    void aDeletedContactIsRejectedAndTheRestGoesOn() {
        world.night(JOB, ADA, Visitor.user("Bo"));
        world.sandbox().manually().delete(world.idOf("Ada"));

        RunSummary summary =
                world.night(JOB, ADA.named("Again"), Visitor.user("Bo").named("Bo"));

        assertThat(summary.exitCode()).isEqualTo(3);
        assertThat(world.held()).extracting(Held::name).containsExactly("Bo");
    }

    @Test
    void aRejectedCreateRejectsItsTagsAndARejectedUpdateDoesNot() {
        world.night(JOB, Visitor.user("Bo"));
        world.sandbox().faults().answer("Refused", 422);
        world.export(
                JOB,
                "v.json",
                Visitor.user("Ada").named("Refused").in("VIP"),
                Visitor.user("Bo").named("Refused").in("VIP"));

        RunSummary summary = world.run(JOB);

        assertThat(summary.exitCode()).isEqualTo(3);
        assertThat(world.held()).singleElement().satisfies(bo -> {
            assertThat(bo.externalId()).isEqualTo("Bo");
            assertThat(bo.name()).isNull();
            assertThat(bo.tags()).containsExactly("vip");
        });
        assertThat(world.stored("select concat(p.external_id, ' ', c.kind, ' ', c.outcome) from planned_change c join"
                        + " planned_person p on p.run_id = c.run_id and p.seq = c.person_seq where c.run_id = "
                        + summary.run()))
                .containsExactlyInAnyOrder(
                        "Ada CREATE REJECTED", "Ada TAG REJECTED", "Bo UPDATE REJECTED", "Bo TAG APPLIED");
    }

    @Test
    void anAttributeThatTheWorkspaceLacksStopsTheRunBeforeItsFirstWrite() {
        JobSpec job = JOB.attribute("plan").attribute("shoe_size");
        world.export(job, "v.json", ADA.with("shoe_size", "38"), Visitor.user("Bo"));

        assertThatThrownBy(() -> world.run(job))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("shoe_size")
                .hasMessageNotContaining("`plan`");

        assertThat(world.spent().writes()).isZero();
    }

    private String seedAda() {
        return world.sandbox().manually().seedContact(ContactSeed.user("Ada").withEmail("ada@example.com"));
    }
}
