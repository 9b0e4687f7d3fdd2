package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.nights.BadLine.Mishap;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.ContactSeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nights over a line on which calls and their answers get lost: nobody is lost, and nobody is made twice. */
@Timeout(240)
class BadLineNightsTest {
    private static final JobSpec JOB =
            JobSpec.stream("nightly").attribute("plan").tag("VIP", "VIP");
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final int PEOPLE = 36;
    private static final int NIGHTS = 3;
    /** Whom each attempt of a call failed is done by the next run, unless a newer record comes first. */
    private static final int DEFERRED = 3;

    private static final int MOST_RESTARTS = 20;

    @TempDir
    Path root;

    private NightWorld world;
    private BadLine line;

    @BeforeEach
    void start() {
        world = NightWorld.in(root);
        line = new BadLine(world.sandbox().baseUrl());
        world.reach(line.url(), ANSWER);
    }

    @AfterEach
    void close() {
        line.close();
        world.close();
    }

    @ParameterizedTest
    @EnumSource(Mishap.class)
    void whateverBefallsACreateThePersonIsThereOnce(Mishap mishap) {
        line.befallNextCreate(mishap);

        assertThat(world.night(JOB, Visitor.user("ada").named("Ada").in("VIP")).exitCode())
                .isZero();

        world.assertAsModelled();
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE_AND_HUNG_UP", "DONE_AND_STATUS_500", "DONE_AND_SILENT"})
    void aCreateWhoseAnswerIsLostIsNotMadeTwiceThoughOneIdentifierIsMissing(Mishap mishap) {
        line.befallNextCreate(mishap);
        Visitor byIdAlone = Visitor.of("ada", null).named("Ada").in("VIP");
        assertThat(world.nightWith("a.json", JOB, byIdAlone).exitCode()).isZero();
        line.befallNextCreate(mishap);
        Visitor byEmailAlone =
                Visitor.withEmailOnly("bo@example.com").named("Bo").in("VIP");
        assertThat(world.nightWith("b.json", JOB, byEmailAlone).exitCode()).isZero();

        world.assertAsModelled();
        assertThat(world.sandbox().contacts()).hasSize(2);
    }

    @Test
    void aCreateBesideAnotherWithTheEmailWhoseAnswerIsLostIsNotMadeTwice() {
        world.sandbox().manually().seedContact(ContactSeed.user("other").withEmail("ada@example.com"));
        world.model().add("other", "ada@example.com");
        line.befallNextCreate(Mishap.DONE_AND_HUNG_UP);

        assertThat(world.night(JOB, Visitor.user("ada").in("VIP")).exitCode()).isZero();

        world.assertAsModelled();
    }

    @Test
    void nightsOverABadLineEndAsTheirRecordsAsk() {
        long seed = Long.getLong("nights.seed", 7);
        Random random = new Random(seed);
        Deck deck = new Deck(new Random(seed));
        line.draw(deck::draw);
        for (int night = 1; night <= NIGHTS; night++) {
            Visitor[] records = records(random, night);
            world.addExport(JOB, night + ".json", records);
            runToItsEnd("seed " + seed + ", night " + night);
            world.model().night(JOB, Arrays.asList(records));
        }
        assertThat(deck.emptied())
                .as("seed " + seed + ": every mishap befell a call")
                .isPositive();
        line.draw(() -> Mishap.NONE);
        world.addExport(JOB, "last.json", Visitor.user("last"));
        world.model().night(JOB, List.of(Visitor.user("last")));

        assertThat(world.run(JOB).exitCode()).as("seed " + seed).isZero();

        assertThat(world.held())
                .as("seed " + seed)
                .containsExactlyInAnyOrderElementsOf(world.model().held());
        assertThat(world.stored("select code from planned_change where outcome = 'REJECTED'"))
                .as("seed " + seed)
                .isEmpty();
    }

    /** Every third call or so meets a mishap, and none comes again before all others came. */
    private static final class Deck {
        private final Random chance;
        private final List<Mishap> cards = new ArrayList<>();
        private int emptied;

        Deck(Random chance) {
            this.chance = chance;
        }

        synchronized Mishap draw() {
            if (chance.nextInt(3) > 0) {
                return Mishap.NONE;
            }
            if (cards.isEmpty()) {
                cards.addAll(List.of(Mishap.values()));
                Collections.shuffle(cards, chance);
            }
            Mishap drawn = cards.remove(0);
            emptied += cards.isEmpty() ? 1 : 0;
            return drawn;
        }

        synchronized int emptied() {
            return emptied;
        }
    }

    private void runToItsEnd(String when) {
        RunSummary summary = world.run(JOB);
        for (int again = 0; summary.status() == RunStatus.FAILED && again < MOST_RESTARTS; again++) {
            summary = world.restart(JOB);
        }
        for (int again = 0; summary.exitCode() == DEFERRED && again < MOST_RESTARTS; again++) {
            summary = world.run(JOB);
        }
        assertThat(summary.status()).as(when).isEqualTo(RunStatus.COMPLETED);
        assertThat(summary.exitCode()).as(when).isZero();
    }

    private static Visitor[] records(Random random, int night) {
        List<Visitor> records = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            String id = person % 3 == 1 ? null : "P" + person;
            String email = person % 3 == 2 ? null : "p" + person + "@example.com";
            Visitor record =
                    Visitor.of(id, email).named("Name " + random.nextInt(4)).at(night);
            record = random.nextBoolean() ? record.in("VIP") : record;
            records.add(random.nextBoolean() ? record.with("plan", "plan " + random.nextInt(3)) : record);
        }
        return records.toArray(Visitor[]::new);
    }
}
