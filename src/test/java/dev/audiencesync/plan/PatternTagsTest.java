package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tags that patterns make: each is a tag like any other. */
class PatternTagsTest {
    private static final String EACH =
            """
            - action: add-tag-based-on-user-id
              parameters: { name: { each: audience, only: [ VIP, "Trial *", acme_main_7 ], prefix: "ts: " }, untag: on-leave }
            """;

    private final Nights nights = new Nights(Plans.definition(Plans.CREATE + EACH));

    private static String ada(String audiences) {
        return person("ada", audiences);
    }

    private static String person(String id, String audiences) {
        return "{'id':'" + id + "','email':'" + id + "@x.de','audiences':" + audiences + "}";
    }

    @Test
    void oneActionIsOneTagForEachAudienceThePersonIsInAndSaysWhich() {
        assertThat(nights.night(ada("['Gold','Trial B','VIP','Trial A','trial c']")))
                .containsExactly(
                        "CREATE ada {'email':'ada@x.de','external_id':'ada'}",
                        "TAG ada ts: Trial A",
                        "TAG ada ts: Trial B",
                        "TAG ada ts: VIP");
        assertThat(nights.reasons())
                .contains("joins: audience Trial A", "joins: audience Trial B", "joins: audience VIP");
    }

    @Test
    void theSameInAnotherOrderCostsNothingAndAnotherAudienceIsAnotherState() {
        nights.night(ada("['Trial A','VIP']"));

        assertThat(nights.night(ada("['VIP','Gold',' Trial A ']"))).isEmpty();
        assertThat(nights.staged).isZero();
        assertThat(nights.night(ada("['VIP','Trial B']")))
                .containsExactlyInAnyOrder("UNTAG ada ts: Trial A", "TAG ada ts: Trial B");
        assertThat(nights.reasons()).contains("leaves: no longer audience Trial A");
    }

    @Test
    void aTagLeavesThoughNoRecordNamesItsAudienceAnyMore() {
        nights.night(ada("['Trial A']"));
        nights.night(person("bo", "['VIP']"));

        assertThat(nights.night(ada("[]"))).containsExactly("UNTAG ada ts: Trial A");
    }

    @Test
    void whoIsAbsentFromASnapshotLosesTheTagOfAnAudienceThatNobodyIsInAnyMore() {
        nights.definition = Plans.definition("snapshot", Plans.CREATE + EACH);
        nights.night(ada("{'acme_main_7':'Mobile'}"), person("bo", "['Trial A','VIP']"), person("cy", "['VIP']"));

        assertThat(nights.night(person("cy", "['VIP']")))
                .containsExactlyInAnyOrder("UNTAG ada ts: Mobile", "UNTAG bo ts: Trial A", "UNTAG bo ts: VIP");
    }

    @Test
    void anAudienceMatchesByItsIdAndItsNameIsTheTags() {
        assertThat(nights.night(ada("{'acme_main_7':'Mobile User','acme_main_8':'Trial A','acme_main_9':'Gold'}")))
                .contains("TAG ada ts: Mobile User", "TAG ada ts: Trial A")
                .hasSize(3);
        assertThat(nights.night(ada("{'acme_main_7':false,'acme_main_8':'Trial A'}")))
                .containsExactly("UNTAG ada ts: Mobile User");
        assertThat(nights.night(ada("{'acme_main_7':true}")))
                .as("nothing but the id is known")
                .containsExactlyInAnyOrder("UNTAG ada ts: Trial A", "TAG ada ts: acme_main_7");
    }

    @Test
    void whereNoRecordCarriesTheContainerNothingIsAddedAndNothingRemoved() {
        nights.definition = Plans.definition("snapshot", Plans.CREATE + EACH);
        nights.night(ada("['Trial A']"), person("bo", "[]"));

        assertThat(nights.night("{'id':'ada','email':'ada@x.de'}", "{'id':'bo','email':'bo@x.de'}"))
                .isEmpty();
        assertThat(nights.notes()).anyMatch(note -> note.contains("`audiences`"));
        assertThat(nights.night("{'id':'ada','email':'ada@x.de'}", person("bo", "[]")))
                .as("others carry it")
                .containsExactly("UNTAG ada ts: Trial A");
    }

    @Test
    void withoutOnLeaveItOnlyAddsAndWithTrueItOnlyRemoves() {
        nights.definition = Plans.definition(Plans.CREATE + EACH.replace("untag: on-leave", "untag: false"));
        nights.night(ada("['Trial A']"));
        assertThat(nights.night(ada("[]"))).isEmpty();

        nights.definition = Plans.definition(Plans.CREATE + EACH.replace("on-leave", "true"));
        assertThat(nights.night(ada("['Trial A']"))).containsExactly("UNTAG ada ts: Trial A");
        assertThat(nights.reasons()).containsExactly("removed by `untag: true`: audience Trial A");
        assertThat(nights.night(ada("['Trial A','Gold']"))).as("once").isEmpty();
    }

    @Test
    void theActionsConditionHoldsForEachOfItsTags() {
        nights.definition = Plans.definition(Plans.CREATE + EACH + "  when: { badge: Fan }\n");

        assertThat(nights.night(ada("['VIP']"))).noneMatch(change -> change.startsWith("TAG"));
        assertThat(nights.night("{'id':'ada','email':'ada@x.de','audiences':['VIP'],'badges':['Fan']}"))
                .containsExactly("TAG ada ts: VIP");
        assertThat(nights.reasons()).containsExactly("joins: (audience VIP and badge Fan)");
    }

    @Test
    void badgesHaveTagsLikeAudiences() {
        nights.definition = Plans.definition(Plans.CREATE + EACH.replace("each: audience", "each: badge"));

        assertThat(nights.night("{'id':'ada','email':'ada@x.de','audiences':['VIP'],'badges':['Trial B']}"))
                .contains("TAG ada ts: Trial B")
                .hasSize(2);
        assertThat(nights.reasons()).contains("joins: badge Trial B");
    }

    /** As for any two actions of one tag: any add whose condition holds wins. */
    @Test
    void actionsThatMeetOnATagAreOneRule() {
        String named =
                """
                - action: add-tag-based-on-user-id
                  when: { badge: Fan }
                  parameters: { name: "TS: vip", untag: on-leave }
                """;
        nights.definition = Plans.definition(Plans.CREATE + EACH + named);
        nights.night("{'id':'ada','email':'ada@x.de','audiences':['VIP'],'badges':['Fan']}");

        assertThat(nights.night("{'id':'ada','email':'ada@x.de','audiences':['VIP'],'badges':[]}"))
                .isEmpty();
        assertThat(nights.night("{'id':'ada','email':'ada@x.de','audiences':[],'badges':['Fan']}"))
                .isEmpty();
        assertThat(nights.night("{'id':'ada','email':'ada@x.de','audiences':[],'badges':[]}"))
                .containsExactly("UNTAG ada ts: VIP");
    }

    @Test
    void aTagThatAPatternMightAddStaysWhileItsContainerIsUnknown() {
        String named =
                """
                - action: add-tag-based-on-user-id
                  when: { badge: Fan }
                  parameters: { name: "ts: VIP", untag: on-leave }
                """;
        nights.definition = Plans.definition(Plans.CREATE + EACH + named);
        nights.night("{'id':'ada','email':'ada@x.de','audiences':[],'badges':['Fan']}");

        assertThat(nights.night("{'id':'ada','email':'ada@x.de','badges':[]}"))
                .as("audience VIP was never met, and may be what the record does not say")
                .isEmpty();
        assertThat(nights.night("{'id':'ada','email':'ada@x.de','badges':[],'audiences':[]}"))
                .containsExactly("UNTAG ada ts: VIP");
    }

    @Test
    void spellingsOfOneNameAreOneTag() {
        nights.definition = Plans.definition(Plans.CREATE + EACH.replace("VIP", "VIP, vip"));
        nights.night(ada("['VIP','vip']"));

        assertThat(nights.changes())
                .filteredOn(change -> change.startsWith("TAG"))
                .hasSize(1);
        assertThat(nights.night(ada("['vip']"))).isEmpty();
        assertThat(nights.night(ada("[]"))).hasSize(1).allMatch(change -> change.startsWith("UNTAG ada ts: "));
    }

    @Test
    void holdersFromBeforeTheFirstUseAreFoundForEachTagAtItsFirstUse() {
        nights.intercom.tags.put("ts: trial a", "t1");
        nights.intercom.contacts.add(new IntercomView.Contact("i-bo", "bo", "bo@x.de"));
        nights.intercom.holders.put("t1", List.of("i-bo"));

        nights.night(ada("['VIP']"), person("bo", "['VIP']"));
        assertThat(nights.intercom.listings).as("not used by anybody yet").isZero();

        assertThat(nights.night(ada("['VIP','Trial A']"), person("bo", "['Trial A']")))
                .containsExactlyInAnyOrder("TAG ada ts: Trial A", "UNTAG bo ts: VIP");
        assertThat(nights.intercom.listings).isEqualTo(1);
        assertThat(nights.night(ada("[]"), person("bo", "[]")))
                .as("bo had it before")
                .containsExactly("UNTAG ada ts: Trial A", "UNTAG ada ts: VIP");
    }

    @Test
    void holdersAreAdoptedTagByTag() {
        nights.definition = Plans.definition(
                "snapshot", Plans.CREATE + EACH.replace("untag: on-leave", "untag: on-leave, adopt-members: true"));
        nights.intercom.tags.put("ts: trial a", "t1");
        nights.intercom.contacts.add(new IntercomView.Contact("i-bo", "bo", "bo@x.de"));
        nights.intercom.holders.put("t1", List.of("i-bo"));

        assertThat(nights.night(ada("['Trial A']"))).contains("TAG ada ts: Trial A", "UNTAG bo ts: Trial A");
    }

    @Test
    void theGuardWeighsEachTagByItself() {
        List<String> people = new ArrayList<>();
        IntStream.range(0, 120).forEach(i -> people.add(person("p" + i, "['Trial A','VIP']")));
        nights.night(people.toArray(String[]::new));
        IntStream.range(0, 25).forEach(i -> people.set(i, person("p" + i, "['VIP']")));
        IntStream.range(30, 50).forEach(i -> people.set(i, person("p" + i, "['Trial A']")));
        IntStream.range(120, 126).forEach(i -> people.add(person("p" + i, "['Trial B']")));

        nights.night(people.toArray(String[]::new));
        assertThat(findings())
                .containsExactly("untags: The tag ts: Trial A would be taken off 25 of 120 members; max-untag-percent"
                        + " allows 20 %. If that is right: `--allow-untags \"ts: Trial A=25\"`.");

        IntStream.range(120, 126).forEach(i -> people.set(i, person("p" + i, "[]")));
        IntStream.range(200, 301).forEach(i -> people.add(person("p" + i, "['VIP']")));
        nights.night(people.toArray(String[]::new));
        assertThat(findings())
                .anyMatch(finding -> finding.startsWith("last-members: The tag ts: Trial B would lose all of its 6"))
                .anyMatch(finding -> finding.startsWith("tag-growth: The tag ts: VIP would be put on 101 more"))
                .hasSize(2);
    }

    private List<String> findings() {
        return nights.ledger.findings().of(nights.run).stream()
                .map(finding -> finding.guard() + ": " + finding.message())
                .toList();
    }

    @Test
    void aTagThatThePatternStillMakesIsNotOrphanedAndOneThatItMakesNoLongerIs() {
        nights.night(ada("{'acme_main_7':'Mobile','acme_main_8':'Trial A'}"));

        nights.night(person("bo", "[]"));
        assertThat(nights.notes()).as("no record names their audiences").isEmpty();

        nights.definition = Plans.definition(Plans.CREATE + EACH.replace("acme_main_7", "'acme_main_*'"));
        nights.night(person("bo", "[]"));
        assertThat(nights.notes()).isEmpty();

        nights.definition = Plans.definition(Plans.CREATE + EACH.replace(", acme_main_7", ""));
        assertThat(nights.night(ada("[]"))).containsExactly("UNTAG ada ts: Trial A");
        assertThat(nights.notes()).singleElement().asString().contains("no longer names the tag `ts: Mobile`");

        nights.definition = Plans.definition(Plans.CREATE + EACH);
        assertThat(nights.night(ada("[]"))).containsExactly("UNTAG ada ts: Mobile");
    }

    @Test
    void aTagThatAnActionNamedOnceIsThePatternsFromThenOn() {
        nights.definition =
                Plans.definition("snapshot", Plans.CREATE + Plans.VIP.replace("name: VIP", "name: 'ts: VIP'"));
        nights.night(ada("['VIP']"), person("bo", "['VIP']"));
        nights.definition = Plans.definition("snapshot", Plans.CREATE + EACH);

        assertThat(nights.night(person("bo", "[]"))).containsExactlyInAnyOrder("UNTAG ada ts: VIP", "UNTAG bo ts: VIP");
        assertThat(nights.notes()).isEmpty();
    }

    @Test
    void aRetiredTagGoesAndOneThatAPatternMakesByAnIdIsLeftToIt() {
        nights.night(ada("{'acme_main_7':'Mobile','acme_main_8':'Trial A'}"));
        String retired = "retired-tags: [ 'ts: Mobile', 'ts: trial a' ]\n";

        nights.definition = Plans.job("test", "stream", Plans.CREATE + EACH.replace("\"Trial *\", ", ""), retired);
        assertThat(nights.night(ada("{'acme_main_7':'Mobile','acme_main_8':'Trial A'}")))
                .containsExactly("UNTAG ada ts: trial a");
        assertThat(nights.notes()).singleElement().asString().contains("`retired-tags` names the tag `ts: Mobile`");
    }

    @Test
    void anEditedPatternIsTheCauseOfWhatItAddsAndTheDataOfTheRest() {
        nights.night(ada("['VIP','Gold']"));
        nights.definition = Plans.definition(Plans.CREATE + EACH.replace("VIP,", "VIP, Gold,"));

        nights.night(ada("['VIP','Gold','Trial A']"));
        assertThat(nights.template.queryForList(
                        "select cause || ' ' || tag from planned_change where run_id = ? order by tag",
                        String.class,
                        nights.run))
                .containsExactly("DEFINITION ts: Gold", "DATA ts: Trial A");
    }

    @Test
    void aRenamedTagIsFoundWithTheChoicesAndFollowedWhereItsAudienceWasRenamedToo() {
        nights.night(ada("['Trial A']"));
        nights.intercom.tags.put("ts: Trial Alpha", nights.intercom.tags.remove("ts: Trial A"));

        nights.plan(ada("['Trial A']"));
        assertThat(nights.planner.tagFindings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains(
                        "`ts: Trial A` is called `ts: Trial Alpha` in Intercom now",
                        "give it its name back in Intercom, or rename that as well"));

        assertThat(nights.night(ada("['Trial Alpha']"))).isEmpty();
        assertThat(nights.planner.tagFindings()).isEmpty();
        assertThat(nights.night(ada("[]"))).containsExactly("UNTAG ada ts: Trial Alpha");
    }

    @Test
    void aTagThatIsOnNobodyAnyMoreMayBeDeletedInIntercom() {
        nights.night(ada("['Trial A']"));
        nights.night(ada("[]"));
        nights.intercom.tags.clear();

        nights.night(ada("['VIP']"));
        assertThat(nights.planner.tagFindings()).isEmpty();
        assertThat(nights.night(ada("['VIP','Trial A']"))).containsExactly("TAG ada ts: Trial A");
    }

    @Test
    void aDeletedTagOfAnAudienceThatPeopleAreInIsFound() {
        nights.night(ada("['Trial A']"));
        nights.intercom.tags.clear();

        nights.plan(ada("['Trial A']"));
        assertThat(nights.planner.tagFindings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("`ts: Trial A` was deleted"));
    }

    @Test
    void whoIsCreatedAnewIsToHaveEachOfTheTags() {
        nights.definition = Plans.job("test", "stream", Plans.CREATE + EACH, "intercom: { on-deleted: create }\n");
        nights.night(ada("['Trial A']"));
        nights.plan("{'id':'ada','email':'ada@x.de','name':'Ada','audiences':['Trial A']}");

        assertThat(nights.ledger.plans().nextOpen(nights.run, phase -> 10))
                .singleElement()
                .satisfies(open -> {
                    assertThat(open.change().kind()).isEqualTo(ChangeKind.UPDATE);
                    assertThat(open.change().whole().tags()).containsExactly("ts: Trial A");
                });
    }

    @Test
    void aNameThatIsNoTagsRejectsThePersonWhoKeepsEverything() {
        nights.definition = Plans.definition("snapshot", Plans.CREATE + EACH);
        nights.night(ada("['VIP']"), person("bo", "['VIP']"));

        String longName = "Trial " + "a".repeat(246);
        assertThat(nights.night(ada("['" + longName + "']"), person("bo", "['VIP']")))
                .isEmpty();
        assertThat(nights.reading.rejected()).isEqualTo(1);
        assertThat(nights.night(ada("['" + longName.substring(1) + "']"), person("bo", "['VIP']")))
                .as("not matched")
                .containsExactly("UNTAG ada ts: VIP");
    }
}
