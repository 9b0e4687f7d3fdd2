package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.report.SummaryJson;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code format: auto}: what a file is shows in its content, is said, and has to be what the job may read. */
class AutoNightsTest extends NightFixture {
    private static final JobSpec SHOP = JobSpec.stream("shop");
    private static final String DEFINITION =
            """
            name: shop
            source: { stream: audience, location: ../exports/shop/*, format: auto, mode: %s }
            actions:
              - action: create-or-update-user
                parameters:
                  user-id: { property: id }
                  name: { property: name }
                  custom-attributes: { plan: { from: /current_visit/properties/plan } }
              - action: add-tag-based-on-user-id
                when: { audience: VIP }
                parameters: { name: VIP, untag: on-leave }
              - action: add-tag-based-on-user-id
                when: { any: [ { badge: Fan }, { flag: paying } ] }
                parameters: { name: Fan, untag: on-leave }
            """;
    private static final String STREAM = DEFINITION.formatted("stream");
    private static final String NO_VISIT = STREAM.replaceFirst("      custom-attributes: .*\n", "");
    private static final String VISITORS =
            """
            {"_id":"1","properties":{"id":"a","name":"Ada"},"audiences":["VIP"],"flags":{"paying":true},\
            "current_visit":{"properties":{"plan":"gold"}},"dates":{"Last visit":1764000000000}}
            {"_id":"2","properties":{"id":"b","name":"Bo"},"badges":{"30":"Fan"}}
            """;
    private static final String TABLE =
            """
            visitor - id,updated,visitor - property - id (1),visitor - property - name (2),\
            visitor - audience - vip (acme_main_1),visitor - badge - fan (30),paying
            3,2026-11-20,c,Cy,t,f,f
            4,2026-11-20,d,Di,f,f,t
            4,2026-11-19,d,Old,t,t,t
            """;

    @Test
    void filesOfSeveralKindsAreReadEachAsWhatItIs() {
        world.exportText(SHOP, "1", VISITORS);
        world.addText(SHOP, "2", TABLE);
        List<String> said = new ArrayList<>();

        RunSummary run = world.run(SHOP, NO_VISIT, listening(said));

        assertThat(run.exitCode()).isZero();
        assertThat(tags())
                .isEqualTo(
                        Map.of("a", Set.of("fan", "vip"), "b", Set.of("fan"), "c", Set.of("vip"), "d", Set.of("fan")));
        assertThat(world.held()).extracting(Held::name).contains("Di").doesNotContain("Old");
        assertThat(run.details().exportFiles())
                .extracting(RunSummary.ExportFileLine::kind)
                .containsExactly("AudienceStore", "AudienceDB");
        assertThat(said)
                .containsExactly(
                        "../exports/shop/1 is read as AudienceStore", "../exports/shop/2 is read as AudienceDB");
        assertThat(SummaryJson.render(run))
                .contains("\"formats\":{\"../exports/shop/1\":\"AudienceStore\",\"../exports/shop/2\":\"AudienceDB\"}");
        assertThat(run.files().report()).content().contains("\"format\" : \"AudienceDB\"");
    }

    @Test
    void eventsAreReadByAJobThatReadsEvents() {
        world.exportText(
                SHOP,
                "1",
                """
                {"event_id":"1","visitor_id":"v","post_time":1764000000000,"udo.id":"a","udo.name":"New"}
                {"event_id":"2","visitor_id":"v","post_time":1763000000000,"udo.id":"a","udo.name":"Old"}
                """);

        RunSummary run = world.run(
                SHOP,
                """
                name: shop
                source: { stream: event, location: ../exports/shop/*, format: auto, mode: stream }
                actions:
                  - { action: create-or-update-user, parameters: { user-id: /udo.id, name: /udo.name } }
                """);

        assertThat(run.exitCode()).isZero();
        assertThat(world.held()).extracting(Held::externalId, Held::name).containsExactly(tuple("a", "New"));
        assertThat(run.details().exportFiles())
                .extracting(RunSummary.ExportFileLine::kind)
                .containsExactly("EventStore");
    }

    @Test
    void whatStandsDeepInAVisitIsReadWhereItIsAskedFor() {
        world.exportText(SHOP, "1", VISITORS);

        world.run(SHOP, STREAM);

        assertThat(world.held())
                .filteredOn(held -> held.externalId().equals("a"))
                .singleElement()
                .satisfies(held -> assertThat(held.attributes()).containsEntry("plan", "gold"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"event_id\":\"e\",\"visitor_id\":\"1\"}     | this is an export of EventStore: events, and the definition reads visitors",
                "[{\"visitor_id\":\"1\",\"post_time\":\"2026\"}] | this is an export of EventStore",
                "{\"email\":\"a@x.de\"}                        | what kind of export this is does not show in its content → name its `format`",
                "<html>                                        | what kind of export this is does not show",
                "id,name                                       | the header has no column for the property `id`"
            })
    void aFileThatTheJobCannotReadIsRefusedBeforeAnythingIsBegun(String content, String problem) {
        world.exportText(SHOP, "good", VISITORS);
        world.addText(SHOP, "odd", content + "\n");

        assertRefused(NO_VISIT, "exports/shop/odd", problem);
    }

    /** Else nobody would be in any audience, and members of tonight would lose their tags. */
    @ParameterizedTest
    @ValueSource(strings = {"stream", "snapshot"})
    void noColumnOfOnesOwnIsAnAudienceThatAPatternAsksFor(String mode) {
        world.addText(SHOP, "table", "id,name,vip\na,Ada,t\n");

        assertRefused(
                """
                name: shop
                source: { stream: audience, location: ../exports/shop/*, format: auto, mode: %s }
                actions:
                  - { action: create-or-update-user, parameters: { user-id: /id } }
                  - action: add-tag-based-on-user-id
                    parameters: { name: { each: audience, only: ["*"] }, untag: on-leave }
                """
                        .formatted(mode),
                "exports/shop/table:1: the header has no column for an audience, and `each` in the action on line 5 of",
                "AudienceDB's are called `visitor - audience - NAME (ID)`");
    }

    @Test
    void recordsUnderNamesOfOnesOwnAreKnownByWhatNamesTheirPeople() {
        String selected =
                """
                name: shop
                source: { stream: audience, location: ../exports/shop/*, format: auto, mode: %s, newest-by: /at }
                actions:
                  - { action: create-or-update-user, parameters: { user-id: /person/no, email: /mail, name: /name } }
                """;
        world.exportText(SHOP, "1", "{\"name\":\"?\"}\n{\"person\":{\"no\":7},\"name\":\"Ada\"}\n");
        world.addText(SHOP, "2", "[{\"mail\":\"bo@x.de\",\"name\":\"Bo\"}]");

        RunSummary run = world.run(SHOP, selected.formatted("stream"));

        assertThat(run.details().exportFiles())
                .extracting(RunSummary.ExportFileLine::kind)
                .containsOnly("AudienceStore, selected attributes");
        assertThat(world.held()).extracting(Held::name).containsExactlyInAnyOrder("Ada", "Bo");
        assertThatThrownBy(() -> world.run(SHOP, selected.formatted("snapshot")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("this is an export of AudienceStore, selected attributes, an append stream");
    }

    @Test
    void aSnapshotOfAudienceStoreNeedsTheWordThatItIsComplete() {
        world.exportText(SHOP, "1", VISITORS);

        assertRefused(
                DEFINITION.formatted("snapshot"),
                "exports/shop/1: this is an export of AudienceStore, an append stream",
                "add `complete: true`");
        assertThat(world.run(SHOP, DEFINITION.formatted("snapshot, complete: true"))
                        .exitCode())
                .isZero();
    }

    @Test
    void aSnapshotOfAudienceDbIsOneWithoutAWord() {
        world.exportText(SHOP, "1", TABLE);
        String snapshot = NO_VISIT.replace("mode: stream", "mode: snapshot");

        assertThat(world.run(SHOP, snapshot).exitCode()).isZero();
        world.exportText(SHOP, "1", TABLE.replace("c,Cy,t,f,f", "c,Cy,f,f,f"));
        world.run(SHOP, snapshot);

        assertThat(tags()).isEqualTo(Map.of("c", Set.of(), "d", Set.of("fan")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\n", "[]\n", "[ ]"})
    void aFileWithoutRecordsIsAnExportWithoutRecords(String content) {
        world.exportText(SHOP, "good", VISITORS);
        world.addText(SHOP, "odd", content);

        RunSummary run = world.run(SHOP, NO_VISIT);

        assertThat(run.exitCode()).isZero();
        assertThat(world.held()).hasSize(2);
        assertThat(run.details().exportFiles())
                .extracting(RunSummary.ExportFileLine::kind)
                .containsExactly("AudienceStore", null);
    }

    /** Those who should stand in it would count as having left. */
    @ParameterizedTest
    @ValueSource(strings = {"", "[]"})
    void aFileWithoutRecordsStopsASnapshot(String content) {
        String snapshot = NO_VISIT.replace("mode: stream", "mode: snapshot");
        world.exportText(SHOP, "1", TABLE);
        world.run(SHOP, snapshot);
        world.addText(SHOP, "2", content);

        assertThat(world.run(SHOP, snapshot).exitCode()).isEqualTo(4);
        assertThat(tags()).isEqualTo(Map.of("c", Set.of("vip"), "d", Set.of("fan")));
    }

    /** Whatever cannot be unpacked is no matter of its kind. */
    @ParameterizedTest
    @ValueSource(ints = {6, 12})
    void aFileThatCannotBeUnpackedIsLeftToTheNextRun(int length) throws IOException {
        world.exportText(SHOP, "good", VISITORS);
        byte[] gzip = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2};
        Files.write(world.exportFile(SHOP, "odd"), Arrays.copyOf(gzip, length));

        RunSummary run = world.run(SHOP, NO_VISIT);

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.details().firstRejects())
                .singleElement()
                .extracting(RunSummary.RejectLine::code)
                .isEqualTo("unreadable_file");
        assertThat(world.held()).hasSize(2);
    }

    @Test
    void damagedRecordsTellAsWell() {
        world.exportText(SHOP, "1", "{\"_id\":\"0\",\"properties\":{\"id\":\"z\",}\n" + VISITORS);

        assertThat(world.run(SHOP, NO_VISIT).exitCode()).isEqualTo(3);
        assertThat(world.held()).hasSize(2);
    }

    private void assertRefused(String definition, String... words) {
        assertThatThrownBy(() -> world.run(SHOP, definition))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContainingAll(words);
        assertThat(world.stored("select id from run")).isEmpty();
    }

    private Map<String, Set<String>> tags() {
        Map<String, Set<String>> tags = new TreeMap<>();
        world.held().forEach(held -> tags.put(held.externalId(), held.tags()));
        return tags;
    }

    private static Progress listening(List<String> said) {
        return new Progress() {
            @Override
            public void begin(Phase phase, long total) {}

            @Override
            public void advance(long count) {}

            @Override
            public void end(String result) {}

            @Override
            public void say(String message) {
                said.add(message);
            }
        };
    }
}
