package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.PostgresServer;
import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where the create action does not map the User ID, contacts do not show whose they are. Two User IDs are two people all
 * the same, whatever e-mail they share: nobody is ever written into another's contact.
 */
class UntoldUserIdsNightsTest {
    private static final JobSpec UNTOLD =
            JobSpec.stream("untold").tag("VIP", "VIP").withoutSendingUserIds();
    private static final String HOME = "home@example.com";
    private static final Visitor ADA = Visitor.of("Ada", HOME).named("Ada").at(1);
    private static final Visitor BO =
            Visitor.of("Bo", HOME).named("Bo").in("VIP").at(1);

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({"1.4,standard", "2.16,standard", "1.4,postgres", "2.16,postgres"})
    void ofTwoWhoShareAnEmailTheFirstIsCreatedAndTheOtherIsRejectedEachNight(String version, String store) {
        JobSpec job = UNTOLD.version(version);
        try (NightWorld world = world(store)) {
            assertBoIsRejected(world, world.nightWith("1.json", job, ADA, BO));
            assertIsAdaAlone(world, "Ada");

            assertBoIsRejected(
                    world, world.nightWith("2.json", job, BO.named("Bo B.").at(2)));
            assertIsAdaAlone(world, "Ada");

            assertBoIsRejected(
                    world,
                    world.nightWith(
                            "3.json",
                            job,
                            ADA.named("Ada L.").at(3),
                            BO.named("Bo C.").at(3)));
            assertIsAdaAlone(world, "Ada L.");

            assertThat(world.nightWith("4.json", job, ADA.named("Ada M.").at(4)).exitCode())
                    .isZero();
            assertIsAdaAlone(world, "Ada M.");
        }
    }

    private NightWorld world(String store) {
        return store.equals("postgres")
                ? NightWorld.in(root, SandboxOptions.defaults(), home -> PostgresServer.at(PostgresServer.url()))
                : NightWorld.in(root, SandboxOptions.defaults(), TestDatabase.standard()::made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4", "2.16"})
    void aSecondWhoComesLaterIsRejectedThoughTheFirstIsNotInTheNightsExport(String version) {
        JobSpec job = UNTOLD.version(version);
        try (NightWorld world = NightWorld.in(root)) {
            world.nightWith("1.json", job, ADA);

            assertBoIsRejected(world, world.nightWith("2.json", job, BO.at(2)));
            assertIsAdaAlone(world, "Ada");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4", "2.16"})
    void anEmailAloneIsThePersonWhoseUserIdIsNotTold(String version) {
        JobSpec job = UNTOLD.version(version);
        try (NightWorld world = NightWorld.in(root)) {
            world.nightWith("1.json", job, ADA);
            world.nightWith(
                    "2.json", job, Visitor.withEmailOnly(HOME).named("Ada L.").at(2));
            assertIsAdaAlone(world, "Ada L.");

            assertBoIsRejected(world, world.nightWith("3.json", job, BO.at(3)));
            assertIsAdaAlone(world, "Ada L.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4", "2.16"})
    void ofManyInOneSliceExactlyOneIsCreated(String version) {
        try (NightWorld world = NightWorld.in(root)) {
            world.letPass(GuardName.values());
            RunSummary summary = world.nightWith(
                    "1.json",
                    UNTOLD.version(version),
                    IntStream.range(0, 60)
                            .mapToObj(i ->
                                    Visitor.of("u" + i, HOME).named("u" + i).at(1))
                            .toArray(Visitor[]::new));

            assertThat(summary.rejected()).isEqualTo(59);
            assertThat(summary.applied().create()).isEqualTo(1);
            assertIsAdaAlone(world, "u0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4", "2.16"})
    void whoseCreateGotNoAnswerKeepsTheContactThatItMade(String version) {
        JobSpec job = UNTOLD.version(version);
        Visitor[] others =
                IntStream.range(0, 5).mapToObj(i -> Visitor.user("u" + i)).toArray(Visitor[]::new);
        try (NightWorld world = NightWorld.in(root)) {
            world.nightWith("0.json", job, others);
            world.sandbox().faults().add("drop:always of create about " + HOME);
            world.nightWith("1.json", job, ADA, BO);
            world.sandbox().faults().clear();

            world.run(job);

            assertThat(named(world, HOME)).containsExactly("Ada");
            world.nightWith(
                    "2.json", job, ADA.named("Ada L.").at(2), BO.named("Bo B.").at(2));
            assertThat(named(world, HOME)).containsExactly("Ada L.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4", "2.16"})
    void aStopAndARestartChangeNothingOfIt(String version) {
        JobSpec job = UNTOLD.version(version);
        try (NightWorld world = NightWorld.in(root)) {
            world.addExport(job, "1.json", ADA, BO);
            RunSummary broken = world.run(job, world.breaking(Progress.Phase.APPLY, 2));
            assertThat(broken.status()).isEqualTo(RunStatus.FAILED);

            RunSummary restarted = world.restart(job);

            assertThat(restarted.status()).isEqualTo(RunStatus.COMPLETED);
            assertIsAdaAlone(world, "Ada");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4", "2.16"})
    void aJobThatTellsUserIdsLeavesTheOthersContactAlone(String version) {
        JobSpec telling = JobSpec.stream("telling").version(version);
        try (NightWorld world = NightWorld.in(root)) {
            world.nightWith("1.json", UNTOLD.version(version), ADA);

            assertBoIsRejected(world, world.nightWith("1.json", telling, BO));
            assertIsAdaAlone(world, "Ada");

            assertThat(world.nightWith("2.json", telling, ADA.at(2)).exitCode()).isZero();
            assertThat(world.held()).singleElement().satisfies(held -> assertThat(held.externalId())
                    .isEqualTo("Ada"));
        }
    }

    @Test
    void aJobThatOnlyTagsDoesNotTakeTheOthersContact() {
        JobSpec tagging =
                JobSpec.stream("tagging").withoutCreating().tag("VIP", "VIP").tagBy("email", "VIP", "VIP");
        try (NightWorld world = NightWorld.in(root)) {
            world.nightWith("1.json", UNTOLD, ADA);

            world.addExport(tagging, "1.json", BO);
            assertThat(world.run(tagging).applied().tag()).isZero();
            assertThat(world.held()).singleElement().satisfies(held -> assertThat(held.tags())
                    .isEmpty());
        }
    }

    private static void assertBoIsRejected(NightWorld world, RunSummary summary) {
        assertThat(summary.exitCode()).isEqualTo(3);
        assertThat(summary.details().firstRejects()).isNotEmpty().allSatisfy(reject -> assertThat(reject.code())
                .isIn("conflict", "create_rejected"));
        assertThat(world.stored("select distinct external_id from planned_person p join planned_change c"
                        + " on c.run_id = p.run_id and c.person_seq = p.seq where c.run_id = " + summary.run()
                        + " and c.outcome = 'REJECTED'"))
                .containsExactly("Bo");
    }

    private static void assertIsAdaAlone(NightWorld world, String name) {
        assertThat(world.held()).singleElement().satisfies(held -> {
            assertThat(held.name()).isEqualTo(name);
            assertThat(held.tags()).isEmpty();
        });
    }

    private static List<String> named(NightWorld world, String email) {
        return world.held().stream()
                .filter(held -> email.equals(held.email()))
                .map(Held::name)
                .toList();
    }
}
