package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.ledger.Canary;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Folders of who joined or left an audience: being there counts, whatever the record says. */
class LeaverNightsTest extends NightFixture {

    private static final JobSpec JOB = JobSpec.stream("folders");

    private static final String DEFINITION =
            """
            name: folders
            source:
              stream: audience
              format: audience-store
              mode: stream
              location:
                - ../exports/folders/all/*.json
                - { name: VIP, location: ../exports/folders/vip-in/*.json, membership: joined }
                - { name: VIP, location: ../exports/folders/vip-out/*.json, membership: left }
                - { name: Trial, location: '../exports/folders/trial-in/{date}/*.json', membership: joined }
                - { name: Trial, location: ../exports/folders/trial-out/*.json, membership: left }
            actions:
              - action: create-or-update-user
                parameters: { user-id: { property: id }, email: { property: mail }, name: { property: name } }
              - action: add-tag-based-on-user-id
                when: { audience: VIP }
                parameters: { name: VIP, untag: on-leave }
              - action: add-tag-based-on-user-id
                when: { audience: Trial }
                parameters: { name: Trial, untag: on-leave }
              - action: add-tag-based-on-user-id
                when: { audience: Gold }
                parameters: { name: Gold, untag: on-leave }
            """;

    private static final Set<String> VIP = Set.of("vip");

    private int files;

    @BeforeEach
    void theJobIsDefined() {
        world.define(JOB, DEFINITION);
    }

    @Test
    void whoTurnsUpInTheLeftFolderLosesTheTagThoughTheRecordNamesTheAudience() {
        add("vip-in", record("a", 1, "'VIP'"), record("b", 1, "'VIP'"));
        world.run(JOB);
        assertThat(tags()).isEqualTo(Map.of("a", Set.of("vip"), "b", Set.of("vip")));

        add("vip-out", record("a", 2, "'VIP'"));
        RunSummary next = world.run(JOB);

        assertThat(next.exitCode()).isZero();
        assertThat(tags()).isEqualTo(Map.of("a", Set.of(), "b", Set.of("vip")));
        assertThat(world.spent().untagged()).isEqualTo(1);
    }

    @Test
    void whoTurnsUpInTheJoinedFolderGetsTheTagThoughTheRecordDoesNotNameTheAudience() {
        add("vip-in", record("a", 1, "'Gold'"), record("b", 1, null));
        world.run(JOB);

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("gold", "vip"), "b", Set.of("vip")));
    }

    @Test
    void aRecordThatCarriesNoAudiencesSaysNothingOfThoseThatOtherFoldersTellOf() {
        add("vip-in", record("a", 1, null), record("b", 1, null));
        world.run(JOB);

        add("all", record("a", 2, null), record("b", 2, "'Gold'"));
        add("trial-out", record("a", 3, null));
        world.run(JOB);

        assertThat(tags())
                .as("b's record does say that it is not in VIP")
                .isEqualTo(Map.of("a", Set.of("vip"), "b", Set.of("gold")));
    }

    @Test
    void whatFoldersTellIsNoSignThatRecordsCarryAudiences() {
        add("all", record("a", 1, "'Gold'"));
        world.run(JOB);

        add("vip-in", record("a", 2, null));
        RunSummary next = world.run(JOB);

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("gold", "vip")));
        assertThat(next.details().notes()).anyMatch(note -> note.contains("`audiences`"));
    }

    @Test
    void ofJoinedAndLeftInOneNightTheNewestCountsAudienceByAudience() {
        add("vip-out", record("a", 5, null), record("b", 4, null));
        add("vip-in", record("a", 4, null), record("b", 5, null));
        add("trial-in/2026-11-20", record("a", 3, null), record("c", 9, null));
        add("trial-out", record("a", 2, null), record("c", 8, null));

        RunSummary night = run("2026-11-20");

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("trial"), "b", Set.of("vip"), "c", Set.of("trial")));
        assertThat(night.people()).isEqualTo(3);
        assertThat(world.spent().created()).isEqualTo(3);
    }

    @Test
    void aRecordInAFolderSaysNothingOfOtherAudiencesUnlessItCarriesThem() {
        add("all", record("a", 1, "'Gold'"), record("b", 1, "'Gold'"));
        add("vip-in", record("a", 2, null), record("b", 2, "'Silver'"));
        world.run(JOB);

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("gold", "vip"), "b", Set.of("vip")));
    }

    @Test
    void theFieldsAreTheNewestRecords() {
        add("vip-in", record("a", 5, null).replace("'name':'a'", "'name':'New'"));
        add("trial-out", record("a", 4, null).replace("'name':'a'", "'name':'Old'"));
        world.run(JOB);

        assertThat(world.held()).extracting(Held::name).containsExactly("New");
    }

    @Test
    void anOlderRecordOfALaterRunChangesNothing() {
        add("vip-in", record("a", 5, null));
        world.run(JOB);

        add("vip-out", record("a", 4, null));
        RunSummary late = world.run(JOB);

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("vip")));
        assertThat(world.spent().writes()).isZero();
        assertThat(late.people()).isEqualTo(1);
    }

    @Test
    void aLateRecordIsTheNewestWordOfAnAudienceOfWhichNoneIsNewer() {
        add("vip-in", record("a", 1, null), record("b", 1, null), record("c", 1, null), record("d", 1, null));
        world.run(JOB);
        add("all", record("a", 9, null), record("b", 9, null), record("c", 9, "'VIP'"), record("d", 9, null));
        world.run(JOB);

        add(
                "vip-out",
                record("a", 5, null).replace("'name':'a'", "'name':'late'").replace("a@x.de", "late@x.de"),
                "{'properties':{'mail':'b@x.de'},'dates':{'Last visit':5}}",
                record("c", 5, null));
        add("trial-in/2026-11-20", record("d", 4, null));
        RunSummary late = run("2026-11-20");

        assertThat(tags())
                .isEqualTo(Map.of("a", Set.of(), "b", Set.of(), "c", Set.of("vip"), "d", Set.of("trial", "vip")));
        assertThat(world.held()).extracting(Held::name).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(world.held()).extracting(Held::email).doesNotContain("late@x.de");
        assertThat(world.spent().writes()).isEqualTo(3);
        assertThat(late.records().older()).as("what says nothing new").isEqualTo(1);

        add("vip-in", record("a", 4, null), record("a", 6, null), record("b", 3, null));
        add("trial-out", record("d", 3, null));
        world.run(JOB);
        assertThat(tags())
                .isEqualTo(Map.of("a", Set.of("vip"), "b", Set.of(), "c", Set.of("vip"), "d", Set.of("trial", "vip")));
    }

    @Test
    void aLateWordThatIsPutOffIsTakenUpByTheNextRun() {
        add("all", record("a", 9, null));
        world.run(JOB);
        world.sandbox().faults().answer(world.sandbox().contacts().get(0).id(), 500);
        add("vip-in", record("a", 5, null), record("b", 5, null), record("c", 5, null));
        assertThat(world.run(JOB).exitCode()).isEqualTo(3);
        world.sandbox().faults().clear();

        assertThat(world.run(JOB).exitCode()).isZero();

        assertThat(tags()).isEqualTo(Map.of("a", VIP, "b", VIP, "c", VIP));
    }

    @Test
    void whatAnEmailAloneIsSaidToHaveLeftCountsForThePersonWithIt() {
        add("vip-in", record("a", 1, null));
        world.run(JOB);

        add("vip-out", "{'properties':{'mail':'A@x.de'},'dates':{'Last visit':4}}");
        add("trial-in/2026-11-20", record("a", 3, null));
        run("2026-11-20");

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("trial")));
    }

    @Test
    void anOlderRecordUnderTheEmailAloneIsKnownForOlder() {
        add("vip-in", record("a", 5, null));
        world.run(JOB);

        add("vip-out", "{'properties':{'mail':'a@x.de'},'dates':{'Last visit':4}}");
        add("trial-out", "{'properties':{'mail':'a@x.de'},'dates':{'Last visit':6}}");
        world.run(JOB);

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("vip")));
    }

    @Test
    void aDeferredRecordKeepsWhatItsFolderMeans() {
        add("vip-in", record("a", 1, "'Gold'"), record("b", 1, null));
        world.run(JOB);
        world.sandbox().faults().answer("New", 500);
        add("vip-out", record("a", 2, "'VIP'").replace("'name':'a'", "'name':'New'"), record("b", 2, null));
        add("trial-in/2026-11-20", record("c", 2, null).replace("'name':'c'", "'name':'New'"));
        assertThat(run("2026-11-20").exitCode()).isEqualTo(3);

        world.sandbox().faults().clear();
        add("all", record("a", 3, null), record("c", 3, null));
        assertThat(world.run(JOB).exitCode()).isZero();

        assertThat(tags()).isEqualTo(Map.of("a", Set.of(), "b", Set.of(), "c", Set.of("trial")));
    }

    @Test
    void whoLeftBesideARejectedRecordLosesTheTagTheNextNight() {
        add("vip-in", record("a", 1, null), record("b", 1, null), record("c", 1, null));
        world.run(JOB);

        add("vip-out", record("a", 2, null), record("b", 2, null), record("c", 2, null));
        add("all", broken("a", 3), broken("b", 3), broken("c", 3));
        assertThat(world.run(JOB).exitCode()).isEqualTo(3);
        assertThat(tags()).as("tonight they keep everything").isEqualTo(Map.of("a", VIP, "b", VIP, "c", VIP));

        add("vip-in", record("b", 4, null));
        add("all", broken("c", 4));
        world.run(JOB);
        assertThat(tags()).isEqualTo(Map.of("a", Set.of(), "b", VIP, "c", VIP));

        RunSummary last = world.run(JOB);
        assertThat(tags()).isEqualTo(Map.of("a", Set.of(), "b", VIP, "c", Set.of()));
        assertThat(last.exitCode()).isZero();
        world.run(JOB);
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void soDoesWhoLeftInARecordThatIsAllTheirs() {
        JobSpec plain = JobSpec.stream("plain").tag("VIP", "VIP");
        String ada = "{'properties':{'Customer ID':'a','Full name':'A'},'dates':{'Last visit':1},'audiences':['VIP']}";
        addPlain(plain, ada);
        world.run(plain);

        addPlain(
                plain,
                ada.replace(":1}", ":2}").replace("'VIP'", ""),
                ada.replace("'A'", "'A','Email Address':'none'"));
        assertThat(world.run(plain).exitCode()).isEqualTo(3);
        assertThat(tags()).isEqualTo(Map.of("a", VIP));

        assertThat(world.run(plain).exitCode()).isZero();
        assertThat(tags()).isEqualTo(Map.of("a", Set.of()));
    }

    private void addPlain(JobSpec job, String... records) {
        world.addText(job, files++ + ".json", String.join("\n", records).replace('\'', '"') + "\n");
    }

    private static String broken(String id, long time) {
        return record(id, time, null).replace(id + "@x.de", "no address");
    }

    @Test
    void whatIntercomRefusedIsNotLostToANewerRecordOfAnotherFolder() {
        world.sandbox().faults().answer("Bad", 422);
        add("vip-in", record("a", 1, null).replace("'name':'a'", "'name':'Bad'"), record("b", 1, null));
        assertThat(world.run(JOB).exitCode()).isEqualTo(3);

        world.run(JOB);
        assertThat(world.spent().writes()).as("by itself it is not tried again").isZero();
        add("trial-in/2026-11-20", record("a", 2, null));
        run("2026-11-20");

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("trial", "vip"), "b", Set.of("vip")));
    }

    @Test
    void aRetryKeepsWhatTheFolderMeant() {
        world.sandbox().faults().answer("Bad", 422);
        add("vip-in", record("a", 1, "'Gold'").replace("'name':'a'", "'name':'Bad'"), record("b", 1, null));
        long run = world.run(JOB).run();
        world.sandbox().faults().clear();

        world.retryRejects(JOB, run);

        assertThat(tags().get("a")).isEqualTo(Set.of("gold", "vip"));
    }

    @Test
    void aPlanThatWasKeptAndARunThatBrokeOffEndTheSame() {
        add("vip-in", record("a", 1, null), record("b", 1, null));
        add("trial-in/2026-11-20", record("a", 2, null));
        RunSummary plan = world.plan(JOB);
        assertThat(world.apply(JOB, plan.run()).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(tags()).isEqualTo(Map.of("a", Set.of("vip"), "b", Set.of("vip")));

        add("vip-out", record("a", 3, "'VIP'"));
        for (Progress.Phase phase : Progress.Phase.values()) {
            if (world.run(JOB, world.breaking(phase, 1)).status() == RunStatus.FAILED) {
                world.restart(JOB);
            }
        }
        assertThat(tags()).isEqualTo(Map.of("a", Set.of(), "b", Set.of("vip")));
    }

    @Test
    void aCanaryTakesNothingFromTheNextRun() {
        add("vip-in", record("a", 1, null), record("b", 2, null));
        add("trial-out", record("a", 2, null), record("b", 1, null));
        world.run(JOB, new Canary(List.of("a"), OptionalLong.empty()), Progress.SILENT);
        assertThat(tags()).isEqualTo(Map.of("a", Set.of("vip")));

        world.run(JOB);

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("vip"), "b", Set.of("vip")));
    }

    @Test
    void filesThatACommandNamesKeepWhatTheirPlaceMeans() {
        add("vip-in", record("a", 1, null));
        world.run(JOB);
        add("vip-out", record("a", 2, "'VIP'"));
        add("trial-in/2026-11-19", record("a", 3, null));

        world.run(JOB, List.of("exports/folders/vip-out/*", "exports/folders/trial-in/2026-11-19/*"));

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("trial")));
    }

    @Test
    void filesWhoseMeaningIsNotKnownAreRefused() {
        add("elsewhere", record("a", 1, null));
        assertThatThrownBy(() -> world.run(JOB, List.of("exports/folders/elsewhere/*")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("whether its people joined, left or neither is not known");

        world.define(JOB, DEFINITION.replace("vip-out/*.json", "vip-*/*.json"));
        add("vip-in", record("a", 1, null));
        assertThatThrownBy(() -> world.run(JOB))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("by one its people joined `VIP`, by the other they left it");
    }

    @Test
    void aFolderThatIsEmptyTonightIsNoted() {
        add("vip-in", record("a", 1, null));

        assertThat(world.run(JOB).details().notes())
                .anyMatch(note -> note.startsWith("No file matches") && note.contains("vip-out"));
    }

    @Test
    void foldersOfCsvFilesTellTheSame() {
        world.define(
                JOB,
                DEFINITION
                        .replace("format: audience-store", "format: csv")
                        .replace("property:", "column:")
                        .replace("audience: Gold", "flag: gold"));
        addText("vip-in", "id,mail,name,gold\na,a@x.de,a,t\nb,b@x.de,b,f\n");
        world.run(JOB);
        assertThat(tags()).isEqualTo(Map.of("a", Set.of("gold", "vip"), "b", Set.of("vip")));

        addText("vip-out", "id,mail,name,gold\na,a@x.de,a,t\n");
        addText("all", "id,mail,name,gold\nb,b@x.de,b,t\n");
        world.run(JOB);

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("gold"), "b", Set.of("gold", "vip")));
    }

    @Test
    void whoeverIsTakenOverWhileTheFileIsReadNobodyIsLost() {
        add(
                "all",
                visit("v1", "", "a", 100, "one"),
                visit("v2", "", "a", 80, "two"),
                visit("v3", ",'replaces':['v1']", "b", 60, "bo"));
        add("vip-in", record("a", 70, null));

        assertThat(run("d").status()).isEqualTo(RunStatus.COMPLETED);

        assertThat(world.held()).extracting(Held::name).containsExactlyInAnyOrder("two", "bo");
        assertThat(tags()).isEqualTo(Map.of("a", Set.of("vip"), "b", Set.of()));
    }

    @Test
    void theNewestOfTheRecordsIsPlannedUnderTheUserIdThatAnotherOneTells() {
        add(
                "all",
                visit("v1", "", "a", 100, "one").replace("'id'", "'mail':'a@x.de','id'"),
                visit("v2", "", "a", 80, "two").replace("'id':'a'", "'mail':'a@x.de'"),
                visit("v3", ",'replaces':['v1']", "b", 60, "bo"));

        run("d");

        assertThat(world.held()).extracting(Held::name).containsExactlyInAnyOrder("two", "bo");
        assertThat(world.held()).extracting(Held::externalId).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void whatIsOlderThanWhatIsKnownIsLeftOutThoughItIsOnlyToldAfterwards() {
        add("all", visit("v2", "", "a", 50, "new"));
        run("d");

        add("all", visit("v1", "", "a", 60, "old"), visit("v2", ",'replaces':['v1']", "a", 40, "late"));
        run("d");

        assertThat(world.held()).extracting(Held::name).containsExactly("new");
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void aVisitorThatIsTakenOverByARecordThatIsOlderByItsOwnTimeLosesAllTheSame() {
        add("all", visit("v1", ",'audiences':['Gold']", "a", 90, "old"));
        run("d");
        assertThat(tags()).isEqualTo(Map.of("a", Set.of("gold")));

        add("all", visit("v2", ",'replaces':['v1'],'audiences':[]", "a", 50, "new"));
        run("d");
        assertThat(world.held()).extracting(Held::name).containsExactly("new");
        assertThat(tags()).isEqualTo(Map.of("a", Set.of()));

        add(
                "all",
                visit("v1", ",'audiences':['Gold']", "a", 120, "older"),
                visit("v3", ",'audiences':['Gold']", "a", 40, "older"));
        assertThat(run("d").records().older()).isEqualTo(2);
        assertThat(world.spent().writes()).isZero();

        add("all", visit("v3", ",'audiences':['Gold']", "a", 60, "newest"));
        run("d");
        assertThat(world.held()).extracting(Held::name).containsExactly("newest");
    }

    /** Of each audience the newest word counts: of whom, is remembered of each. */
    @Test
    void whatFoldersTellOfAVisitorThatIsTakenOverIsOlderToo() {
        add("vip-in", visit("v1", "", "a", 90, "old"));
        add("trial-out", visit("v3", "", "a", 80, "old"));
        run("d");
        assertThat(tags()).isEqualTo(Map.of("a", VIP));

        add("vip-out", visit("v2", ",'replaces':['v1']", "a", 50, "new"));
        addText("trial-in/d", visit("v2", "", "a", 50, "new").replace('\'', '"'));
        run("d");
        assertThat(tags()).as("of Trial, v3 said something newer").isEqualTo(Map.of("a", Set.of()));

        add("vip-in", visit("v1", "", "a", 120, "older"), visit("v3", "", "a", 40, "older"));
        run("d");
        assertThat(world.spent().writes()).isZero();

        add("vip-in", visit("v3", "", "a", 60, "newest"));
        run("d");
        assertThat(tags()).isEqualTo(Map.of("a", VIP));
    }

    private void add(String folder, String... records) {
        addText(folder, String.join("\n", records).replace('\'', '"') + "\n");
    }

    private void addText(String folder, String text) {
        world.addText(JOB, folder + "/" + files++ + ".json", text);
    }

    private RunSummary run(String date) {
        world.define(JOB, DEFINITION.replace("{date}", date));
        return world.run(JOB);
    }

    private static String visit(String visitor, String more, String id, long time, String name) {
        return "{'_id':'" + visitor + "'" + more + ",'properties':{'id':'" + id + "','name':'" + name
                + "'},'dates':{'Last visit':" + time + "}}";
    }

    /** @param audiences as they stand in the record; null for a record without */
    private static String record(String id, long time, String audiences) {
        return "{'properties':{'id':'" + id + "','mail':'" + id + "@x.de','name':'" + id + "'},'dates':{'Last visit':"
                + time + "}" + (audiences == null ? "" : ",'audiences':[" + audiences + "]") + "}";
    }

    private Map<String, Set<String>> tags() {
        Map<String, Set<String>> tags = new TreeMap<>();
        world.held().forEach(contact -> tags.put(contact.externalId(), contact.tags()));
        return tags;
    }
}
