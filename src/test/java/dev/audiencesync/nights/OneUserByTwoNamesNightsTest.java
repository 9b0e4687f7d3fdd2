package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A job that does nothing but tag, and one user of whom one record has the User ID only, another the e-mail only: once it
 * is known that the two are one, the newer of them speaks for both, like any two records of a person. A world is made of its
 * seed; {@code -Dnights.seed=N} runs that world alone, {@code -Dnights.worlds=N} more of them.
 */
class OneUserByTwoNamesNightsTest extends NightFixture {
    private static final JobSpec SNAPSHOT =
            JobSpec.snapshot("nightly").withoutCreating().tag("VIP", "VIP").tagBy("email", "VIP", "VIP");
    private static final Visitor BO = Visitor.user("Bo").in("VIP");
    private static final Visitor BY_ID = Visitor.of("Ada", null);
    private static final Visitor BY_EMAIL = Visitor.withEmailOnly("ada@example.com");

    @BeforeEach
    void adaIsKnownByTwoNames() {
        begin(world);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4", "2.16"})
    void bothRecordsOfAUserWhoIsMetForTheFirstTimeMayAskForTheTag(String version) {
        RunSummary summary = world.night(SNAPSHOT.version(version), BY_ID.in("VIP"), BY_EMAIL.in("VIP"));

        assertThat(summary.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(tags(world)).containsExactly("vip");
    }

    /** After a night on which both asked for the tag, the later of a night's records says whether she has it. */
    @ParameterizedTest
    @ValueSource(strings = {"1.4", "2.16"})
    void theNewerOfTheTwoRecordsSpeaksForTheUser(String version) {
        JobSpec job = SNAPSHOT.version(version);
        List<List<Visitor>> nights = nights();
        for (long seed : seeds()) {
            Random random = new Random(seed);
            try (NightWorld other = NightWorld.in(root.resolve("w" + seed))) {
                begin(other);
                other.night(job, BO, BY_ID.in("VIP"), BY_EMAIL.in("VIP"));
                StringBuilder told = new StringBuilder("seed " + seed);
                for (int night = 2; night < 8; night++) {
                    List<Visitor> records = nights.get(random.nextInt(nights.size()));
                    told.append("\n").append(records);
                    RunSummary summary = other.night(job, records.toArray(Visitor[]::new));

                    assertThat(summary.exitCode()).as(told.toString()).isZero();
                    assertThat(tags(other)).as(told.toString()).isEqualTo(asTheLastOf(records));
                }
            }
        }
    }

    private static long[] seeds() {
        Long one = Long.getLong("nights.seed");
        return one != null
                ? new long[] {one}
                : LongStream.rangeClosed(1, Long.getLong("nights.worlds", 2)).toArray();
    }

    /** Bo alone, and with either or both of Ada's records, each in the audience or out of it, in either order. */
    private static List<List<Visitor>> nights() {
        List<List<Visitor>> nights = new ArrayList<>(List.of(List.of(BO)));
        for (Visitor id : List.of(BY_ID, BY_ID.in("VIP"))) {
            nights.add(List.of(BO, id));
            for (Visitor email : List.of(BY_EMAIL, BY_EMAIL.in("VIP"))) {
                nights.addAll(List.of(List.of(BO, email), List.of(BO, id, email), List.of(BO, email, id)));
            }
        }
        return nights;
    }

    private static Set<String> asTheLastOf(List<Visitor> records) {
        Visitor last = records.get(records.size() - 1);
        return !last.equals(BO) && last.audiences().contains("VIP") ? Set.of("vip") : Set.of();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTagThatAnotherJobPutOnUnderTheOtherNameStays(boolean theOneByEmailLeaves) {
        JobSpec byId =
                JobSpec.snapshot("by-id").version("1.4").withoutCreating().tag("VIP", "VIP");
        JobSpec byEmail =
                JobSpec.snapshot("by-email").version("1.4").withoutCreating().tagBy("email", "VIP", "VIP");
        world.night(byId, BO, BY_ID.in("VIP"));
        world.night(byEmail, BO, BY_EMAIL.in("VIP"));

        world.night(theOneByEmailLeaves ? byEmail : byId, BO);
        assertThat(tags(world)).containsExactly("vip");

        world.night(theOneByEmailLeaves ? byId : byEmail, BO);
        assertThat(tags(world)).isEmpty();
    }

    @Test
    void inAStreamTheNewerRecordOfTheTwoSpeaksForHer() {
        JobSpec job = JobSpec.stream("stream")
                .version("1.4")
                .withoutCreating()
                .tag("VIP", "VIP")
                .tagBy("email", "VIP", "VIP");
        world.nightWith("1.json", job, BY_ID.in("VIP").at(4), BY_EMAIL.in("VIP").at(2));

        world.nightWith("2.json", job, BY_EMAIL.at(3));
        assertThat(tags(world)).as("the other record is newer").containsExactly("vip");

        world.nightWith("3.json", job, BY_ID.at(5));
        assertThat(tags(world)).isEmpty();
    }

    @Test
    void onlyWhoMayLoseATagIsLookedForAndOnlyOnce() {
        JobSpec job = SNAPSHOT.version("1.4");
        Visitor[] first = {BO, BY_ID.in("VIP"), BY_EMAIL.in("VIP")};
        world.night(job, first);
        assertThat(lookUps()).isZero();
        world.night(job, first);
        assertThat(lookUps()).isZero();
        world.night(job, BO, BY_ID.in("VIP"));
        assertThat(lookUps()).isEqualTo(1);
        world.night(job, BO);
        assertThat(lookUps()).isZero();
        assertThat(tags(world)).isEmpty();
    }

    @Test
    void aTagUnderAnEmailThatSeveralHaveByNowComesOffOnceOnlyOneHasIt() {
        JobSpec users =
                JobSpec.snapshot("nightly").version("1.4").withoutCreating().tagBy("email", "VIP", "VIP");
        world.night(users, BO, BY_EMAIL.in("VIP"));
        String another =
                world.sandbox().manually().seedContact(ContactSeed.user("Eve").withEmail("ada@example.com"));
        JobSpec contacts = users.version("2.16");

        RunSummary leaves = world.night(contacts, BO, BY_EMAIL);
        assertThat(leaves.rejected()).isEqualTo(1);
        assertThat(tags(world)).containsExactly("vip");
        RunSummary absent = world.night(contacts, BO);
        assertThat(absent.details().notes()).anySatisfy(note -> assertThat(note).contains("ambiguous_email"));
        assertThat(tags(world)).containsExactly("vip");

        world.sandbox().manually().delete(another);
        world.night(contacts, BO);
        assertThat(tags(world)).isEmpty();
    }

    @Test
    void ofTwoUserIdsWithOneEmailOnlyOneIsTheUserWhoHasNone() {
        world.sandbox().manually().seedContact(ContactSeed.userWithEmail("home@example.com"));
        JobSpec job = JobSpec.snapshot("nightly")
                .version("1.4")
                .withoutCreating()
                .tag("VIP", "VIP")
                .tag("Gold", "Gold")
                .tagBy("email", "Home", "Home");

        world.night(
                job,
                Visitor.of("Cy", "home@example.com").in("VIP"),
                Visitor.of("Di", "home@example.com").in("Gold"));

        assertThat(world.held())
                .filteredOn(contact -> "home@example.com".equals(contact.email()))
                .singleElement()
                .satisfies(contact -> assertThat(contact.tags()).hasSize(1));
        assertThat(world.stored("select count(*) from tag_owner")).containsExactly("1");
    }

    private long lookUps() {
        return world.spent().calls(CallKind.FIND_USERS_BY_EMAIL)
                + world.spent().calls(CallKind.FIND_USER_BY_USER_ID)
                + world.spent().calls(CallKind.GET_USER);
    }

    private static void begin(NightWorld world) {
        world.letPass(GuardName.values());
        world.sandbox().manually().seedContact(ContactSeed.user("Ada").withEmail("ada@example.com"));
        world.sandbox().manually().seedContact(ContactSeed.user("Bo").withEmail("bo@example.com"));
    }

    private static Set<String> tags(NightWorld world) {
        return world.held().stream()
                .filter(contact -> "Ada".equals(contact.externalId()))
                .findFirst()
                .orElseThrow()
                .tags();
    }
}
