package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.cli.AudienceSync;
import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.PostgresServer;
import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.BulkUntag;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A night of everything, for a process to die in: people are created, linked, updated and refused, in more calls than
 * may be repeated; some come into a tag, some leave another, and whether that can be done in bulk is not known yet.
 */
final class KillNight implements AutoCloseable {
    static final String NAME = "nightly";
    static final int CALLS_A_MINUTE = 1_000_000;

    private final NightWorld world;
    private final JobSpec job;
    private final Path root;
    private final Map<String, String> environment = new HashMap<>(Map.of("TOKEN", "good"));

    private KillNight(Path root, JobSpec job, TestDatabase kind, Duration latency) {
        this.root = root;
        this.job = job;
        SandboxOptions options = SandboxOptions.defaults()
                .withRateLimitPerMinute(CALLS_A_MINUTE)
                .withBulkUntag(BulkUntag.HONOURED)
                .withLatency(latency.dividedBy(2), latency);
        this.world = NightWorld.in(root, options, home -> database(kind, home));
    }

    private Database database(TestDatabase kind, Home home) {
        if (kind == TestDatabase.H2) {
            return kind.made(home);
        }
        String url = PostgresServer.url();
        environment.put("SPRING_DATASOURCE_URL", url);
        return PostgresServer.at(url);
    }

    /** With a first night done and a second one's export laid out. */
    static KillNight laidOut(Path root, boolean snapshot, TestDatabase kind, Duration latency) {
        JobSpec plain = snapshot ? JobSpec.snapshot(NAME) : JobSpec.stream(NAME);
        JobSpec job = plain.attribute("plan").tag("VIP", "VIP").tag("Gold", "Gold");
        KillNight night = new KillNight(root, job, kind, latency);
        night.layOut();
        return night;
    }

    private void layOut() {
        for (int person = 0; person < 15; person++) {
            world.sandbox().manually().seedContact(ContactSeed.userWithEmail("linked" + person + "@example.com"));
            world.model().add(null, "linked" + person + "@example.com");
        }
        String old =
                world.sandbox().manually().seedContact(ContactSeed.user("Old").withEmail("old@example.com"));
        world.sandbox().manually().archive(old);
        world.model().add("Old", "old@example.com").archived = true;
        world.night(job, first());
        world.addExport(job, "second.json.gz", second());
        if (job.snapshot()) {
            world.export(job, "second.json.gz", second());
        }
        world.model().night(job, Arrays.asList(second()));
    }

    private static Visitor[] first() {
        return IntStream.range(0, 560)
                .mapToObj(i -> Visitor.user("u" + i)
                        .named("First")
                        .in(i < 400 ? "VIP" : "None")
                        .at(1))
                .toArray(Visitor[]::new);
    }

    private static Visitor[] second() {
        List<Visitor> records = new ArrayList<>();
        for (int i = 0; i < 560; i++) {
            Visitor person = Visitor.user("u" + i).named("Second").at(2);
            records.add(i < 330 ? person.in("VIP") : i < 400 ? person.in() : person.in("Gold"));
        }
        for (int i = 0; i < 15; i++) {
            records.add(Visitor.user("linked" + i).in("Gold").at(2));
        }
        for (int i = 0; i < 60; i++) {
            records.add(Visitor.user("new" + i)
                    .named("New")
                    .with("plan", "free")
                    .in("VIP", "Gold")
                    .at(2));
        }
        for (int i = 0; i < 10; i++) {
            records.add(Visitor.withEmailOnly("mail" + i + "@example.com")
                    .in("Gold")
                    .at(2));
        }
        for (int i = 0; i < 5; i++) {
            records.set(i, records.get(i).in().thatIsBroken());
        }
        records.add(Visitor.user("Old").in("VIP").at(2));
        return records.toArray(Visitor[]::new);
    }

    NightWorld world() {
        return world;
    }

    JobSpec job() {
        return job;
    }

    Path points() {
        return root.resolve("points.txt");
    }

    /** The command in a process of its own. */
    Program start(String... words) {
        return start(AudienceSync.class, Map.of(), words);
    }

    /** The same, to be ended at a point of its store; 0 for none. */
    Program startToEndAt(int point, String... words) {
        Map<String, String> properties = Map.of(
                "halt.at", Integer.toString(point),
                "halt.points", points().toString(),
                "halt.committed", committed().toString());
        return start(HaltedProgram.class, properties, words);
    }

    private Program start(Class<?> main, Map<String, String> properties, String... words) {
        List<String> all = new ArrayList<>(Arrays.asList(words));
        all.addAll(List.of("--home", world.home().directory().toString()));
        all.addAll(List.of("--jobs-dir", root.resolve("jobs").toString()));
        if (words[0].equals("run") || words[0].equals("restart")) {
            all.addAll(List.of("--intercom-base-url", world.sandbox().baseUrl().toString()));
        }
        return Program.start(root, main, properties, environment, all);
    }

    /** From now on; what is under way keeps what it had. */
    void answerAfter(Duration latency) {
        world.sandbox().set(world.sandbox().settings().withLatency(latency, latency));
    }

    void limit(int callsAMinute) {
        world.sandbox().set(world.sandbox().settings().withRateLimitPerMinute(callsAMinute));
    }

    /** What the sandbox was called so far. */
    long calls() {
        return world.sandbox().counts().total();
    }

    private Path committed() {
        return root.resolve("committed.txt");
    }

    /** What the program was told is committed, the store has. */
    void assertNothingLost() throws IOException {
        // Killed as it wrote, it can have left the file empty.
        String last = Files.exists(committed()) ? Files.readString(committed()) : "";
        if (!last.isEmpty()) {
            assertThat(world.stored(HaltingDriver.lastStored())).singleElement().satisfies(stored -> assertThat(
                            Integer.parseInt(stored))
                    .isGreaterThanOrEqualTo(Integer.parseInt(last)));
        }
    }

    int pointsSeen() {
        try {
            return Integer.parseInt(Files.readString(points()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing but what the records ask for is in the workspace, and nothing of it is left to do. */
    void assertDone() {
        world.assertAsModelled();
        assertThat(
                        world.stored(
                                "select r.state || ' ' || r.message from run r where r.state not in ('COMPLETED', 'SUPERSEDED')"))
                .isEmpty();
        assertThat(world.stored("select 'run ' || r.id from run r where r.state = 'COMPLETED' and (not r.plan_whole"
                        + " or exists (select 1 from planned_change c where c.run_id = r.id and c.outcome is null))"))
                .as("completed with work undone")
                .isEmpty();
        RunSummary idle = world.run(job);
        assertThat(world.spent().writes()).as("left to the next run").isZero();
        assertThat(idle.applied().writes()).isZero();
        assertThat(job.snapshot() || idle.records().read() == 0)
                .as("the files were consumed")
                .isTrue();
    }

    /** That the ledger is right too shows as soon as everybody leaves what the job put them in. */
    void assertOwned() {
        Visitor[] third = Arrays.stream(second())
                .map(visitor -> visitor.in(
                        visitor.audiences().contains("Gold")
                                        && visitor.userId() != null
                                        && visitor.userId().endsWith("1")
                                ? new String[] {"VIP", "Gold"}
                                : new String[0]))
                .map(visitor -> visitor.at(3))
                .toArray(Visitor[]::new);
        world.letPass(GuardName.values());
        world.nightWith("third.json", job, third);
        world.assertAsModelled();
    }

    @Override
    public void close() {
        world.close();
    }
}
