package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.nights.PatternWorld.Act;
import dev.audiencesync.nights.PatternWorld.Seen;
import dev.audiencesync.nights.PatternWorld.Shown;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.ContactSeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Nights of random people whose tags patterns make, in every shape that audiences come in, over definitions that are
 * edited in between and runs that break off. A failure names its seed; {@code -Dnights.seed=N} runs that world alone,
 * {@code -Dnights.worlds=N} more of them.
 */
class PatternWorldsTest {
    private static final int PEOPLE = 8;
    private static final int NIGHTS = 5;
    private static final List<Shown> AUDIENCES = List.of(
            new Shown("acme_main_1", "VIP"),
            new Shown("acme_main_2", "Trial A"),
            new Shown("acme_main_3", "Trial B"),
            new Shown("acme_main_4", "trial b"),
            new Shown("acme_main_5", "Gold"),
            new Shown("acme_main_9", "Mobile"));
    private static final List<Shown> BADGES =
            List.of(new Shown("30", "Fan"), new Shown("31", "Trial A"), new Shown("32", "Trial B"));
    private static final List<List<String>> ONLY = List.of(
            List.of("VIP", "Trial *", "acme_main_9"),
            List.of("VIP", "acme_main_9"),
            List.of("*"),
            List.of("Tr??l *", "Gold", "acme_main_9"));

    @TempDir
    Path root;

    static LongStream seeds() {
        Long one = Long.getLong("nights.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, Long.getLong("nights.worlds", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyTagIsOnWhomTheRecordsPutIt(long seed) {
        Random random = new Random(seed);
        boolean snapshot = seed % 2 == 0;
        String untag = random.nextInt(4) == 0 ? "false" : "on-leave";
        JobSpec job = snapshot ? JobSpec.snapshot("nightly") : JobSpec.stream("nightly");
        PatternWorld model = new PatternWorld(snapshot);
        try (NightWorld world = NightWorld.in(root)) {
            world.letPass(GuardName.values());
            seedByHand(world, model, random);
            for (int night = 1; night <= NIGHTS; night++) {
                String when = "seed " + seed + ", night " + night;
                List<Act> acts = acts(random, untag);
                List<Seen> records = records(random);
                export(world, job, night, records, random);
                sync(world, job, yaml(snapshot, acts), random, when);
                model.night(acts, records);
                assertThat(tags(world)).as(when).isEqualTo(model.held());

                export(world, job, -night, records, random);
                assertThat(world.run(job, yaml(snapshot, acts)).status())
                        .as(when)
                        .isEqualTo(RunStatus.COMPLETED);
                assertThat(world.spent().writes()).as(when + ", once more").isZero();
            }
        }
    }

    private static void seedByHand(NightWorld world, PatternWorld model, Random random) {
        String[] tags = {"TS: trial a", "ts: VIP", "b fan", "ts: mobile"};
        for (int person = 0; person < PEOPLE; person += 3) {
            String contact = world.sandbox().manually().seedContact(ContactSeed.user("P" + person));
            String tag = tags[random.nextInt(tags.length)];
            world.sandbox().manually().tag(contact, tag);
            model.seed("P" + person, tag);
        }
    }

    private static List<Act> acts(Random random, String untag) {
        return List.of(
                new Act("audience", ONLY.get(random.nextInt(ONLY.size())), "ts: ", untag),
                new Act(null, List.of(), random.nextBoolean() ? "TS: vip" : "ts: Loyal", untag(random)),
                new Act("badge", List.of("*"), "b ", "on-leave"),
                new Act("badge", List.of("Trial ?"), "ts: ", "true"));
    }

    private static String untag(Random random) {
        return random.nextBoolean() ? "on-leave" : "false";
    }

    private static String yaml(boolean snapshot, List<Act> acts) {
        return """
                name: nightly
                source:
                  stream: audience
                  location: ../exports/nightly/*
                  format: audience-store
                  mode: %s
                intercom: { access-token: '${TOKEN}', attempts: 3, longest-wait: 20ms }
                actions:
                  - action: create-or-update-user
                    parameters: { user-id: { property: Customer ID } }
                """
                        .formatted(snapshot ? "snapshot\n  complete: true" : "stream")
                + acts.stream().map(Act::yaml).collect(Collectors.joining());
    }

    private static void sync(NightWorld world, JobSpec job, String yaml, Random random, String when) {
        Phase where = Phase.values()[random.nextInt(Phase.values().length)];
        RunSummary summary = world.run(job, yaml, world.breaking(where, 1 + random.nextInt(4)));
        if (summary.status() == RunStatus.FAILED) {
            summary = world.run(job, yaml);
        }
        assertThat(summary.status()).as(when).isEqualTo(RunStatus.COMPLETED);
        assertThat(summary.exitCode()).as(when).isZero();
    }

    private static List<Seen> records(Random random) {
        boolean audiences = random.nextInt(6) > 0;
        boolean badges = random.nextInt(6) > 0;
        List<Seen> records = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            if (person == 0 || random.nextInt(4) > 0) {
                records.add(new Seen(
                        "P" + person,
                        audiences && random.nextInt(6) > 0 ? shown(random, AUDIENCES) : null,
                        badges && random.nextInt(6) > 0 ? shown(random, BADGES) : null,
                        random.nextInt(3) == 0));
            }
        }
        Collections.shuffle(records, random);
        return records;
    }

    /** As an array of names, an object from id to name, or one from id to true. */
    private static List<Shown> shown(Random random, List<Shown> pool) {
        int shape = random.nextInt(5);
        return pool.stream()
                .filter(group -> random.nextInt(3) == 0)
                .map(group -> switch (shape) {
                    case 0 -> new Shown(group.id(), group.id());
                    case 1, 2 -> group;
                    default -> new Shown(group.name(), group.name());
                })
                .toList();
    }

    /** @param night negative for the same records once more, in another order */
    private static void export(NightWorld world, JobSpec job, int night, List<Seen> records, Random random) {
        List<Seen> written = new ArrayList<>(records);
        Collections.shuffle(written, random);
        String text = written.stream()
                .map(seen -> json(seen, Math.abs(night), random))
                .collect(Collectors.joining("\n", "", "\n"));
        if (job.snapshot()) {
            world.exportText(job, "night.json", text);
        } else {
            world.addText(job, "night" + night + ".json", text);
        }
    }

    private static String json(Seen seen, int night, Random random) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("_id", "v-" + seen.person());
        record.put("properties", Map.of("Customer ID", seen.person()));
        record.put("dates", Map.of("Last visit", night));
        record.put("flags", Map.of("Loyal", seen.loyal()));
        if (seen.audiences() != null) {
            record.put("audiences", container(seen.audiences(), random));
        }
        if (seen.badges() != null) {
            record.put("badges", container(seen.badges(), random));
        }
        return JsonMapper.shared().writeValueAsString(record);
    }

    private static Object container(List<Shown> groups, Random random) {
        List<Shown> written = new ArrayList<>(groups);
        Collections.shuffle(written, random);
        boolean isObject = groups.stream()
                .anyMatch(
                        group -> !group.id().equals(group.name()) || group.id().matches("acme_main_.*|\\d+"));
        if (!isObject) {
            return written.stream().map(Shown::name).toList();
        }
        Map<String, Object> object = new LinkedHashMap<>();
        written.forEach(
                group -> object.put(group.id(), group.id().equals(group.name()) ? (Object) true : group.name()));
        return object;
    }

    private static Map<String, Set<String>> tags(NightWorld world) {
        Map<String, Set<String>> tags = new TreeMap<>();
        world.held().forEach(contact -> tags.put(contact.externalId(), contact.tags()));
        return tags;
    }
}
