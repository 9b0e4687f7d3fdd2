package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A visitor of which earlier nights took in a record, and which another one takes over by a record that is older by its
 * own time: {@code old} is what that visitor says, by {@code v1}, and {@code new} what the one that replaced it says.
 */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LateStitchingNightsTest {

    private static final JobSpec JOB = JobSpec.stream("nightly").tag("VIP", "VIP");
    private static final String REPLACES = ",'replaces':['v0','v1']";

    @TempDir
    Path root;

    private final TestDatabase database;
    private NightWorld world;
    private int files;

    LateStitchingNightsTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() {
        world = NightWorld.in(root, SandboxOptions.defaults(), database::made);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theNewerVisitorWinsAndTheOlderOnesLateRecordsDoNot() {
        night(visit("v1", "", "Ada", 9, "old").replace("[]", "['VIP']"));
        assertThat(tags("Ada")).containsExactly("vip");

        RunSummary stitched = night(visit("v2", REPLACES, "Ada", 5, "new"));
        assertThat(names()).isEqualTo(Map.of("Ada", "new"));
        assertThat(tags("Ada")).isEmpty();
        assertThat(stitched.records().older()).isZero();

        RunSummary late = night(visit("v1", "", "Ada", 12, "older"), visit("v3", "", "Ada", 4, "other"));
        assertThat(names()).isEqualTo(Map.of("Ada", "new"));
        assertThat(late.records().older()).isEqualTo(2);

        night(visit("v3", "", "Ada", 6, "newer than the new one"));
        assertThat(names()).isEqualTo(Map.of("Ada", "newer than the new one"));

        night(visit("v2", "", "Ada", 10, "newest"));
        assertThat(names()).isEqualTo(Map.of("Ada", "newest"));
        assertThat(world.sandbox().counts().contactsCreated()).isEqualTo(1);
    }

    /** A record that asks for nothing new is remembered apart from what a person's row says. */
    @Test
    void theSameHoldsWhereTheOlderVisitorsNewestRecordAskedForNothingNew() {
        night(visit("v1", "", "Ada", 1, "old"), visit("w", "", "Bo", 1, "bo"), visit("x", "", "Cy", 1, "cy"));
        night(visit("v1", "", "Ada", 9, "old"), visit("w", "", "Bo", 9, "bo"));
        night(visit("x", "", "Cy", 3, "cy"));

        night(visit("v2", REPLACES, "Ada", 5, "new"));
        assertThat(names()).isEqualTo(Map.of("Ada", "new", "Bo", "bo", "Cy", "cy"));

        night(visit("v1", "", "Ada", 12, "older"), visit("w", "", "Bo", 7, "late"), visit("x", "", "Cy", 2, "late"));
        assertThat(names()).isEqualTo(Map.of("Ada", "new", "Bo", "bo", "Cy", "cy"));

        night(visit("v3", "", "Ada", 6, "newest"));
        assertThat(names()).containsEntry("Ada", "newest");
    }

    @Test
    void whoseOnlyClockThatWasIsForgotten() {
        night(visit("v1", "", "Ada", 1, "old"));
        night(visit("v1", "", "Ada", 9, "old"));

        night(visit("v2", REPLACES, "Ada", 5, "new"));
        night(visit("v1", "", "Ada", 12, "older"));

        assertThat(names()).isEqualTo(Map.of("Ada", "new"));
    }

    @Test
    void aNewerVisitorThatSaysTheSameMovesThePersonOnToo() {
        night(visit("v1", "", "Ada", 9, "same"));
        RunSummary stitched = night(visit("v2", REPLACES, "Ada", 5, "same"));
        assertThat(stitched.planned().unchanged()).isEqualTo(1);
        assertThat(stitched.applied().writes()).isZero();

        night(visit("v1", "", "Ada", 12, "older"), visit("v3", "", "Ada", 4, "other"));
        assertThat(names()).isEqualTo(Map.of("Ada", "same"));

        night(visit("v3", "", "Ada", 6, "newest"));
        assertThat(names()).isEqualTo(Map.of("Ada", "newest"));
    }

    /** Whoever the record is about that tells it, and wherever it stands. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anothersRecordTellsToo(int place) {
        night(visit("v1", "", "Ada", 9, "old"));
        List<String> records =
                new ArrayList<>(List.of(visit("v4", "", "Ada", 6, "second"), visit("v3", "", "Ada", 7, "newest")));
        records.add(place, visit("v2", REPLACES, "Bo", 5, "bo"));

        RunSummary stitched = night(records.toArray(String[]::new));
        assertThat(names()).isEqualTo(Map.of("Ada", "newest", "Bo", "bo"));
        assertThat(stitched.records().older()).isZero();
    }

    @Test
    void aNightLaterItIsToldStill() {
        night(visit("v1", "", "Ada", 9, "old"));
        night(visit("v2", REPLACES, "Bo", 5, "bo"));
        assertThat(names()).containsEntry("Ada", "old");

        night(visit("v1", "", "Ada", 8, "older by the same visitor"), visit("v3", "", "Ada", 4, "older"));
        assertThat(names()).containsEntry("Ada", "old");

        night(visit("v3", "", "Ada", 7, "newest"));
        assertThat(names()).containsEntry("Ada", "newest");
    }

    @Test
    void aRejectedRecordTellsToo() {
        night(visit("v1", "", "Ada", 9, "old"));

        RunSummary stitched = night(
                visit("v3", "", "Ada", 3, "newest"),
                visit("v2", REPLACES, "Ada", 5, "new").replace("Ada@x.de", "call me"));

        assertThat(stitched.records().rejected()).isEqualTo(1);
        assertThat(names()).isEqualTo(Map.of("Ada", "newest"));
    }

    @Test
    void theNewerVisitorMayBeKnownByTheEmailAlone() {
        night(visit("v1", "", "Ada", 9, "old"));

        night(visit("v2", REPLACES, "Ada", 5, "new").replace("'Customer ID':'Ada',", ""));

        assertThat(names()).isEqualTo(Map.of("Ada", "new"));
    }

    /** Then what is remembered of them goes over to the name that the newer visitor tells. */
    @Test
    void theOlderVisitorMayHaveBeenKnownByTheEmailAlone() {
        night(visit("v1", "", "Ada", 9, "old").replace("'Customer ID':'Ada',", ""));

        night(visit("v2", REPLACES, "Ada", 5, "new"));
        assertThat(names()).isEqualTo(Map.of("Ada", "new"));

        night(visit("v1", "", "Ada", 12, "older"));
        assertThat(names()).isEqualTo(Map.of("Ada", "new"));
    }

    /** A user of whom the ledger knew the e-mail alone until the newer visitor's record had the User ID. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofOneUserByTwoNamesToo(boolean staysInTheAudience) {
        JobSpec job =
                JobSpec.stream("nightly").withoutCreating().tag("VIP", "VIP").tagBy("email", "VIP", "VIP");
        world.letPass(GuardName.values());
        world.sandbox().manually().seedContact(ContactSeed.user("Ada").withEmail("Ada@x.de"));
        String old = visit("v1", "", "Ada", 9, "old").replace("[]", "['VIP']");
        run(job, old.replace("'Customer ID':'Ada',", ""));
        assertThat(tags("Ada")).containsExactly("vip");

        run(job, member(visit("v2", REPLACES, "Ada", 5, "new"), staysInTheAudience));
        assertThat(tags("Ada").contains("vip")).isEqualTo(staysInTheAudience);

        run(
                job,
                member(visit("v1", "", "Ada", 12, "older"), !staysInTheAudience),
                member(visit("v3", "", "Ada", 4, "older"), !staysInTheAudience));
        assertThat(tags("Ada").contains("vip")).isEqualTo(staysInTheAudience);

        run(job, member(visit("v3", "", "Ada", 6, "newest"), !staysInTheAudience));
        assertThat(tags("Ada").contains("vip")).isNotEqualTo(staysInTheAudience);
    }

    private static String member(String record, boolean isOne) {
        return isOne ? record.replace("[]", "['VIP']") : record;
    }

    @Test
    void aRunThatBreaksOffRemembersItOnceItIsDone() {
        night(visit("v1", "", "Ada", 9, "old"), visit("w", "", "Bo", 1, "bo"));
        add(visit("v2", REPLACES, "Ada", 5, "new"), visit("w", "", "Bo", 2, "bo again"));
        world.run(JOB, world.breaking(Progress.Phase.APPLY, 1));
        world.restart(JOB);
        assertThat(names()).isEqualTo(Map.of("Ada", "new", "Bo", "bo again"));

        night(visit("v1", "", "Ada", 12, "older"));

        assertThat(names()).containsEntry("Ada", "new");
    }

    @Test
    void aPlanThatIsAppliedLaterRemembersItToo() {
        night(visit("v1", "", "Ada", 9, "old"));
        add(visit("v2", REPLACES, "Ada", 5, "new"));
        RunSummary plan = world.plan(JOB);
        assertThat(plan.planned().update()).isEqualTo(1);
        world.apply(JOB, plan.run());
        assertThat(names()).isEqualTo(Map.of("Ada", "new"));

        night(visit("v1", "", "Ada", 12, "older"));
        assertThat(names()).isEqualTo(Map.of("Ada", "new"));
    }

    @Test
    void whatStoresOfEarlierReleasesRememberCountsByItsOwnTime() {
        night(visit("v1", "", "Ada", 9, "old"));
        world.look(store -> store.update("update person_job set visitor = 0"));

        night(visit("v2", REPLACES, "Ada", 5, "new"));
        assertThat(names()).isEqualTo(Map.of("Ada", "old"));

        night(visit("v2", REPLACES, "Ada", 9, "new"));
        assertThat(names()).isEqualTo(Map.of("Ada", "new"));
    }

    private RunSummary night(String... records) {
        return run(JOB, records);
    }

    private RunSummary run(JobSpec job, String... records) {
        add(records);
        return world.run(job);
    }

    private void add(String... records) {
        world.addText(JOB, files++ + ".json", String.join("\n", records).replace('\'', '"') + "\n");
    }

    private static String visit(String visitor, String more, String id, long time, String name) {
        return "{'_id':'" + visitor + "'" + more + ",'properties':{'Customer ID':'" + id + "','Email Address':'" + id
                + "@x.de','Full name':'" + name + "'},'audiences':[],'dates':{'Last visit':" + time + "}}";
    }

    private Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        world.held().forEach(contact -> names.put(String.valueOf(contact.externalId()), contact.name()));
        return names;
    }

    private Set<String> tags(String id) {
        return world.held().stream()
                .filter(contact -> id.equals(contact.externalId()))
                .findFirst()
                .orElseThrow()
                .tags();
    }
}
