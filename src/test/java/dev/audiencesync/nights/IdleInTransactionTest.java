package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.PostgresServer;
import dev.audiencesync.plan.Allowances;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While a run waits for an Intercom that is away, none of its sessions is idle in a transaction: PostgreSQL could clean up
 * nothing for as long, and may end such a session.
 */
@Timeout(120)
class IdleInTransactionTest {
    private static final JobSpec KNOWN =
            JobSpec.stream("known").withoutCreating().tagBy("email", "VIP", "VIP");
    private static final JobSpec SNAPSHOT = JobSpec.snapshot("members").tag("VIP", "VIP");
    private static final int PEOPLE = 40;

    @TempDir
    Path root;

    private final Database database = PostgresServer.at(PostgresServer.url());
    private final List<String> idle = new ArrayList<>();
    private NightWorld world;

    @BeforeEach
    void start() {
        world = NightWorld.in(root, SandboxOptions.defaults(), home -> database);
        world.pauses().meanwhile(number -> {
            idle.addAll(world.stored("select count(*) from pg_stat_activity where datname = current_database()"
                    + " and state like 'idle in transaction%'"));
            world.sandbox().faults().clear();
        });
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void away(String from) {
        world.sandbox().faults().answer(from, 503);
    }

    private static Visitor[] people(String name) {
        return IntStream.range(0, PEOPLE)
                .mapToObj(i -> Visitor.user("p" + i).named(name).in("VIP"))
                .toArray(Visitor[]::new);
    }

    private void inIntercom(int contacts) {
        for (int i = 0; i < contacts; i++) {
            String email = "p" + i + "@example.com";
            world.sandbox().manually().seedContact(ContactSeed.user("p" + i).withEmail(email));
            world.model().add("p" + i, email);
        }
    }

    private void holders(int contacts) {
        for (int i = 0; i < contacts; i++) {
            String id = world.sandbox().manually().seedContact(ContactSeed.user("h" + i));
            world.sandbox().manually().tag(id, "VIP");
            world.model().add("h" + i, null).handTagged("VIP");
        }
    }

    /** The tags, the second page of a tag's holders, people who are looked for by e-mail. */
    @ParameterizedTest
    @ValueSource(strings = {"tags", "starting_after", "@example.com"})
    void whilePlanning(String call) {
        holders(200);
        inIntercom(PEOPLE);
        world.addExport(KNOWN, "a.json", people("Now"));

        RunSummary summary = world.run(KNOWN, new Watching(Phase.PLAN, 0, () -> away(call)));

        assertThat(idle).containsExactly("0");
        assertThat(summary.exitCode()).isZero();
        world.model().night(KNOWN, Arrays.asList(people("Now")));
        world.assertAsModelled();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tags", "starting_after"})
    void whileAnOldPlanIsLookedAtAgain(String call) {
        holders(200);
        world.addExport(SNAPSHOT, "a.json", people("Now"));
        RunSummary plan = world.plan(SNAPSHOT);
        away(call);

        assertThat(world.apply(SNAPSHOT, plan.run()).exitCode()).isZero();

        assertThat(idle).containsExactly("0");
        world.model().night(SNAPSHOT, Arrays.asList(people("Now")));
        world.assertAsModelled();
    }

    @Test
    void whileItIsAskedWhichTagsWereDeleted() {
        world.night(SNAPSHOT, people("Now"));
        away("tags");

        RunSummary summary = world.run(SNAPSHOT, new Allowances(Map.of(), Set.of(GuardName.TAG_DELETED)));

        assertThat(idle).containsExactly("0");
        assertThat(summary.exitCode()).isZero();
        world.assertAsModelled();
    }

    @Test
    void whileTheRunIsToReplaceAnother() {
        world.export(SNAPSHOT, "a.json", people("Now"));
        world.run(SNAPSHOT, world.breaking(Phase.APPLY, 1));
        world.export(SNAPSHOT, "b.json", people("Later"));
        away("contacts");

        assertThat(world.run(SNAPSHOT).exitCode()).isZero();

        assertThat(idle).isNotEmpty().containsOnly("0");
        world.model().night(SNAPSHOT, Arrays.asList(people("Later")));
        world.assertAsModelled();
    }
}
