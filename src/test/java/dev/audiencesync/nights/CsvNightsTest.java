package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV exports: who comes, changes and leaves, and what a file that is not what it should be does. */
class CsvNightsTest extends NightFixture {
    private static final JobSpec MEMBERS = JobSpec.snapshot("members");
    private static final String DEFINITION =
            """
            name: members
            source: { stream: audience, location: ../exports/members/*, format: csv, mode: %s }
            actions:
              - action: create-or-update-user
                parameters:
                  user-id: { column: id }
                  email: /email
                  name: /name
                  custom-attributes: { plan: { column: plan, blank: clear } }
              - action: add-tag-based-on-user-id
                when: { flag: vip }
                parameters: { name: VIP, untag: on-leave }
              - action: add-tag-based-on-user-id
                when: { equals: { /plan: gold } }
                parameters: { name: Gold, untag: on-leave }
            """;
    private static final String SNAPSHOT = DEFINITION.formatted("snapshot");
    private static final String STREAM = DEFINITION.formatted("stream");
    private static final String HEADER = "id,email,name,plan,vip\n";
    private static final String ADA = "a,a@x.de,\"Ada, L.\",gold,t\n";
    private static final String BO = "b,b@x.de,Bo,,f\n";
    private static final String CY = "c,,Cy,free,yes\n";

    @Test
    void aSnapshotTakesTheTagsOfWhoIsAbsentAndOfWhoseCellsSaySo() {
        night(SNAPSHOT, HEADER + ADA + BO + CY);
        assertThat(tags()).isEqualTo(Map.of("a", Set.of("gold", "vip"), "b", Set.of(), "c", Set.of("vip")));

        RunSummary next = night(SNAPSHOT, "vip;plan;id;name;email\r\n0;free;a;Ada;a@x.de\r\nno;;b;Bo;b@x.de\r\n");

        assertThat(next.exitCode()).isZero();
        assertThat(tags()).isEqualTo(Map.of("a", Set.of(), "b", Set.of(), "c", Set.of()));
        assertThat(held("a").name()).isEqualTo("Ada");
    }

    @Test
    void aStreamTakesNothingFromWhoIsAbsentAndEachFileOnce() {
        night(STREAM, HEADER + ADA + BO + CY);

        world.addText(MEMBERS, "second.csv", HEADER + "a,a@x.de,Ada,free,f\n");
        RunSummary next = world.run(MEMBERS, STREAM);

        assertThat(next.records().read()).isEqualTo(1);
        assertThat(tags()).isEqualTo(Map.of("a", Set.of(), "b", Set.of(), "c", Set.of("vip")));
    }

    @Test
    void anEmptyCellIsAPresentBlank() {
        night(SNAPSHOT, HEADER + ADA);
        assertThat(held("a").attributes()).containsEntry("plan", "gold");

        night(SNAPSHOT, HEADER + "a,a@x.de,,,t\n");

        assertThat(held("a").attributes()).doesNotContainKey("plan");
        assertThat(held("a").name()).isEqualTo("Ada, L.");
    }

    @Test
    void aColumnThatIsBlankInEveryRecordIsUnknown() {
        night(SNAPSHOT, HEADER + ADA + CY);

        RunSummary next = night(SNAPSHOT, HEADER + "a,a@x.de,Ada,gold,\nc,,Cy,free,\n");

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("gold", "vip"), "c", Set.of("vip")));
        assertThat(next.details().notes()).anyMatch(note -> note.contains("`vip`"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,a@x.de,Ada, L.,gold,t\n",
                "Ada, L.,gold,a,a@x.de,t\n",
                "a\n",
                "a,\"a@x.de\n",
                "a,a@x.de,\"Ada\"L.,,f\n",
                "\"Ada\"L.,gold,a,a@x.de,t\n",
                "\"Ada \"the\" L.\",gold,a,a@x.de,t\n",
                "\"Ada,gold,a,a@x.de,t\n",
                "Ada,\"gold,\"a,a@x.de,t\n",
                "\"Ada,gold,a\",,t\n"
            })
    void whoABadRowIsAboutKeepsEverything(String bad) {
        night(SNAPSHOT, HEADER + ADA + BO + CY);

        RunSummary next = night(
                SNAPSHOT,
                bad.matches("\"?Ada(?s).*") ? "name,plan,id,email,vip\n" + bad + "Bo,,b,,f\n" : HEADER + bad + BO);

        assertThat(next.exitCode()).isEqualTo(3);
        assertThat(next.details().firstRejects()).extracting("line").containsExactly(2L);
        assertThat(tags()).isEqualTo(Map.of("a", Set.of("gold", "vip"), "b", Set.of(), "c", Set.of()));
    }

    /** Ada's text holds a line like a row of Bo's, and her row has a flaw before, in or after it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,a@x.de,\"Ada says:¶b,b@x.de,Mallory,gold,t¶bye\",free,f,surplus\n",
                "a,surplus,a@x.de,\"Ada says:¶b,b@x.de,Mallory,gold,t¶bye\",free,f\n",
                "a,a@x.de,\"Ada says:¶b,b@x.de,Mallory,gold,t¶bye\",\"fr\"ee,f\n",
                "a,a@x.de,\"Ada says:¶b,b@x.de,Mallory,gold,t¶\"hello\" to all¶bye\",free,f\n",
                "a,a@x.de,\"Ada is 6\" tall:¶b,b@x.de,Mallory,gold,t¶bye\",free,f\n",
                "a,a@x.de,\"Ada says \"hello\"¶b,b@x.de,Mallory,gold,t¶bye\",free,f\n",
                "a,a@x.de,\"Ada says \"hello\", and¶b,b@x.de,Mallory,gold,t¶bye\",free,f\n"
            })
    void textInsideACellChangesNobody(String bad) {
        night(SNAPSHOT, HEADER + ADA + BO + CY);

        for (String text : List.of(bad + BO, BO + bad)) {
            RunSummary next = night(SNAPSHOT, HEADER + text.replace('¶', '\n') + CY);

            assertThat(next.exitCode()).isEqualTo(3);
            assertThat(held("b").name()).isEqualTo("Bo");
            assertThat(tags()).isEqualTo(Map.of("a", Set.of("gold", "vip"), "b", Set.of(), "c", Set.of("vip")));
        }
    }

    @Test
    void theNewestRecordWinsWhereThereIsAColumnUpdated() {
        night(SNAPSHOT, "updated," + HEADER + "2026-11-22," + ADA + "2026-11-21,a,a@x.de,Old,free,f\n");
        assertThat(held("a").name()).isEqualTo("Ada, L.");

        night(SNAPSHOT, HEADER + ADA + "a,a@x.de,Later,free,f\n");
        assertThat(held("a").name()).isEqualTo("Later");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,email,name,plam,vip       | no column `plan`, which the action on line 4 of | did you mean `plam`?",
                "id,email,name,plan           | no column `vip`, which the action on line 10 of | its columns are `id`, `email`, `name`, `plan`",
                "id,email,name,plan,vip,plan  | the header has two columns `plan`               | rename one",
                "id,email,name,plan,vip,      | column 6 of the header has no name              | name it"
            })
    void aHeaderThatDoesNotServeTheDefinitionIsRefusedBeforeAnythingIsBegun(String header, String problem, String fix) {
        world.exportText(MEMBERS, "good.csv", HEADER + ADA);
        world.addText(MEMBERS, "odd.csv", header + "\n");

        for (String definition : List.of(SNAPSHOT, STREAM)) {
            assertThatThrownBy(() -> world.run(MEMBERS, definition))
                    .isInstanceOf(DefinitionException.class)
                    .hasMessageContaining("odd.csv:1: ")
                    .hasMessageContaining(problem)
                    .hasMessageContaining(fix)
                    .hasMessageNotContaining("good.csv");
        }

        assertThat(world.held()).isEmpty();
        assertThat(world.stored("select id from run")).isEmpty();
    }

    @Test
    void newestByHasToNameAColumnWhereItIsStated() {
        world.exportText(MEMBERS, "m.csv", HEADER + ADA);

        assertThatThrownBy(() -> world.run(
                        MEMBERS, SNAPSHOT.replace("mode: snapshot", "mode: snapshot, newest-by: { column: updated }")))
                .hasMessageContaining("no column `updated`, which `newest-by` of ");
    }

    @Test
    void aFileOfAStreamThatWasTakenInMayLackWhatTheDefinitionReadsToday() {
        String older = STREAM.replace("when: { flag: vip }", "when: { equals: { /plan: gold } }");
        world.exportText(MEMBERS, "1.csv", "id,email,name,plan\na,a@x.de,Ada,gold\n");
        world.run(MEMBERS, older);
        world.addText(MEMBERS, "2.csv", HEADER + BO);

        assertThat(world.run(MEMBERS, STREAM).exitCode()).isZero();
        assertThat(world.held()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                          | it has no header line",
                "id,email,name,plan,vip                      | empty",
                "'id,email,name,plan,vip\na,a@x.de,\"Ada'    | m.csv:2: not valid CSV: the file ends inside the record",
                "'id,email,name,plan,vip\na,a@x.de'          | cannot be read to its end"
            })
    void aSnapshotThatIsEmptyOrCutOffWritesNothing(String text, String why) {
        night(SNAPSHOT, HEADER + ADA + BO);
        RunSummary summary = night(SNAPSHOT, text);

        assertThat(summary.status()).isEqualTo(RunStatus.GUARDED);
        assertThat(summary.exitCode()).isEqualTo(4);
        assertThat(summary.guard()).anyMatch(finding -> finding.contains(why));
        assertThat(world.spent().writes()).isZero();
    }

    @Test
    void aStreamsFileThatIsCutOffGivesItsGoodRecordsAndIsReadAgain() {
        RunSummary cut = night(STREAM, HEADER + ADA + BO + "c,,C");

        assertThat(cut.exitCode()).isEqualTo(3);
        assertThat(cut.details().firstRejects()).extracting("code").contains("column_count", "unreadable_file");
        assertThat(tags()).containsOnlyKeys("a", "b");

        RunSummary mended = night(STREAM, HEADER + ADA + BO + CY);

        assertThat(mended.exitCode()).isZero();
        assertThat(tags()).containsOnlyKeys("a", "b", "c");
        assertThat(world.spent().created()).isEqualTo(1);
    }

    private RunSummary night(String definition, String text) {
        world.exportText(MEMBERS, "m.csv", text);
        return world.run(MEMBERS, definition);
    }

    private Map<String, Set<String>> tags() {
        Map<String, Set<String>> tags = new TreeMap<>();
        world.held().forEach(contact -> tags.put(contact.externalId(), contact.tags()));
        return tags;
    }

    private Held held(String externalId) {
        return world.held().stream()
                .filter(contact -> externalId.equals(contact.externalId()))
                .findFirst()
                .orElseThrow();
    }
}
