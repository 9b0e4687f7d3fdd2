package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Canary;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nights of random events, in any order and partly late, broken off and tried on a few people now and then, against a
 * model that keeps the newest value of each field. A failure names its seed; {@code -Dnights.seed=N} runs that world
 * alone, {@code -Dnights.worlds=N} more of them.
 */
class EventWorldsTest {

    private static final JobSpec JOB = JobSpec.stream("events");
    private static final int PEOPLE = 8;
    private static final int NIGHTS = 5;
    private static final List<String> FIELDS = List.of("name", "plan");

    private static final String DEFINITION =
            """
            name: events
            source: { stream: event, location: ../exports/events/*, format: event-store, mode: stream }
            actions:
              - action: create-or-update-user
                when: { not: { equals: { /kind: noise } } }
                parameters:
                  user-id: /udo.id
                  email: /udo.mail
                  name: /udo.name
                  last-request-at: /post_time
                  custom-attributes: { plan: /udo.plan }
            """;

    /** The newest value of each field with its time. */
    private static final class Person {
        private final Map<String, String> values = new HashMap<>();
        private final Map<String, Long> times = new HashMap<>();
        private long seen;
    }

    @TempDir
    Path root;

    private final Map<Integer, Person> model = new HashMap<>();
    private final Set<Long> times = new TreeSet<>();

    static LongStream seeds() {
        Long one = Long.getLong("nights.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, Long.getLong("nights.worlds", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aWorldAlwaysHoldsTheNewestOfEachField(long seed) {
        Random random = new Random(seed);
        try (NightWorld world = NightWorld.in(root)) {
            world.define(JOB, DEFINITION);
            for (int night = 0; night < NIGHTS; night++) {
                String when = "seed " + seed + ", night " + night;
                for (int file = 0; file < 2; file++) {
                    world.addText(JOB, night + "-" + file + ".json", events(random, night, file == 0));
                }
                if (random.nextBoolean()) {
                    Canary few = new Canary(List.of("P1", "p2@x.de"), OptionalLong.empty());
                    world.run(JOB, few, Progress.SILENT);
                }
                Progress.Phase where = Progress.Phase.values()[random.nextInt(Progress.Phase.values().length)];
                RunSummary summary = world.run(JOB, world.breaking(where, 1 + random.nextInt(2)));
                if (summary.status() == RunStatus.FAILED) {
                    summary = world.restart(JOB);
                }
                assertThat(summary.status()).as(when).isEqualTo(RunStatus.COMPLETED);
                assertThat(held(world)).as(when).isEqualTo(modelled());
            }
        }
    }

    private String events(Random random, int night, boolean introducing) {
        StringBuilder text = new StringBuilder();
        for (int person = 0; person < PEOPLE; person++) {
            for (int more = (introducing ? 1 : 0) + random.nextInt(4); more > 0; more--) {
                text.append(event(random, night, person, night == 0 && introducing));
            }
        }
        return text.toString();
    }

    private String event(Random random, int night, int number, boolean whole) {
        long time = 1_795_168_800L + night * 100L + random.nextInt(250);
        while (!times.add(time)) {
            time++;
        }
        boolean emailAlone = !whole && random.nextInt(3) == 0;
        boolean noise = !whole && random.nextInt(5) == 0;
        Map<String, String> event = new TreeMap<>();
        event.put("kind", noise ? "noise" : "news");
        event.put(
                "post_time", random.nextBoolean() ? Instant.ofEpochSecond(time).toString() : time + "000");
        if (whole || emailAlone || random.nextBoolean()) {
            event.put("udo.mail", "p" + number + "@x.de");
        }
        if (!emailAlone) {
            event.put("udo.id", "P" + number);
        }
        Person person = model.computeIfAbsent(number, unseen -> new Person());
        for (String field : FIELDS) {
            if (random.nextBoolean()) {
                event.put("udo." + field, field + random.nextInt(3));
                if (!noise && time > person.times.getOrDefault(field, 0L)) {
                    person.times.put(field, time);
                    person.values.put(field, event.get("udo." + field));
                }
            }
        }
        person.seen = noise ? person.seen : Math.max(person.seen, time);
        StringBuilder json = new StringBuilder();
        event.forEach(
                (key, value) -> json.append(json.isEmpty() ? "{" : ",").append("\"" + key + "\":\"" + value + "\""));
        return json + "}\n";
    }

    private static Map<String, String> held(NightWorld world) {
        Map<String, String> held = new TreeMap<>();
        world.sandbox()
                .contacts()
                .forEach(contact -> held.put(
                        contact.externalId() + " " + contact.email(),
                        contact.name() + " " + contact.customAttributes().get("plan") + " " + contact.lastSeenAt()));
        return held;
    }

    private Map<String, String> modelled() {
        Map<String, String> modelled = new TreeMap<>();
        model.forEach((number, person) -> modelled.put(
                "P" + number + " p" + number + "@x.de",
                person.values.get("name") + " " + person.values.get("plan") + " " + person.seen));
        return modelled;
    }
}
