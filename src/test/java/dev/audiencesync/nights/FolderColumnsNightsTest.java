package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.definition.DefinitionException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An audience that folders tell of, and the column for it in CSV files that stand elsewhere. */
class FolderColumnsNightsTest extends NightFixture {
    private static final JobSpec JOB = JobSpec.stream("folders");
    private static final String DEFINITION =
            """
            name: folders
            source:
              stream: audience
              format: %s
              mode: stream
              location:
                - ../exports/folders/all/*
                - { name: VIP, location: ../exports/folders/vip-in/*, membership: joined }
                - { name: VIP, location: ../exports/folders/vip-out/*, membership: left }
            actions:
              - action: create-or-update-user
                parameters: { user-id: { property: id }, name: { column: name } }
              - action: add-tag-based-on-user-id
                when: { audience: VIP }
                parameters: { name: VIP, untag: on-leave }
              - action: add-tag-based-on-user-id
                when: { audience: Gold }
                parameters: { name: Gold, untag: on-leave }
            """;
    private static final String HEADER = "visitor - property - id (1),name,updated,"
            + "visitor - audience - gold (acme_main_2),visitor - audience - vip (acme_main_1)\n";
    private static final String NO_COLUMN =
            "visitor - property - id (1),name,updated,visitor - audience - gold (acme_main_2)\n";

    private int files;

    @ParameterizedTest
    @ValueSource(strings = {"csv", "auto"})
    void theColumnSaysWhoIsInWhereNoFolderDoes(String format) {
        world.define(JOB, DEFINITION.formatted(format));
        add("all", HEADER + "a,A,1,f,t\nb,B,1,t,f\nc,C,1,,\n");
        add("vip-in", HEADER + "d,D,1,f,f\n");
        add("vip-out", HEADER + "e,E,1,f,t\n");
        assertThat(world.run(JOB).exitCode()).isZero();
        assertThat(tags())
                .isEqualTo(Map.of(
                        "a", Set.of("vip"), "b", Set.of("gold"), "c", Set.of(), "d", Set.of("vip"), "e", Set.of()));

        add("all", HEADER + "a,A,2,f,f\nb,B,2,t,t\nd,D,2,f,\n");
        world.run(JOB);

        assertThat(tags())
                .as("an empty cell says nothing")
                .isEqualTo(Map.of(
                        "a", Set.of(), "b", Set.of("gold", "vip"), "c", Set.of(), "d", Set.of("vip"), "e", Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "auto"})
    void aFileWithoutTheColumnSaysNothingHoweverManyOthersItHas(String format) {
        world.define(JOB, DEFINITION.formatted(format));
        add("vip-in", NO_COLUMN + "a,A,1,f\n");
        world.run(JOB);

        add("all", NO_COLUMN + "a,A,2,t\n");
        assertThat(world.run(JOB).exitCode()).isZero();

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("gold", "vip")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "auto"})
    void aColumnOfOnesOwnIsNoListOfAudiences(String format) {
        world.define(JOB, DEFINITION.formatted(format));
        add("vip-in", NO_COLUMN + "a,A,1,f\n");
        world.run(JOB);

        add("all", NO_COLUMN.strip() + ",audiences\na,A,2,f,Gold\nb,B,2,f,VIP\n");
        assertThat(world.run(JOB).exitCode()).isZero();

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("vip"), "b", Set.of()));
    }

    @Test
    void aColumnThatAttributesHideIsNotReadForAnother() {
        world.define(JOB, DEFINITION.formatted("csv").replace("column: name", "column: audiences"));
        add("all", NO_COLUMN.strip() + ",audiences\na,A,2,f,Gold\n");

        assertThatThrownBy(() -> world.run(JOB))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(":1: the column `audiences`, which the action on line 11 of ")
                .hasMessageContaining("→ give the column another name");
    }

    @Test
    void whichOfTwoColumnsIsMeantIsNotGuessed() {
        world.define(JOB, DEFINITION.formatted("csv"));
        add("all", HEADER.strip() + ",visitor - audience - vip (acme_main_9)\na,A,1,f,t,f\n");

        assertThatThrownBy(() -> world.run(JOB))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("several columns for the audience `VIP`");
    }

    /** The folders' tag of a pattern is told by the column as well. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "auto"})
    void aPatternsTagOfFoldersIsToldByTheColumnToo(String format) {
        world.define(
                JOB,
                DEFINITION.formatted(format).replaceFirst("(?s)  - action: add-tag.*", "")
                        + """
                          - action: add-tag-based-on-user-id
                            parameters: { name: { each: audience, only: ["*"], prefix: "ts: " }, untag: on-leave }
                        """);
        add("vip-in", NO_COLUMN + "a,A,1,f\nb,B,1,t\n");
        add("all", HEADER + "c,C,1,f,t\nd,D,1,t,f\n");
        assertThat(world.run(JOB).exitCode()).isZero();
        assertThat(tags())
                .isEqualTo(Map.of(
                        "a", Set.of("ts: vip"),
                        "b", Set.of("ts: gold", "ts: vip"),
                        "c", Set.of("ts: vip"),
                        "d", Set.of("ts: gold")));

        add("all", HEADER + "a,A,2,t,f\nd,D,2,f,t\n", NO_COLUMN + "b,B,2,f\nc,C,2,t\n");
        world.run(JOB);

        assertThat(tags())
                .isEqualTo(Map.of(
                        "a", Set.of("ts: gold"),
                        "b", Set.of("ts: vip"),
                        "c", Set.of("ts: gold", "ts: vip"),
                        "d", Set.of("ts: vip")));
    }

    private void add(String folder, String... texts) {
        for (String text : texts) {
            world.addText(JOB, folder + "/" + files++, text);
        }
    }

    private Map<String, Set<String>> tags() {
        Map<String, Set<String>> tags = new TreeMap<>();
        world.held().forEach(contact -> tags.put(contact.externalId(), contact.tags()));
        return tags;
    }
}
