package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of who joined or left, where they meet tag patterns, badges, flags and CSV files. */
class FolderSeamsNightsTest extends NightFixture {
    private static final JobSpec JOB = JobSpec.stream("folders");
    private static final String HEAD =
            """
            name: folders
            source:
              stream: audience
              format: audience-store
              mode: stream
              location:
                - ../exports/folders/all/*
                - { name: VIP, location: ../exports/folders/vip-in/*, membership: joined }
                - { name: VIP, location: ../exports/folders/vip-out/*, membership: left }
            actions:
              - action: create-or-update-user
                parameters: { user-id: { property: id }, email: { property: mail }, name: { property: name } }
            """;
    private static final String VIP = tag("{ audience: VIP }", "VIP");
    private static final String GOLD =
            """
              - action: add-tag-based-on-user-id
                parameters: { name: { each: audience, only: ["Gold*"], prefix: "ts: " }, untag: on-leave }
            """;
    private static final String EACH_AUDIENCE =
            """
              - action: add-tag-based-on-user-id
                parameters: { name: { each: audience, only: ["*"] }, untag: on-leave }
            """;
    private static final String FAN = tag("{ badge: Fan }", "Fan");
    private static final String EACH_BADGE =
            """
              - action: add-tag-based-on-user-id
                parameters: { name: { each: badge, only: ["*"] }, untag: on-leave }
            """;

    private int files;

    @ParameterizedTest
    @ValueSource(strings = {"vip,pattern", "pattern,vip", "vip,pattern,fan", "vip,fan,pattern"})
    void whatAPatternMakesIsPlannedWhereverAConditionOnAFolderStands(String order) {
        Map<String, String> actions = Map.of("vip", VIP, "pattern", GOLD, "fan", FAN);
        world.define(JOB, HEAD + Stream.of(order.split(",")).map(actions::get).collect(Collectors.joining()));
        add("vip-in", record("a", 1, "'audiences':['Gold x']"));

        assertThat(world.run(JOB).exitCode()).isZero();

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("ts: gold x", "vip")));
    }

    @Test
    void aRecordInAFolderSaysNothingOfWhatItDoesNotCarry() {
        world.define(
                JOB,
                HEAD
                        + VIP
                        + FAN
                        + EACH_BADGE
                        + tag("{ flag: paying }", "Paying")
                        + tag("{ equals: { /metrics/visits: 5 } }", "Five"));
        String all = "'badges':['Fan','Critic'],'flags':{'paying':true},'metrics':{'visits':5}";
        add("all", record("a", 1, all), record("b", 1, all), record("c", 1, all));
        world.run(JOB);
        assertThat(tags().get("a")).containsExactlyInAnyOrder("fan", "critic", "paying", "five");

        add("vip-in", record("a", 2, ""), record("b", 2, "'badges':[],'flags':{'paying':false}"));
        add("all", record("c", 2, "'flags':{'paying':true}"), record("d", 1, all));
        world.run(JOB);

        assertThat(tags())
                .as("c's record stands elsewhere, where others carry badges")
                .isEqualTo(Map.of(
                        "a", Set.of("fan", "critic", "paying", "five", "vip"),
                        "b", Set.of("five", "vip"),
                        "c", Set.of("paying"),
                        "d", Set.of("fan", "critic", "paying", "five")));
    }

    @Test
    void theFolderDecidesForTheTagOfAPatternToo() {
        world.define(JOB, HEAD + EACH_AUDIENCE);
        add(
                "vip-in",
                record("a", 1, "'audiences':['Gold']"),
                record("b", 1, ""),
                record("c", 1, "'audiences':{'acme_1':'VIP','acme_2':'Gold'}"));
        add("all", record("d", 1, "'audiences':['VIP','Gold']"));
        world.run(JOB);
        assertThat(tags())
                .isEqualTo(Map.of(
                        "a", Set.of("gold", "vip"),
                        "b", Set.of("vip"),
                        "c", Set.of("gold", "vip"),
                        "d", Set.of("gold", "vip")));

        add("vip-out", record("a", 2, ""), record("b", 2, "'audiences':{'acme_1':'VIP'}"));
        add("all", record("c", 2, ""), record("d", 2, "'audiences':['Gold']"));
        world.run(JOB);

        assertThat(tags())
                .as("a's record says nothing of Gold, c's only nothing of VIP, and d's that it is in VIP no more")
                .isEqualTo(Map.of("a", Set.of("gold"), "b", Set.of(), "c", Set.of("vip"), "d", Set.of("gold")));
    }

    @Test
    void theNewestWordOfOneNightCountsForAPatternsTagToo() {
        world.define(JOB, HEAD + EACH_AUDIENCE.replace("[\"*\"]", "[\"V*\"], prefix: \"ts: \""));
        add("vip-out", record("a", 5, "'audiences':['VIP']"), record("b", 4, ""));
        add("vip-in", record("a", 4, ""), record("b", 5, ""));
        add("all", record("b", 9, ""), record("a", 3, "'audiences':['VIP','Vino']"));

        world.run(JOB);

        assertThat(tags()).isEqualTo(Map.of("a", Set.of(), "b", Set.of("ts: vip")));
    }

    @Test
    void whatIsDeferredKeepsWhatItsFolderSaysOfAPatternsTag() {
        world.define(JOB, HEAD + EACH_AUDIENCE + FAN);
        add("vip-in", record("a", 1, "'badges':['Fan']"), record("b", 1, ""));
        world.run(JOB);
        world.sandbox().faults().answer("New", 500);
        add("vip-out", record("a", 2, "'audiences':['VIP']").replace("'name':'a'", "'name':'New'"), record("b", 2, ""));
        assertThat(world.run(JOB).exitCode()).isEqualTo(3);

        world.sandbox().faults().clear();
        world.define(JOB, HEAD + FAN + EACH_AUDIENCE);
        assertThat(world.run(JOB).exitCode()).isZero();

        assertThat(tags()).isEqualTo(Map.of("a", Set.of("fan"), "b", Set.of()));
    }

    private static String tag(String when, String name) {
        return """
              - action: add-tag-based-on-user-id
                when: %s
                parameters: { name: %s, untag: on-leave }
            """
                .formatted(when, name);
    }

    private void add(String folder, String... records) {
        addText(folder, String.join("\n", records).replace('\'', '"') + "\n");
    }

    private void addText(String folder, String text) {
        world.addText(JOB, folder + "/" + files++, text);
    }

    /** @param more of the record's members, as JSON with single quotes; may be empty */
    private static String record(String id, long time, String more) {
        return "{'properties':{'id':'" + id + "','mail':'" + id + "@x.de','name':'" + id + "'},'dates':{'Last visit':"
                + time + "}" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    private Map<String, Set<String>> tags() {
        Map<String, Set<String>> tags = new TreeMap<>();
        world.held().forEach(contact -> tags.put(contact.externalId(), contact.tags()));
        return tags;
    }
}
