package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.ContactSeed;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A job that does nothing but tag, and one user of whom one record has the User ID only, another the e-mail only: once it
 * is known that the two are one, the newer of them speaks for both, like any two records of a person.
 */
class OneUserByTwoNamesNightsTest {
    private static final JobSpec SNAPSHOT =
            JobSpec.snapshot("nightly").withoutCreating().tag("VIP", "VIP").tagBy("email", "VIP", "VIP");
    private static final Visitor BY_ID = Visitor.of("Ada", null);
    private static final Visitor BY_EMAIL = Visitor.withEmailOnly("ada@example.com");

    @TempDir
    Path root;

    private NightWorld world;

    @BeforeEach
    void start() {
        world = NightWorld.in(root);
        world.letPass(GuardName.values());
        world.sandbox().manually().seedContact(ContactSeed.user("Ada").withEmail("ada@example.com"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4", "2.16"})
    void bothRecordsOfAUserWhoIsMetForTheFirstTimeMayAskForTheTag(String version) {
        RunSummary summary = world.night(SNAPSHOT.version(version), BY_ID.in("VIP"), BY_EMAIL.in("VIP"));

        assertThat(summary.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(tags()).containsExactly("vip");
    }

    private Set<String> tags() {
        return world.held().stream()
                .filter(contact -> "Ada".equals(contact.externalId()))
                .findFirst()
                .orElseThrow()
                .tags();
    }
}
