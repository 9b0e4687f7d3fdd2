package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nights of random records in folders of joiners and leavers and elsewhere, broken off now and then, against a model that
 * knows nothing but the rule: of each audience the newest record that says anything of it, however late it comes. A failure names its seed;
 * {@code -Dnights.seed=N} runs that world alone, {@code -Dnights.worlds=N} more of them.
 */
class LeaverWorldsTest {

    private static final JobSpec JOB = JobSpec.stream("folders");
    private static final int PEOPLE = 8;
    private static final int NIGHTS = 5;
    private static final List<String> FOLDERS = List.of("all", "VIP-joined", "VIP-left", "Trial-joined", "Trial-left");

    private static final String DEFINITION =
            """
            name: folders
            source:
              stream: audience
              format: audience-store
              mode: stream
              location:
                - ../exports/folders/all/*
                - { name: VIP, location: ../exports/folders/VIP-joined/*, membership: joined }
                - { name: VIP, location: ../exports/folders/VIP-left/*, membership: left }
                - { name: Trial, location: ../exports/folders/Trial-joined/*, membership: joined }
                - { name: Trial, location: ../exports/folders/Trial-left/*, membership: left }
            actions:
              - action: create-or-update-user
                parameters: { user-id: { property: id }, email: { property: mail }, name: { property: name } }
              - { action: add-tag-based-on-user-id, when: { audience: VIP }, parameters: { name: vip, untag: on-leave } }
              - { action: add-tag-based-on-user-id, when: { audience: Trial }, parameters: { name: trial, untag: on-leave } }
              - action: add-tag-based-on-user-id
                when: { all: [ { audience: VIP }, { not: { audience: Trial } } ] }
                parameters: { name: both, untag: on-leave }
            """;

    /** @param audiences what the record carries; null for nothing */
    private record Entry(int person, boolean emailAlone, String folder, long time, Set<String> audiences) {

        Boolean says(String audience) {
            if (folder.startsWith(audience)) {
                return folder.endsWith("joined");
            }
            return audiences == null ? null : audiences.contains(audience);
        }

        String json() {
            String id = emailAlone ? "" : "\"id\":\"P" + person + "\",";
            String carried = audiences == null
                    ? ""
                    : ",\"audiences\":["
                            + String.join(
                                    ",",
                                    audiences.stream()
                                            .map(name -> "\"" + name + "\"")
                                            .toList()) + "]";
            return "{\"properties\":{" + id + "\"mail\":\"p" + person + "@x.de\",\"name\":\"at " + time
                    + "\"},\"dates\":{\"Last visit\":" + time + "}" + carried + "}";
        }
    }

    private static final class Person {
        private long newest;
        private final Map<String, Long> told = new HashMap<>();
        private String name;
        private final Set<String> tags = new TreeSet<>();
    }

    @TempDir
    Path root;

    private final Map<Integer, Person> model = new HashMap<>();

    static LongStream seeds() {
        Long one = Long.getLong("nights.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, Long.getLong("nights.worlds", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aWorldIsAlwaysAsTheNewestWordsSay(long seed) {
        Random random = new Random(seed);
        try (NightWorld world = NightWorld.in(root)) {
            world.define(JOB, DEFINITION);
            world.letPass(GuardName.values());
            for (int night = 0; night < NIGHTS; night++) {
                List<Entry> entries = entries(random, night);
                for (String folder : FOLDERS) {
                    world.addText(JOB, folder + "/" + night + ".json", text(entries, folder));
                }
                Progress.Phase where = Progress.Phase.values()[random.nextInt(Progress.Phase.values().length)];
                RunSummary summary = world.run(JOB, world.breaking(where, 1 + random.nextInt(3)));
                if (summary.status() == RunStatus.FAILED) {
                    summary = world.restart(JOB);
                }
                String when = "seed " + seed + ", night " + night;
                assertThat(summary.status()).as(when).isEqualTo(RunStatus.COMPLETED);
                for (int person = 0; person < PEOPLE; person++) {
                    takeIn(person, entries);
                }
                assertThat(held(world)).as(when).isEqualTo(modelled());
            }
        }
    }

    private static List<Entry> entries(Random random, int night) {
        List<Entry> entries = new ArrayList<>();
        Set<Long> times = new TreeSet<>();
        for (int person = 0; person < PEOPLE; person++) {
            for (int more = (night == 0 ? 1 : 0) + random.nextInt(4); more > 0; more--) {
                long time = 1 + night * 100L + random.nextInt(160);
                while (!times.add(time)) {
                    time++;
                }
                boolean emailAlone = night > 0 && random.nextInt(4) == 0;
                Set<String> audiences = random.nextBoolean() ? null : new TreeSet<>();
                if (audiences != null && random.nextBoolean()) {
                    audiences.add("VIP");
                }
                if (audiences != null && random.nextBoolean()) {
                    audiences.add("Trial");
                }
                entries.add(
                        new Entry(person, emailAlone, FOLDERS.get(random.nextInt(FOLDERS.size())), time, audiences));
            }
        }
        return entries;
    }

    private static String text(List<Entry> entries, String folder) {
        StringBuilder text = new StringBuilder();
        entries.stream().filter(entry -> entry.folder().equals(folder)).forEach(entry -> text.append(entry.json())
                .append('\n'));
        return text.toString();
    }

    private void takeIn(int number, List<Entry> all) {
        Person person = model.computeIfAbsent(number, unseen -> new Person());
        List<Entry> own = all.stream()
                .filter(entry -> entry.person() == number)
                .sorted(Comparator.comparingLong(Entry::time))
                .toList();
        if (own.isEmpty()) {
            return;
        }
        Boolean vip = newest(person, own, "VIP");
        Boolean trial = newest(person, own, "Trial");
        tag(person, "vip", vip);
        tag(person, "trial", trial);
        boolean not = Boolean.FALSE.equals(vip) || Boolean.TRUE.equals(trial);
        boolean both = Boolean.TRUE.equals(vip) && Boolean.FALSE.equals(trial);
        tag(person, "both", not ? Boolean.FALSE : both ? Boolean.TRUE : null);
        person.newest = Math.max(person.newest, own.get(own.size() - 1).time());
        person.name = "at " + person.newest;
    }

    /** The night's newest word of the audience, if none before it was newer. */
    private static Boolean newest(Person person, List<Entry> entries, String audience) {
        Boolean newest = null;
        for (Entry entry : entries) {
            if (entry.says(audience) != null && entry.time() >= person.told.getOrDefault(audience, 0L)) {
                newest = entry.says(audience);
                person.told.put(audience, entry.time());
            }
        }
        return newest;
    }

    private static void tag(Person person, String tag, Boolean holds) {
        if (Boolean.TRUE.equals(holds)) {
            person.tags.add(tag);
        } else if (Boolean.FALSE.equals(holds)) {
            person.tags.remove(tag);
        }
    }

    private static Map<String, String> held(NightWorld world) {
        Map<String, String> held = new TreeMap<>();
        world.held().forEach(contact -> held.put(contact.externalId(), contact.name() + " " + contact.tags()));
        return held;
    }

    private Map<String, String> modelled() {
        Map<String, String> modelled = new TreeMap<>();
        model.forEach((number, person) -> modelled.put("P" + number, person.name + " " + person.tags));
        return modelled;
    }
}
