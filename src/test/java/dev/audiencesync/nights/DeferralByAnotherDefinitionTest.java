package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What was deferred by one definition, and is done by another. */
class DeferralByAnotherDefinitionTest extends NightFixture {
    private static final JobSpec STREAM = JobSpec.stream("nightly").tag("VIP", "VIP");

    @Test
    void anEditedDefinitionDoesNotLoseWhatWasDeferred() {
        world.sandbox().faults().answer("Unlucky", 500);
        world.nightWith(
                "a.json", STREAM, Visitor.user("bo").named("Unlucky").in("VIP").at(1), Visitor.user("cy"));
        world.sandbox().faults().clear();
        JobSpec edited = STREAM.attribute("plan").tag("Gold", "Gold");

        world.nightWith("b.json", edited);

        assertThat(world.held())
                .filteredOn(person -> "bo".equals(person.externalId()))
                .singleElement()
                .satisfies(person -> {
                    assertThat(person.name()).isEqualTo("Unlucky");
                    assertThat(person.tags()).containsExactly("vip");
                });
    }

    /** The order of actions says nothing of anybody, and so is no edit that records are mapped anew for. */
    @Test
    void theOrderOfActionsDoesNotMixUpWhatRecordsSaid() {
        JobSpec nightly = JobSpec.stream("nightly");
        world.sandbox().faults().answer("unlucky", 500);
        world.nightWith(
                "a.json",
                nightly.tag("VIP", "VIP").tag("Gold", "Gold"),
                Visitor.user("lucky"),
                Visitor.user("unlucky").in("VIP"));
        world.sandbox().faults().clear();

        world.nightWith("b.json", nightly.tag("Gold", "Gold").tag("VIP", "VIP"));

        world.assertAsModelled();
    }
}
