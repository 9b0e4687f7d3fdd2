package dev.audiencesync.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.audiencesync.definition.Condition.Leaf;
import dev.audiencesync.definition.Condition.Question;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupKind;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns that make a tag for each audience or badge. */
class TagPatternTest {
    private static final String EACH =
            "name: { each: audience, only: [ VIP, 'Trial *', acme_main_7 ], prefix: 'ts: ' }";

    @Test
    void aPatternAsksAQuestionOfItsOwnAmongTheDefinitionsOthers() {
        JobDefinition job = Sample.load(
                """
                name: sample
                source: { stream: audience, location: '*.gz', format: audience-store, mode: stream }
                actions:
                  - { action: create-or-update-user, parameters: { user-id: /properties/id } }
                  - action: add-tag-based-on-user-id
                    when: { flag: Paying }
                    parameters: { name: { each: audience, only: [ VIP, ' Trial * ', 30 ], prefix: ' ts: ' } }
                  - action: add-tag-based-on-user-id
                    when: { badge: Fan }
                    parameters: { name: { each: badge, only: [ "*" ] } }
                """);

        assertThat(job.tagActions())
                .extracting(Action.AddTag::when, Action.AddTag::name)
                .containsExactly(
                        tuple(
                                new Leaf(0, new Question.HasFlag("Paying")),
                                new TagName.Pattern(
                                        1,
                                        new Question.InAny(GroupKind.AUDIENCE, List.of("VIP", "Trial *", "30")),
                                        "ts: ")),
                        tuple(
                                new Leaf(2, new Question.HasBadge("Fan")),
                                new TagName.Pattern(3, new Question.InAny(GroupKind.BADGE, List.of("*")), "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VIP          | VIP            | true",
                "VIP          | '  VIP '       | true",
                "VIP          | vip            | false",
                "VIP          | VIPs           | false",
                "Trial *      | Trial A        | true",
                "Trial *      | 'Trial '       | false",
                "Trial *      | trial A        | false",
                "Trial*       | Trial          | true",
                "*            | anything       | true",
                "*            | 🎉             | true",
                "?            | 🎉             | true",
                "??           | a              | false",
                "Trial ?      | Trial A        | true",
                "Trial ?      | Trial AB       | false",
                "*day*        | Monday morning | true",
                "*a*b*c       | xaxbxbxc       | true",
                "*a*b*c       | xaxcxb         | false",
                "*ab          | aab            | true",
                "*ab*ab       | abxab          | true",
                "*ab*ab       | ab             | false",
                "a.c          | abc            | false",
                "(a[b]\\        | '(a[b]\\'        | true",
            })
    void aStarStandsForAnythingAndAQuestionMarkForOneCharacter(String pattern, String name, boolean matches) {
        assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void aNameWithoutWildcardsMatchesAsExportsCutIt() {
        String name = "n".repeat(127) + " and more";

        assertThat(new NamePattern(name).matches(name)).isTrue();
        assertThat(new NamePattern(name).matches("n".repeat(127))).isTrue();
        assertThat(new NamePattern(name).matches("n".repeat(126))).isFalse();
    }

    @Test
    void manyStarsAreMatchedInLittleTime() {
        assertThat(new NamePattern("*a".repeat(2_000) + "b").matches("a".repeat(20_000)))
                .isFalse();
    }

    @Test
    void aPatternStandsForTheTagOfEachGroupThatItMatchesByNameOrId() {
        JobDefinition job = Sample.load(Sample.tag("add-tag-based-on-user-id", EACH + ", untag: on-leave"));

        JobDefinition named = NamedTags.of(
                job,
                Map.of(
                        GroupKind.AUDIENCE,
                        List.of(
                                group("Trial B"),
                                group("VIP"),
                                group("vip"),
                                new Group("acme_main_7", "Mobile"),
                                new Group("acme_main_8", "Desktop")),
                        GroupKind.BADGE,
                        List.of(group("Trial C"))),
                List.of());

        assertThat(tags(named))
                .containsExactly(
                        tuple("ts: Trial B", in("Trial B")),
                        tuple("ts: VIP", in("VIP")),
                        tuple("ts: Mobile", in("Mobile")));
        assertThat(named.tagActions()).extracting(Action.AddTag::untag).containsOnly(Action.Untag.ON_LEAVE);
        assertThat(named.createActions()).isEqualTo(job.createActions());
    }

    @Test
    void aTagThatIsThereAlreadyIsThePatternsIfItNamesItsGroup() {
        JobDefinition job = Sample.load(Sample.tag("add-tag-based-on-user-id", EACH));

        JobDefinition named = NamedTags.of(
                job,
                Map.of(GroupKind.AUDIENCE, List.of(group("Trial B"))),
                List.of("TS: vip", "ts: Trial b", "ts: Other", "ts: Trial C", "VIP", "ts:VIP", "ts:  VIP", "ts:"));

        assertThat(tags(named)).containsExactly(tuple("ts: Trial B", in("Trial B")), tuple("TS: vip", in("vip")));
    }

    @Test
    void whatAnotherActionNamesIsThePatternsTooIfItNamesItsGroup() {
        String actions = Sample.tag("add-tag-based-on-user-id", "name: { each: badge, only: [ Fan ] }")
                + "  - { action: add-tag-based-on-user-id, parameters: { name: Fan } }\n";

        assertThat(tags(NamedTags.of(Sample.load(actions.replace("[ Fan ]", "[ '*', 'Fa?' ]")), Map.of(), List.of())))
                .as("nobody was ever seen in such a badge")
                .containsExactly(tuple("Fan", new Condition.Always()));
        assertThat(tags(NamedTags.of(Sample.load(actions), Map.of(), List.of())))
                .containsExactly(
                        tuple("Fan", new Leaf(0, new Question.InOne(GroupKind.BADGE, "Fan"))),
                        tuple("Fan", new Condition.Always()));
    }

    @Test
    void theConditionOfThePatternsActionHoldsForEachOfItsTags() {
        JobDefinition job = Sample.load(Sample.when("{ flag: Paying }").replace("name: VIP", EACH));

        assertThat(tags(NamedTags.of(job, Map.of(GroupKind.AUDIENCE, List.of(group("VIP"))), List.of())))
                .containsExactly(tuple(
                        "ts: VIP",
                        new Condition.All(List.of(
                                new Leaf(1, new Question.InOne(GroupKind.AUDIENCE, "VIP")),
                                new Leaf(0, new Question.HasFlag("Paying"))))));
    }

    @Test
    void anEditOfThePatternThatStillMakesATagDoesNotTouchThatTagsFingerprint() {
        String before = Sample.tag("add-tag-based-on-user-id", EACH);
        Map<GroupKind, List<Group>> groups = Map.of(GroupKind.AUDIENCE, List.of(group("VIP"), group("Trial A")));

        MappingFingerprints wider = fingerprints(before.replace("VIP,", "VIP, 'Test *',"), groups);
        MappingFingerprints removing = fingerprints(before.replace("'ts: ' }", "'ts: ' }, untag: true"), groups);

        assertThat(wider.whole()).isNotEqualTo(Sample.load(before).mappingFingerprint());
        assertThat(wider.tags())
                .isEqualTo(fingerprints(before, groups).tags())
                .containsOnlyKeys("ts: vip", "ts: trial a");
        assertThat(removing.tags().get("ts: vip"))
                .isNotEqualTo(fingerprints(before, groups).tags().get("ts: vip"));
        assertThat(fingerprints(Sample.when("{ audience: VIP }").replace("name: VIP", "name: 'ts: VIP'"), Map.of())
                        .tags()
                        .get("ts: vip"))
                .as("the same in other words")
                .isEqualTo(wider.tags().get("ts: vip"));
    }

    @Test
    void theOrderOfItsNamesDoesNotMatter() {
        String text = Sample.tag("add-tag-based-on-user-id", EACH);

        assertThat(Sample.load(text.replace("VIP, 'Trial *'", "'Trial *', VIP")).mappingFingerprint())
                .isEqualTo(Sample.load(text).mappingFingerprint())
                .isNotEqualTo(Sample.load(text.replace("VIP, ", "")).mappingFingerprint())
                .isNotEqualTo(Sample.load(text.replace("ts: ", "t: ")).mappingFingerprint())
                .isNotEqualTo(Sample.load(text.replace("each: audience", "each: badge"))
                        .mappingFingerprint());
    }

    private static MappingFingerprints fingerprints(String text, Map<GroupKind, List<Group>> groups) {
        return MappingFingerprints.of(NamedTags.of(Sample.load(text), groups, List.of()));
    }

    private static List<Tuple> tags(JobDefinition named) {
        return named.tagActions().stream()
                .map(action -> tuple(((TagName.Fixed) action.name()).name(), action.when()))
                .toList();
    }

    private static Condition in(String audience) {
        return new Leaf(0, new Question.InOne(GroupKind.AUDIENCE, audience));
    }

    private static Group group(String name) {
        return new Group(name, name);
    }
}
