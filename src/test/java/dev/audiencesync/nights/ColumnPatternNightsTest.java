package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.report.RunSummary;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tag patterns over AudienceDB's table, in which each audience and badge has a column of its own. */
class ColumnPatternNightsTest extends NightFixture {
    private static final JobSpec SHOP = JobSpec.snapshot("shop");
    private static final String DEFINITION =
            """
            name: shop
            source: { stream: audience, location: ../exports/shop/*, format: csv, mode: snapshot }
            actions:
              - { action: create-or-update-user, parameters: { user-id: { property: id } } }
              - action: add-tag-based-on-user-id
                parameters: { name: { each: audience, only: %s, prefix: "ts: " }, untag: on-leave }
            """;
    private static final String ID = "visitor - property - id (1)";
    private static final String BED = "visitor - audience - bedroom shoppers - new (old) (acme_main_102)";
    private static final String TRIAL_A = "Visitor - Audience - Trial A (acme_main_103)";
    private static final String TRIAL_B = "visitor - audience - trial b (acme_main_104)";
    private static final String FAN = "visitor - badge - trial fan (30)";
    private static final String PLAN = "visitor - property - trial plan (9)";
    private static final String FLAG = "visitor - flag - trial flag (8)";
    private static final String OWN = "trial own";

    @ParameterizedTest
    @ValueSource(strings = {"csv", "auto"})
    void eachColumnOfAnAudienceIsOneAndEachIsLeftByItself(String format) {
        String definition =
                DEFINITION.formatted("[ \"Trial *\", acme_main_102 ]").replace("csv", format);
        RunSummary first = night(
                definition,
                row(ID, PLAN, BED, TRIAL_A, FAN, TRIAL_B, FLAG, OWN),
                "a,gold,t,t,t,f,t,t",
                "b,t,f,f,f,true,f,f",
                "c,,,f,,f,f,f");

        assertThat(first.exitCode()).isZero();
        assertThat(tags())
                .isEqualTo(Map.of(
                        "a", Set.of("ts: bedroom shoppers - new (old)", "ts: trial a"),
                        "b", Set.of("ts: trial b"),
                        "c", Set.of()));

        night(definition, row(ID, TRIAL_B, TRIAL_A, BED, PLAN, FAN, FLAG, OWN), "a,f,f,t,,f,f,f", "b,t,t,f,,f,f,f");

        assertThat(tags())
                .isEqualTo(Map.of(
                        "a", Set.of("ts: bedroom shoppers - new (old)"),
                        "b", Set.of("ts: trial a", "ts: trial b"),
                        "c", Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "auto"})
    void aColumnThatIsGoneOrEmptyIsUnknownAndNobodyHasLeft(String format) {
        String definition = DEFINITION.formatted("[ \"*\" ]").replace("csv", format);
        String header = row(ID, TRIAL_A, TRIAL_B, BED);
        night(definition, header, "a,t,t,f", "b,t,f,t", "c,f,t,f");

        RunSummary gone = night(definition, row(ID, TRIAL_A, BED), "a,f,", "b,t,", "c,t,");
        assertThat(gone.exitCode()).isZero();
        assertThat(tags())
                .isEqualTo(Map.of(
                        "a", Set.of("ts: trial b"),
                        "b", Set.of("ts: trial a", "ts: bedroom shoppers - new (old)"),
                        "c", Set.of("ts: trial a", "ts: trial b")));
        assertThat(gone.details().notes())
                .anyMatch(note -> note.contains("No record of this run carries `audience column: trial b`"))
                .anyMatch(note -> note.contains("`audience column: bedroom shoppers - new (old)`"))
                .noneMatch(note -> note.contains("trial a"));

        night(definition, header, "a,f,f,f", "b,t,f,f", "c,t,t,t");

        assertThat(tags())
                .as("once the columns are back, who has left meanwhile leaves")
                .isEqualTo(Map.of(
                        "a", Set.of(),
                        "b", Set.of("ts: trial a"),
                        "c", Set.of("ts: trial a", "ts: trial b", "ts: bedroom shoppers - new (old)")));
    }

    @Test
    void whereEveryColumnIsGoneNobodyHasLeftEither() {
        night(DEFINITION.formatted("[ \"Trial *\" ]"), row(ID, TRIAL_A, BED), "a,t,t", "b,f,t");

        RunSummary gone = night(DEFINITION.formatted("[ \"Trial *\" ]"), row(ID, BED), "a,t", "b,t");

        assertThat(gone.exitCode()).isZero();
        assertThat(tags()).isEqualTo(Map.of("a", Set.of("ts: trial a"), "b", Set.of()));
    }

    @Test
    void anEmptyCellInAColumnThatOthersFillIsNoMembership() {
        String definition = DEFINITION.formatted("[ \"*\" ]");
        night(definition, row(ID, TRIAL_A, TRIAL_B), "a,t,t", "b,t,f");

        night(definition, row(ID, TRIAL_A, TRIAL_B), "a,,t", "b,t,f");

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("ts: trial b"), "b", Set.of("ts: trial a")));
    }

    @Test
    void badgesHavePatternsOfTheirOwnBesideConditions() {
        String definition = DEFINITION.formatted("[ \"Trial ?\" ]")
                + """
                  - action: add-tag-based-on-user-id
                    parameters: { name: { each: badge, only: [ "*" ], prefix: "badge: " }, untag: on-leave }
                  - action: add-tag-based-on-user-id
                    when: { all: [ { audience: Trial A }, { not: { badge: "30" } } ] }
                    parameters: { name: Plain, untag: on-leave }
                """;
        night(definition, row(ID, TRIAL_A, FAN), "a,t,t", "b,t,f");
        assertThat(tags())
                .isEqualTo(Map.of("a", Set.of("ts: trial a", "badge: trial fan"), "b", Set.of("ts: trial a", "plain")));

        night(definition, row(ID, TRIAL_A, FAN), "a,f,t", "b,t,t");

        assertThat(tags())
                .isEqualTo(Map.of("a", Set.of("badge: trial fan"), "b", Set.of("ts: trial a", "badge: trial fan")));
    }

    /** A job whose files were JSON until yesterday knows the audience in another spelling. */
    @Test
    void anAudienceThatRecordsSpelledOtherwiseIsTheSame() {
        String definition = DEFINITION.formatted("[ \"*\" ]").replace("csv, mode: snapshot", "auto, mode: stream");
        night(definition, "{'_id':'1','properties':{'id':'a'},'audiences':['Trial A','Gone']}".replace('\'', '"'));
        assertThat(tags()).isEqualTo(Map.of("a", Set.of("ts: trial a", "ts: gone")));

        night(definition, row(ID, TRIAL_A.toLowerCase(Locale.ROOT)), "a,f", "b,t");

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("ts: gone"), "b", Set.of("ts: trial a")));
    }

    @Test
    void filesOfBothKindsAreReadTogether() {
        String definition = DEFINITION.formatted("[ \"*\" ]").replace("csv, mode: snapshot", "auto, mode: stream");
        String json = "{'_id':'1','properties':{'id':'a'},'audiences':[%s]}".replace('\'', '"');
        world.exportText(SHOP, "1", json.formatted("\"Trial A\",\"Gone\""));
        world.addText(SHOP, "2", row(ID, TRIAL_A, TRIAL_B) + "\nb,t,t\n");
        world.run(SHOP, definition);

        world.exportText(SHOP, "1", json.formatted("\"Trial A\""));
        world.addText(SHOP, "2", row(ID, TRIAL_A) + "\nb,f\n");
        world.run(SHOP, definition);

        assertThat(tags())
                .as("a record's list is all of them, and a column tells of one only")
                .isEqualTo(Map.of("a", Set.of("ts: trial a"), "b", Set.of("ts: trial b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "auto"})
    void aFileWithoutTheColumnSaysNothingOfItWhateverOtherFilesHave(String format) {
        String definition = DEFINITION.formatted("[ \"*\" ]").replace("csv", format);
        night(definition, row(ID, TRIAL_A, TRIAL_B), "a,t,t", "b,t,t");

        world.exportText(SHOP, "1", row(ID, TRIAL_A) + "\na,f\n");
        world.addText(SHOP, "2", row(ID, TRIAL_A, TRIAL_B) + "\nb,t,f\n");
        world.run(SHOP, definition);
        assertThat(tags()).isEqualTo(Map.of("a", Set.of("ts: trial b"), "b", Set.of("ts: trial a")));

        world.exportText(SHOP, "1", row(ID, TRIAL_A, TRIAL_B) + "\na,f,f\n");
        world.addText(SHOP, "2", row(ID, TRIAL_A, TRIAL_B) + "\nb,t,f\n");
        world.run(SHOP, definition);

        assertThat(tags()).as("now it says so").isEqualTo(Map.of("a", Set.of(), "b", Set.of("ts: trial a")));
    }

    @Test
    void aFileWithoutAnyColumnThatIsTakenInSaysNothingBesideListsOfOthers() {
        String definition =
                DEFINITION.formatted("[ \"Trial *\" ]").replace("csv, mode: snapshot", "auto, mode: stream");
        String json = "{'_id':'1','properties':{'id':'a'},'audiences':[%s]}".replace('\'', '"');
        night(definition, row(ID, TRIAL_A), "b,t");

        world.exportText(SHOP, "1", json.formatted("\"Trial A\""));
        world.addText(SHOP, "2", row(ID, BED) + "\nb,t\n");
        world.run(SHOP, definition);

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("ts: trial a"), "b", Set.of("ts: trial a")));
    }

    @Test
    void columnsThatAreAllEmptyAreUnknown() {
        String definition = DEFINITION.formatted("[ \"*\" ]");
        night(definition, row(ID, TRIAL_A, TRIAL_B), "a,t,f", "b,t,t");

        night(definition, row(ID, TRIAL_A, TRIAL_B), "a,,", "b,,");

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("ts: trial a"), "b", Set.of("ts: trial a", "ts: trial b")));
    }

    @ParameterizedTest
    @CsvSource({"'', ts: trial b", "',', ts: trial b", "',f', ''"})
    void whatWasDeferredSaysAsMuchLaterAsInItsOwnRun(String cell, String left) {
        String definition = DEFINITION.formatted("[ \"*\" ]").replace("snapshot", "stream");
        night(definition, row(ID, TRIAL_A, TRIAL_B), "a,t,t", "b,t,t");
        world.sandbox().faults().answer("unlucky", 500);
        String named = definition.replace("{ property: id }", "{ property: id }, name: /name");
        String header = cell.isEmpty() ? row(ID, "name", TRIAL_A) : row(ID, "name", TRIAL_A, TRIAL_B);
        night(named, header, "a,unlucky,t" + cell);
        world.sandbox().faults().clear();

        night(named, row(ID, "name", TRIAL_A, TRIAL_B), "b,Bo,t,t");

        assertThat(world.held()).extracting(Held::name).contains("unlucky");
        assertThat(tags())
                .isEqualTo(Map.of(
                        "a",
                        left.isEmpty() ? Set.of("ts: trial a") : Set.of("ts: trial a", left),
                        "b",
                        Set.of("ts: trial a", "ts: trial b")));
    }

    @Test
    void aCellThatIsNeitherTrueNorFalseRejectsItsRow() {
        String definition = DEFINITION.formatted("[ \"*\" ]");
        night(definition, row(ID, TRIAL_A), "a,t", "b,t");

        RunSummary next = night(definition, row(ID, TRIAL_A), "a,maybe", "b,f");

        assertThat(next.exitCode()).isEqualTo(3);
        assertThat(tags()).isEqualTo(Map.of("a", Set.of("ts: trial a"), "b", Set.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[ \"*\" ]     | trial own | no column for an audience, and `each` in the action on line 5 of | AudienceDB's are called `visitor - audience - NAME (ID)`",
                "[ \"*\" ]     | visitor - badge - fan (30) | no column for an audience | its columns are `visitor - property - id (1)`, `visitor - badge - fan (30)`",
                "[ Trail, \"*\" ] | visitor - audience - trial (7) | no column for the audience `Trail`, which the action on line 5 of | did you mean `trial`?"
            })
    void whatNoColumnCanTellIsRefusedBeforeAnythingIsBegun(String only, String column, String problem, String fix) {
        world.exportText(SHOP, "visitors.csv", row(ID, column) + "\na,t\n");

        assertThatThrownBy(() -> world.run(SHOP, DEFINITION.formatted(only)))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("visitors.csv:1: ")
                .hasMessageContaining(problem)
                .hasMessageContaining(fix);

        assertThat(world.stored("select id from run")).isEmpty();
    }

    private RunSummary night(String definition, String... lines) {
        world.exportText(SHOP, "visitors", String.join("\n", lines) + "\n");
        return world.run(SHOP, definition);
    }

    private static String row(String... cells) {
        return String.join(",", cells);
    }

    private Map<String, Set<String>> tags() {
        Map<String, Set<String>> tags = new TreeMap<>();
        world.held().forEach(held -> tags.put(held.externalId(), held.tags()));
        return tags;
    }
}
