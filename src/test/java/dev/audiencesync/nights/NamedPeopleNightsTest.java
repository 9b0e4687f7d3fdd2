package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.GuardName;
import dev.audiencesync.sandbox.ContactSeed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People whom only the Users API's tag calls have met, by User ID or e-mail: one row each, whatever they are called later. */
class NamedPeopleNightsTest extends NightFixture {
    private static final JobSpec STREAM =
            JobSpec.stream("nightly").version("1.4").withoutCreating().tagBy("email", "VIP", "VIP");
    private static final JobSpec BY_USER_ID = JobSpec.stream("nightly")
            .version("1.4")
            .withoutCreating()
            .tag("VIP", "VIP")
            .tagBy("email", "Gold", "Gold");

    @BeforeEach
    void everyGuardLetsPass() {
        world.letPass(GuardName.values());
    }

    @Test
    void whoGainsAUserIdTheyDoNotHaveInIntercomLosesTheTagTheyGotByEmail() {
        world.sandbox().manually().seedContact(ContactSeed.userWithEmail("cy@example.com"));
        world.night(STREAM, Visitor.withEmailOnly("cy@example.com").in("VIP").at(1_000));
        assertThat(world.held().get(0).tags()).containsExactly("vip");

        world.night(BY_USER_ID, Visitor.of("Cy", "cy@example.com").in().at(2_000));
        assertThat(world.held().get(0).tags()).isEmpty();
    }

    @Test
    void whoGainsTheUserIdOfIntercomLosesTheTagTheyGotByEmail() {
        world.sandbox().manually().seedContact(ContactSeed.user("Cy").withEmail("cy@example.com"));
        world.night(STREAM, Visitor.withEmailOnly("cy@example.com").in("VIP").at(1_000));
        assertThat(world.held().get(0).tags()).containsExactly("vip");

        world.night(BY_USER_ID, Visitor.of("Cy", "cy@example.com").in().at(2_000));
        assertThat(world.held().get(0).tags()).isEmpty();
    }

    @Test
    void whoGainsAUserIdKeepsTheTagTheyGotByEmailUntilTheyLeave() {
        world.sandbox().manually().seedContact(ContactSeed.user("Cy").withEmail("cy@example.com"));
        JobSpec snapshot = JobSpec.snapshot("nightly")
                .version("1.4")
                .withoutCreating()
                .tag("VIP", "VIP")
                .tagBy("email", "Gold", "Gold");
        world.night(snapshot, Visitor.withEmailOnly("cy@example.com").in("VIP"));
        assertThat(world.held().get(0).tags()).containsExactly("vip");

        world.night(snapshot, Visitor.of("Cy", "cy@example.com").in("VIP"));
        assertThat(world.held().get(0).tags()).containsExactly("vip");
        world.night(snapshot, Visitor.of("Cy", "cy@example.com").in());
        assertThat(world.held().get(0).tags()).isEmpty();
    }

    @Test
    void whoseEmailIsAnothersInIntercomTakesNoTagFromThem() {
        world.sandbox().manually().seedContact(ContactSeed.user("Zed").withEmail("cy@example.com"));
        world.night(STREAM, Visitor.withEmailOnly("cy@example.com").in("VIP").at(1_000));
        world.night(BY_USER_ID, Visitor.of("Cy", "cy@example.com").in().at(2_000));
        assertThat(world.held().get(0).tags()).containsExactly("vip");
    }
}
