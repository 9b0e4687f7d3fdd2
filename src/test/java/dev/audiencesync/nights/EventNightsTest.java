package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Canary;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** EventStore: all of one person's events are one update, the newest value of each field. */
class EventNightsTest extends NightFixture {

    private static final JobSpec JOB = JobSpec.stream("events");

    private static final String DEFINITION =
            """
            name: events
            source: { stream: event, location: ../exports/events/*, format: event-store, mode: stream }
            actions:
              - action: create-or-update-user
                parameters:
                  user-id: /udo.id
                  email: /udo.mail
                  name: /udo.name
                  last-request-at: /post_time
                  custom-attributes: { plan: /udo.plan }
            """;

    private int files;

    @BeforeEach
    void theJobIsDefined() {
        world.define(JOB, DEFINITION);
    }

    @Test
    void aPersonsEventsAreOneUpdateWithTheNewestValueOfEachField() {
        add(
                event(30, "'udo.id':'a','udo.plan':'gold'"),
                event(10, "'udo.id':'a','udo.mail':'a@x.de','udo.name':'Ada','udo.plan':'free'"),
                event(20, "'udo.id':'a','udo.name':'Ada L.','udo.plan':''"));

        RunSummary night = world.run(JOB);

        assertThat(night.people()).isEqualTo(1);
        assertThat(night.records().read()).isEqualTo(3);
        assertThat(world.spent().writes()).isEqualTo(1);
        assertThat(world.held()).containsExactly(held("a", "a@x.de", "Ada L.", "gold"));
        assertThat(seenAt()).isEqualTo(second(30));
    }

    @Test
    void thousandsOfEventsOfFewPeopleAreAnUpdateEach() {
        List<String> events = new ArrayList<>();
        for (int at = 0; at < 6_000; at++) {
            events.add(event(at, "'udo.id':'" + "abc".charAt(at % 3) + "','udo.name':'at " + at + "'"));
        }
        Collections.shuffle(events, new Random(7));
        add(events.toArray(String[]::new));

        RunSummary night = world.run(JOB);

        assertThat(night.people()).isEqualTo(3);
        assertThat(world.spent().writes()).isEqualTo(3);
        assertThat(world.held()).extracting(Held::name).containsExactlyInAnyOrder("at 5997", "at 5998", "at 5999");
    }

    @Test
    void theLatestRequestCountsWhateverTheOrderOfEvents() {
        world.define(JOB, DEFINITION.replace("last-request-at: /post_time", "last-request-at: /udo.seen"));
        add(event(10, "'udo.id':'a','udo.seen':" + second(7)), event(20, "'udo.id':'a','udo.seen':" + second(5)));
        world.run(JOB);
        assertThat(seenAt()).isEqualTo(second(7));

        add(event(30, "'udo.id':'a','udo.seen':" + second(6)));
        world.run(JOB);

        assertThat(seenAt()).isEqualTo(second(7));
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void aLateOlderEventOverwritesNothingAndAddsWhatNoNewerOneSaid() {
        add(event(20, "'udo.id':'a','udo.name':'New'"));
        world.run(JOB);

        add(event(10, "'udo.id':'a','udo.name':'Old','udo.plan':'gold','udo.mail':'a@x.de'"));
        world.run(JOB);
        assertThat(world.held()).containsExactly(held("a", "a@x.de", "New", "gold"));
        assertThat(seenAt()).isEqualTo(second(20));

        add(event(5, "'udo.id':'a','udo.plan':'free'"), event(15, "'udo.id':'a','udo.name':'Older'"));
        world.run(JOB);

        assertThat(world.spent().writes()).isZero();
        assertThat(world.held()).containsExactly(held("a", "a@x.de", "New", "gold"));
    }

    @Test
    void aTimeMayBeMillisecondsAndAnEventWithoutOneIsTheOldest() {
        add(
                event(10, "'udo.id':'a','udo.name':'Ada'"),
                "{'post_time':" + second(20) + "000,'udo.id':'a','udo.name':'Ada L.'}",
                "{'udo.id':'a','udo.name':'Nobody knows when','udo.plan':'gold'}");
        world.run(JOB);

        assertThat(world.held()).containsExactly(held("a", null, "Ada L.", "gold"));
    }

    @Test
    void anEventWithoutATimeIsNewsToWhatEarlierRunsRead() {
        world.define(JOB, DEFINITION.replace("name: /udo.name", "name: { from: /udo.name, default: Nobody }"));
        add(event(10, "'udo.id':'a','udo.name':'Ada','udo.plan':'gold'"));
        world.run(JOB);

        add("{'udo.id':'a','udo.plan':'pro'}");
        world.run(JOB);
        assertThat(world.held()).containsExactly(held("a", null, "Ada", "pro"));
        assertThat(seenAt()).isEqualTo(second(10));

        add(event(5, "'udo.id':'a','udo.plan':'free'"), "{'udo.id':'b','udo.name':'Bo'}", "{'udo.id':'b'}");
        world.run(JOB);
        assertThat(world.held()).containsExactlyInAnyOrder(held("a", null, "Ada", "pro"), held("b", null, "Bo", null));
    }

    @Test
    void anEmailAloneIsThePersonWithIt() {
        add(
                event(40, "'udo.mail':'A@x.de','udo.plan':'gold'"),
                event(10, "'udo.id':'a','udo.mail':'a@x.de','udo.name':'Ada','udo.plan':'free'"),
                event(20, "'udo.id':'a'"),
                event(30, "'udo.mail':'b@x.de','udo.name':'Bo'"));
        RunSummary first = world.run(JOB);
        assertThat(first.people()).isEqualTo(2);
        assertThat(world.held())
                .containsExactlyInAnyOrder(held("a", "a@x.de", "Ada", "gold"), held(null, "b@x.de", "Bo", null));

        add(event(60, "'udo.id':'a','udo.name':'Ada L.'"), event(50, "'udo.mail':'a@x.de','udo.plan':'pro'"));
        add(event(70, "'udo.id':'b','udo.mail':'b@x.de'"));
        RunSummary second = world.run(JOB);

        assertThat(second.people()).isEqualTo(2);
        assertThat(world.held())
                .containsExactlyInAnyOrder(held("a", "a@x.de", "Ada L.", "pro"), held("b", "b@x.de", "Bo", null));
    }

    @Test
    void whoChangedTheEmailIsNotTakenForWhoHasTheOldOneNow() {
        add(
                event(10, "'udo.id':'a','udo.mail':'one@x.de'"),
                event(20, "'udo.id':'a','udo.mail':'two@x.de'"),
                event(30, "'udo.id':'b','udo.mail':'one@x.de'"),
                event(40, "'udo.mail':'one@x.de','udo.plan':'gold'"));
        world.run(JOB);

        assertThat(world.held())
                .containsExactlyInAnyOrder(held("a", "two@x.de", null, null), held("b", "one@x.de", null, "gold"));
    }

    @Test
    void anEventForWhichNoConditionHoldsContributesNothing() {
        world.define(
                JOB,
                DEFINITION.replace(
                        "    parameters:",
                        "    when: { equals: { /tealium_event: login }, not: { flag: udo.test } }\n    parameters:"));
        add(
                event(10, "'udo.id':'a','udo.name':'Ada','tealium_event':'login'"),
                event(20, "'udo.id':'a','udo.name':'Guest','tealium_event':'view'"),
                event(30, "'udo.id':'a','udo.name':'Test','tealium_event':'login','udo.test':'true'"),
                event(40, "'udo.id':'b','udo.name':'Bo','tealium_event':'view'"),
                event(50, "'udo.id':'c','udo.name':['no','name'],'tealium_event':'view'"));

        RunSummary night = world.run(JOB);

        assertThat(night.exitCode()).isZero();
        assertThat(world.held()).containsExactly(held("a", null, "Ada", null));
        assertThat(seenAt()).isEqualTo(second(10));
        assertThat(night.details().notes())
                .anyMatch(note -> note.equals("4 of 5 events were passed over: no action's `when` holds for them."));
    }

    @Test
    void aConditionOnWhatNoEventCarriesIsNoted() {
        world.define(
                JOB, DEFINITION.replace("    parameters:", "    when: { equals: { /udo.typo: x } }\n    parameters:"));
        add(event(10, "'udo.id':'a'"));

        assertThat(world.run(JOB).details().notes())
                .contains("No event of this run carries `udo.typo`, which a condition asks about.");
        assertThat(world.held()).isEmpty();
    }

    @Test
    void eachActionTakesWhatItIsFor() {
        world.define(
                JOB,
                DEFINITION + "  - action: create-or-update-user\n    when: { equals: { /e: buy } }\n"
                        + "    parameters: { user-id: /udo.id, name: /udo.buyer }\n");
        add(
                event(10, "'udo.id':'a','udo.name':'Ada','udo.plan':'free','e':'view'"),
                event(20, "'udo.id':'a','udo.buyer':'Ada, buyer','e':'buy'"),
                event(30, "'udo.id':'a','udo.buyer':'no','e':'view'"));
        world.run(JOB);

        assertThat(world.held()).containsExactly(held("a", null, "Ada, buyer", "free"));
    }

    @Test
    void aDefaultIsForWhoHasNoEventThatTells() {
        world.define(JOB, DEFINITION.replace("plan: /udo.plan", "plan: { from: /udo.plan, default: free }"));
        add(event(20, "'udo.id':'a'"), event(10, "'udo.id':'a','udo.plan':'gold'"), event(10, "'udo.id':'b'"));
        world.run(JOB);
        assertThat(world.held())
                .containsExactlyInAnyOrder(held("a", null, null, "gold"), held("b", null, null, "free"));

        add(event(30, "'udo.id':'a'"), event(5, "'udo.id':'b','udo.plan':'pro'"));
        world.run(JOB);

        assertThat(world.held()).containsExactlyInAnyOrder(held("a", null, null, "gold"), held("b", null, null, "pro"));
    }

    @Test
    void eventsThatNameNobodyArePassedOverAndDamagedOnesRejected() {
        add(
                event(10, "'page_url':'/'"),
                event(20, "'udo.id':'','udo.mail':' '"),
                event(30, "'udo.mail':'call me'"),
                "{'post_time'",
                event(40, "'udo.id':'a'"));

        RunSummary night = world.run(JOB);

        assertThat(night.exitCode()).isEqualTo(3);
        assertThat(night.records().rejected()).isEqualTo(2);
        assertThat(night.details().notes())
                .contains("2 of 5 events name nobody, and were passed over: none of the identifiers is filled in.");
        assertThat(world.held()).extracting(Held::externalId).containsExactly("a");
    }

    @Test
    void whatWasDeferredIsMergedWithWhatComesLater() {
        add(event(10, "'udo.id':'a','udo.name':'Ada'"), event(10, "'udo.id':'b'"));
        world.run(JOB);
        world.sandbox().faults().answer("gold", 500);
        add(
                event(20, "'udo.id':'a','udo.plan':'gold'"),
                event(30, "'udo.id':'a','udo.name':'Ada L.'"),
                event(20, "'udo.id':'b','udo.name':'Bo'"));
        assertThat(world.run(JOB).exitCode()).isEqualTo(3);
        world.sandbox().faults().clear();

        add(event(25, "'udo.id':'a','udo.name':'Late','udo.mail':'a@x.de'"));
        world.run(JOB);

        assertThat(world.held())
                .containsExactlyInAnyOrder(held("a", "a@x.de", "Ada L.", "gold"), held("b", null, "Bo", null));
    }

    @Test
    void whatIntercomRefusedIsNotLostToANewerEvent() {
        world.sandbox().faults().answer("Bad", 422);
        add(event(10, "'udo.id':'a','udo.name':'Bad','udo.plan':'gold'"), event(10, "'udo.id':'b'"));
        world.run(JOB);

        add(event(20, "'udo.id':'a','udo.name':'Good'"));
        world.run(JOB);

        assertThat(world.held())
                .containsExactlyInAnyOrder(held("a", null, "Good", "gold"), held("b", null, null, null));
    }

    @Test
    void whatIntercomRefusedUnderTheEmailAloneIsNotLostToWhomeverItTurnsOutToBe() {
        world.sandbox().faults().answer("Bad", 422);
        add(event(10, "'udo.mail':'a@x.de','udo.name':'Bad','udo.plan':'gold'"), event(10, "'udo.id':'b'"));
        world.run(JOB);

        add(event(20, "'udo.id':'b','udo.name':'Bo'"));
        assertThat(world.run(JOB).exitCode()).isZero();
        assertThat(world.held()).containsExactly(held("b", null, "Bo", null));

        add(event(30, "'udo.id':'a','udo.mail':'a@x.de','udo.name':'Good'"));
        world.run(JOB);
        assertThat(world.held())
                .containsExactlyInAnyOrder(held("a", "a@x.de", "Good", "gold"), held("b", null, "Bo", null));
    }

    @Test
    void whomIntercomRefusedIsNoSecondPersonWithAnEmail() {
        add(event(10, "'udo.id':'two','udo.mail':'a@x.de'"));
        world.run(JOB);
        world.sandbox().faults().answer("Bad", 422);
        add(event(20, "'udo.id':'one','udo.mail':'a@x.de','udo.name':'Bad'"), event(20, "'udo.id':'b'"));
        world.run(JOB);

        add(event(30, "'udo.mail':'a@x.de','udo.plan':'gold'"));
        assertThat(world.run(JOB).exitCode()).isZero();

        assertThat(world.held())
                .containsExactlyInAnyOrder(held("two", "a@x.de", null, "gold"), held("b", null, null, null));
    }

    @Test
    void aCanaryABrokenRunAndAKeptPlanEndTheSame() {
        add(event(10, "'udo.id':'a','udo.name':'Ada'"), event(20, "'udo.id':'b','udo.name':'Bo'"));
        add(event(30, "'udo.id':'a','udo.plan':'gold'"), event(5, "'udo.id':'b','udo.plan':'free'"));
        world.run(JOB, new Canary(List.of("a"), OptionalLong.empty()), Progress.SILENT);
        assertThat(world.held()).containsExactly(held("a", null, "Ada", "gold"));
        for (Progress.Phase phase : Progress.Phase.values()) {
            if (world.run(JOB, world.breaking(phase, 1)).status() == RunStatus.FAILED) {
                world.restart(JOB);
            }
        }
        assertThat(world.held())
                .containsExactlyInAnyOrder(held("a", null, "Ada", "gold"), held("b", null, "Bo", "free"));

        add(event(40, "'udo.id':'b','udo.plan':'pro'"));
        world.apply(JOB, world.plan(JOB).run());
        add(event(35, "'udo.id':'b','udo.plan':'gold'"));
        world.run(JOB);

        assertThat(world.held())
                .containsExactlyInAnyOrder(held("a", null, "Ada", "gold"), held("b", null, "Bo", "pro"));
    }

    private void add(String... events) {
        world.addText(JOB, files++ + ".json", String.join("\n", events).replace('\'', '"') + "\n");
    }

    private static String event(int at, String fields) {
        return "{'post_time':'" + Instant.ofEpochSecond(second(at)) + "'," + fields + "}";
    }

    private static long second(int at) {
        return 1_795_168_800L + at;
    }

    private long seenAt() {
        return world.sandbox().contacts().stream()
                .filter(contact -> "a".equals(contact.externalId()))
                .findFirst()
                .orElseThrow()
                .lastSeenAt();
    }

    private static Held held(String id, String email, String name, String plan) {
        return new Held(
                id, email, name, new TreeMap<>(plan == null ? Map.of() : Map.of("plan", plan)), new TreeSet<>());
    }
}
