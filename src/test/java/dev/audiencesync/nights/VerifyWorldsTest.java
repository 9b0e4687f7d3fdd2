package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.Allowances;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.RunSummary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights of data and of hands at work in Intercom, in whatever order chance has it, against a model of what is found and
 * of what becomes of it. {@code -Dverify.worlds} says how many, {@code -Dverify.seed} with which.
 */
class VerifyWorldsTest {
    private static final int NIGHTS = 5;
    private static final int PEOPLE = 7;

    @TempDir
    Path root;

    @TestFactory
    List<DynamicTest> worlds() {
        long seed = Long.getLong("verify.seed", System.nanoTime());
        List<DynamicTest> worlds = new ArrayList<>();
        for (int i = 0; i < Integer.getInteger("verify.worlds", 4); i++) {
            long ofWorld = seed + i;
            worlds.add(DynamicTest.dynamicTest("seed " + ofWorld, () -> new Chance(ofWorld).play()));
        }
        return worlds;
    }

    /** A person, as the model has them. */
    private static final class Person {
        final String id;
        String plan = "free";
        boolean member;
        boolean there = true;
        boolean goneTold;
        /** What Intercom holds, and what of it somebody's hands made. */
        String heldPlan = "free";

        /** What was sent, and what somebody made of it that was left so. */
        String accepted = "";

        boolean tagged;
        boolean owned;
        boolean found;
        boolean declined;

        Person(String id) {
            this.id = id;
        }
    }

    private final class Chance {
        private final long seed;
        private final Random random;
        private final String onDrift;
        private final JobSpec job;
        private final Map<String, Person> people = new TreeMap<>();

        Chance(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.onDrift = List.of("report", "restore", "respect").get(random.nextInt(3));
            this.job = JobSpec.snapshot("nightly")
                    .tag("VIP", "VIP")
                    .attribute("plan")
                    .version(random.nextBoolean() ? "2.16" : "1.4");
        }

        void play() {
            System.out.println("VerifyWorldsTest seed " + seed + ", on-drift " + onDrift + ", " + job.version());
            try (NightWorld world = NightWorld.in(root.resolve("w" + seed))) {
                world.define(job, job.yaml() + "verify: { on-drift: " + onDrift + " }\n");
                world.letPass(
                        new Allowances(Map.of(), Set.of(GuardName.PEOPLE, GuardName.UNTAGS, GuardName.LAST_MEMBERS)));
                for (int i = 0; i < PEOPLE; i++) {
                    Person person = new Person("P" + i);
                    person.member = i < 2 || random.nextBoolean();
                    people.put(person.id, person);
                }
                export(world);
                world.run(job);
                people.values().forEach(person -> person.owned = person.tagged = person.member);
                check(world, "the first night");
                for (int night = 0; night < NIGHTS; night++) {
                    world.later(Duration.ofHours(20));
                    play(world, night);
                }
            }
        }

        private void play(NightWorld world, int night) {
            handsAtWork(world);
            dataChanges();
            export(world);
            if (random.nextInt(3) == 0) {
                plainNight();
                world.run(job);
                check(world, "plain night " + night);
                return;
            }
            List<Long> found = verifiedNight();
            RunSummary verified = world.verify(job);
            assertThat(counts(verified)).as("found in night " + night).isEqualTo(found);
            check(world, "night " + night);
            List<Long> again = verifiedNight();
            assertThat(counts(world.verify(job)))
                    .as("found again in night " + night)
                    .isEqualTo(again);
            check(world, "once more in night " + night);
            if (!onDrift.equals("report")) {
                assertThat(again).containsOnly(0L);
            }
            assertThat(world.spent().writes())
                    .as("written again in night " + night)
                    .isZero();
        }

        private List<Long> counts(RunSummary run) {
            RunSummary.Found drift = run.details().drift().found();
            return List.of(drift.fields(), drift.untagged(), drift.tagged(), drift.gone());
        }

        private void handsAtWork(NightWorld world) {
            for (Person person : people.values()) {
                if (!person.there || random.nextInt(3) > 0) {
                    continue;
                }
                String contact = world.idOf(person.id);
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> {
                        person.heldPlan = "hand" + random.nextInt(3);
                        world.sandbox()
                                .manually()
                                .edit(contact, Map.of("custom_attributes", Map.of("plan", person.heldPlan)));
                    }
                    case 3, 4 -> {
                        if (person.tagged) {
                            world.sandbox().manually().untag(contact, "VIP");
                            person.tagged = false;
                        }
                    }
                    case 5, 6 -> {
                        world.sandbox().manually().tag(contact, "VIP");
                        person.tagged = true;
                    }
                    default -> {
                        world.sandbox().manually().delete(contact);
                        person.there = false;
                    }
                }
            }
        }

        private final Map<String, String> sentPlans = new TreeMap<>();
        private final Set<String> changed = new TreeSet<>();

        private void dataChanges() {
            changed.clear();
            for (Person person : people.values()) {
                if (person.there && random.nextInt(4) == 0) {
                    String other = "plan" + random.nextInt(3);
                    if (!other.equals(person.plan)) {
                        person.plan = other;
                        changed.add(person.id);
                    }
                }
                if (person.there && random.nextInt(4) == 0) {
                    person.member = !person.member;
                }
            }
        }

        private String sent(Person person) {
            return sentPlans.getOrDefault(person.id, "free");
        }

        /** A night that does not look. */
        private void plainNight() {
            for (Person person : people.values()) {
                if (person.there) {
                    sendPlan(person, false);
                    tags(person);
                }
            }
        }

        private void sendPlan(Person person, boolean again) {
            if (!person.plan.equals(sent(person)) || again) {
                person.heldPlan = person.plan;
                sentPlans.put(person.id, person.plan);
            }
        }

        private void tags(Person person) {
            if (person.member && !person.owned && !person.found && !person.declined) {
                person.tagged = true;
                person.owned = true;
            } else if (!person.member) {
                if (person.owned) {
                    person.tagged = false;
                    person.owned = false;
                }
                person.declined = false;
            }
        }

        /** What is found, and then the night. */
        private List<Long> verifiedNight() {
            long fields = 0;
            long untagged = 0;
            long added = 0;
            long gone = 0;
            for (Person person : people.values()) {
                if (!person.there) {
                    gone += person.goneTold ? 0 : 1;
                    person.goneTold = !onDrift.equals("report");
                    continue;
                }
                String edit = sent(person) + ">" + person.heldPlan;
                boolean edited = !person.heldPlan.equals(sent(person)) && !edit.equals(person.accepted);
                boolean takenOff = person.owned && !person.tagged;
                boolean putOn = person.tagged && !person.owned && !person.found;
                fields += edited ? 1 : 0;
                untagged += takenOff ? 1 : 0;
                added += putOn ? 1 : 0;
                if (putOn && !onDrift.equals("report")) {
                    person.found = true;
                    person.declined = false;
                }
                if (onDrift.equals("respect")) {
                    person.accepted = edited ? edit : person.accepted;
                    person.declined |= takenOff;
                    person.owned &= !takenOff;
                }
                sendPlan(person, edited && onDrift.equals("restore"));
                if (takenOff && onDrift.equals("restore")) {
                    person.tagged = person.member;
                    person.owned = person.member;
                }
                tags(person);
            }
            return List.of(fields, untagged, added, gone);
        }

        private void export(NightWorld world) {
            world.removeExports(job);
            world.addExport(
                    job,
                    "visitors.json",
                    people.values().stream()
                            .map(person -> Visitor.user(person.id)
                                    .named(person.id)
                                    .with("plan", person.plan)
                                    .in(person.member ? new String[] {"VIP"} : new String[0]))
                            .toArray(Visitor[]::new));
        }

        private void check(NightWorld world, String when) {
            Map<String, String> expected = new TreeMap<>();
            people.values().stream()
                    .filter(person -> person.there)
                    .forEach(person -> expected.put(person.id, person.heldPlan + (person.tagged ? " VIP" : "")));
            Map<String, String> held = new TreeMap<>();
            world.held()
                    .forEach(contact -> held.put(
                            contact.externalId(),
                            contact.attributes().get("plan") + (contact.tags().contains("vip") ? " VIP" : "")));
            assertThat(held).as("seed " + seed + ", " + when).isEqualTo(expected);
        }
    }
}
