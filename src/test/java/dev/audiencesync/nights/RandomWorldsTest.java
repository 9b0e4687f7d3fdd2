package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Canary;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.ContactSeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nights of random people over two jobs that share a tag, broken off and restarted now and then, and tried on a few
 * people before: what is left in the end must not show it. A failure names its
 * seed; {@code -Dnights.seed=N} runs that world alone, {@code -Dnights.worlds=N} more of them.
 */
class RandomWorldsTest {
    private static final int PEOPLE = 12;
    private static final int NIGHTS = 4;

    @TempDir
    Path root;

    static LongStream seeds() {
        Long one = Long.getLong("nights.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, Long.getLong("nights.worlds", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aWorldIsAlwaysAsItsRecordsAsk(long seed) {
        world(seed, night -> "2.16");
    }

    /** Every other seed's jobs move to and fro between the APIs. */
    @ParameterizedTest
    @MethodSource("seeds")
    void itIsSoByTheUsersApiToo(long seed) {
        Random choice = new Random(-seed);
        world(seed, night -> seed % 2 == 1 || choice.nextBoolean() ? "1.4" : "2.16");
    }

    private void world(long seed, IntFunction<String> version) {
        Random random = new Random(seed);
        boolean mainIsSnapshot = seed % 2 == 0;
        JobSpec main = (mainIsSnapshot ? JobSpec.snapshot("main") : JobSpec.stream("main"))
                .attribute("plan")
                .tag("VIP", "VIP")
                .removing("vip", "Gone")
                .onlyAdding("Reader", "Readers");
        JobSpec second =
                (mainIsSnapshot ? JobSpec.stream("second") : JobSpec.snapshot("second")).adopting("vip", "Gold");
        try (NightWorld world = NightWorld.in(root)) {
            world.letPass(GuardName.values());
            seedByHand(world, random);
            for (int night = 1; night <= NIGHTS; night++) {
                String when = "seed " + seed + ", night " + night;
                sync(world, main.version(version.apply(night)), random, night, when, true);
                if (random.nextInt(3) > 0) {
                    sync(world, second.version(version.apply(night)), random, night, when, false);
                }
            }
            JobSpec retiring = second.retiring("VIP").version(version.apply(NIGHTS + 1));
            sync(world, retiring, random, NIGHTS + 1, "seed " + seed + ", retiring", false);
        }
    }

    private static void seedByHand(NightWorld world, Random random) {
        for (int person = 0; person < PEOPLE; person += 4) {
            boolean known = random.nextBoolean();
            ContactSeed seed = known
                    ? ContactSeed.user(id(person)).withEmail(email(person))
                    : ContactSeed.userWithEmail(email(person));
            String contact = world.sandbox().manually().seedContact(seed);
            Model.Contact modelled = world.model().add(known ? id(person) : null, email(person));
            if (random.nextBoolean()) {
                world.sandbox().manually().tag(contact, "Vip");
                modelled.handTagged("Vip");
            }
        }
    }

    private static void sync(
            NightWorld world, JobSpec job, Random random, int night, String when, boolean writesFields) {
        Visitor[] records = records(random, night, writesFields);
        if (job.snapshot()) {
            world.export(job, "night.json.gz", records);
        } else {
            world.addExport(job, "night" + night + ".json", records);
        }
        tryOnSome(world, job, new Random(31L * night + records.length));
        Phase where = Phase.values()[random.nextInt(Phase.values().length)];
        RunSummary summary = world.run(job, world.breaking(where, 1 + random.nextInt(4)));
        if (summary.status() == RunStatus.FAILED) {
            summary = world.restart(job);
        }
        assertThat(summary.status()).as(when).isEqualTo(RunStatus.COMPLETED);
        world.model().night(job, Arrays.asList(records));
        assertThat(world.held())
                .as(when + ", " + job.name())
                .containsExactlyInAnyOrderElementsOf(world.model().held());
    }

    private static void tryOnSome(NightWorld world, JobSpec job, Random random) {
        if (random.nextInt(3) == 0) {
            return;
        }
        boolean named = random.nextBoolean();
        List<String> only = List.of(id(random.nextInt(PEOPLE)), email(random.nextInt(PEOPLE)));
        OptionalLong limit = random.nextBoolean() ? OptionalLong.of(1 + random.nextInt(4)) : OptionalLong.empty();
        Canary canary = new Canary(named ? only : List.of(), named ? limit : OptionalLong.of(1 + random.nextInt(6)));
        world.run(job, canary, world.breaking(Phase.APPLY, 1 + random.nextInt(6)));
    }

    private static Visitor[] records(Random random, int night, boolean writesFields) {
        List<Visitor> records = new ArrayList<>(List.of(Visitor.user("Always").at(night)));
        boolean audiencesCarried = random.nextInt(5) > 0;
        for (int person = 0; person < PEOPLE; person++) {
            for (int more = random.nextInt(3); more > 0; more--) {
                records.add(record(random, night, person, audiencesCarried, writesFields));
            }
        }
        if (!audiencesCarried) {
            records.replaceAll(Visitor::withoutAudiences);
        }
        if (random.nextInt(4) == 0) {
            records.add(Visitor.ofNobody());
        }
        Collections.shuffle(records, random);
        return records.toArray(Visitor[]::new);
    }

    private static Visitor record(
            Random random, int night, int person, boolean audiencesCarried, boolean writesFields) {
        boolean emailAlone = random.nextInt(4) == 0;
        Visitor record = Visitor.of(emailAlone ? null : id(person), email(person))
                .at(night * 100L + random.nextInt(250))
                .in(Stream.of("VIP", "Gold", "Readers", "Gone")
                        .filter(audience -> random.nextInt(3) == 0)
                        .toArray(String[]::new));
        if (writesFields && random.nextBoolean()) {
            record = record.named("Name " + random.nextInt(3)).with("plan", "plan " + random.nextInt(3));
        }
        if (audiencesCarried && random.nextInt(6) == 0) {
            record = record.withoutAudiences();
        }
        return random.nextInt(12) == 0 ? record.thatIsBroken() : record;
    }

    private static String id(int person) {
        return "P" + person;
    }

    private static String email(int person) {
        return "p" + person + "@example.com";
    }
}
