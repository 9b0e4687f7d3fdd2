package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A tag is a pattern's once a record was in its audience, or where the pattern names that audience. */
class WhatPatternsMightMakeTest {
    private static final String ALL =
            """
            - action: add-tag-based-on-user-id
              parameters: { name: { each: audience, only: [ '*' ] }, untag: on-leave }
            """;
    private static final String LOYAL =
            """
            - action: add-tag-based-on-user-id
              when: { flag: Loyal }
              parameters: { name: Loyal, untag: false }
            """;
    private static final String BADGES =
            """
            - action: add-tag-based-on-user-id
              parameters: { name: { each: badge, only: [ '*' ] }, untag: false }
            """;

    private final Nights nights = new Nights(Plans.definition(Plans.CREATE + ALL + LOYAL));

    @Test
    void aTagThatIsOnlyAddedStays() {
        assertThat(nights.night(loyal("['VIP']", true))).contains("TAG ada Loyal", "TAG ada VIP");

        assertThat(nights.night(loyal("['VIP']", false))).isEmpty();
        assertThat(nights.night(loyal("[]", false))).containsExactly("UNTAG ada VIP");
    }

    @Test
    void aTagThatIsOnlyAddedStaysWhenItIsAnotherPatterns() {
        nights.definition = Plans.definition(Plans.CREATE + ALL + BADGES);
        nights.night("{'id':'ada','audiences':['VIP'],'badges':['Fan']}");

        assertThat(nights.night("{'id':'ada','audiences':['VIP'],'badges':[]}")).isEmpty();
        assertThat(nights.night("{'id':'ada','audiences':['VIP','Fan'],'badges':[]}"))
                .isEmpty();
        assertThat(nights.night("{'id':'ada','audiences':['VIP'],'badges':[]}"))
                .as("an audience by then, which they have left")
                .containsExactly("UNTAG ada Fan");
    }

    @Test
    void itsHoldersAreNotAdopted() {
        nights.definition = Plans.definition(
                "snapshot",
                Plans.CREATE
                        + ALL.replace("on-leave", "on-leave, adopt-members: true")
                        + LOYAL.replace("untag: false", "untag: on-leave"));
        nights.intercom.tags.put("Loyal", "t1");
        nights.intercom.contacts.add(new IntercomView.Contact("i-bo", "bo", "bo@x.de"));
        nights.intercom.holders.put("t1", List.of("i-bo"));

        assertThat(nights.night(loyal("['VIP']", true), "{'id':'bo','audiences':[]}"))
                .contains("TAG ada Loyal")
                .noneMatch(change -> change.endsWith("bo Loyal"));
    }

    @Test
    void aTagTakenOutOfTheDefinitionIsOrphanedAndCanBeRetired() {
        nights.definition = Plans.definition(Plans.CREATE + ALL + LOYAL.replace("untag: false", "untag: on-leave"));
        nights.night(loyal("['VIP']", true));
        nights.definition = Plans.definition(Plans.CREATE + ALL);

        assertThat(nights.night(loyal("['VIP','New']", false))).containsExactly("TAG ada New");
        assertThat(nights.notes()).singleElement().asString().contains("no longer names the tag `Loyal`");

        nights.definition = Plans.job("test", "stream", Plans.CREATE + ALL, "retired-tags: [ Loyal, vip ]\n");
        assertThat(nights.night(loyal("['VIP','New']", false))).containsExactly("UNTAG ada Loyal");
        assertThat(nights.notes())
                .singleElement()
                .asString()
                .contains("`retired-tags` names the tag `VIP`", "by an id or with a wildcard", "Narrow that `only`");
    }

    @Test
    void aTagLeavesThoughNoRecordCarriesAudiences() {
        nights.definition = Plans.definition(Plans.CREATE + ALL + LOYAL.replace("untag: false", "untag: on-leave"));
        nights.night("{'id':'ada','flags':{'Loyal':true}}");

        assertThat(nights.night("{'id':'ada','flags':{'Loyal':false}}")).containsExactly("UNTAG ada Loyal");
    }

    private static String loyal(String audiences, boolean loyal) {
        return "{'id':'ada','audiences':" + audiences + ",'flags':{'Loyal':" + loyal + "}}";
    }
}
