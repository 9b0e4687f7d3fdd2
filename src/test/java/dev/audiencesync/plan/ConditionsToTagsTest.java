package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of condition, from the definition to the tag. */
class ConditionsToTagsTest {
    private static final String PERSON = "{'id':'ada','audiences':['A','Both'],'badges':['Fan'],"
            + "'flags':{'Returning':true,'Out':false},'properties':{'Plan':'gold','Level':3}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ audience: A }                                                       | true",
                "{ audience: B }                                                       | false",
                "{ badge: Fan }                                                        | true",
                "{ flag: Returning }                                                   | true",
                "{ flag: Out }                                                         | false",
                "{ equals: { /properties/Plan: gold } }                                | true",
                "{ equals: { /properties/Plan: gold, /properties/Level: 3 } }          | true",
                "{ equals: { /properties/Plan: gold, /properties/Level: 4 } }          | false",
                "{ audience: A, badge: Fan }                                           | true",
                "{ audience: A, badge: Foe }                                           | false",
                "{ all: [ { audience: A }, { audience: Both } ] }                      | true",
                "{ all: [ { audience: A }, { audience: B } ] }                         | false",
                "{ any: [ { audience: B }, { badge: Fan } ] }                          | true",
                "{ any: [ { audience: B }, { badge: Foe } ] }                          | false",
                "{ not: { audience: B } }                                              | true",
                "{ not: { audience: A } }                                              | false",
                "{ any: [ { badge: Foe }, { all: [ { audience: A }, { not: { flag: Out } } ] } ] } | true",
                "{ audience: A, not: { any: [ { flag: Returning }, { badge: Foe } ] } } | false",
            })
    void aTagIsPutOnWhileItsConditionHoldsAndTakenOffWhenItNoLongerDoes(String when, boolean holds) {
        Nights nights = new Nights(Plans.definition(Plans.CREATE
                + "- { action: add-tag-based-on-user-id, parameters: { name: T, untag: on-leave }, when: " + when
                + " }\n"));
        nights.night(holds ? "{'id':'ada','audiences':[],'badges':[],'flags':{'Returning':false}}" : PERSON);
        boolean before =
                !nights.ledger.tags().ownedCounts(nights.workspace, "test").isEmpty();

        nights.night(PERSON);

        assertThat(nights.ledger.tags().ownedCounts(nights.workspace, "test").containsKey("t"))
                .isEqualTo(holds);
        assertThat(before && !holds).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"VIP,vip", "' Vip ',VIP", "At Risk,AT RISK"})
    void namesAreTrimmedAndComparedWithoutCase(String first, String second) {
        Nights nights = new Nights(Plans.definition(Plans.CREATE + action(first)));
        nights.night("{'id':'ada','audiences':['A']}");
        nights.definition = Plans.definition(Plans.CREATE + action(second));

        assertThat(nights.night("{'id':'ada','audiences':['A']}"))
                .as("the same tag")
                .isEmpty();
        assertThat(nights.planner.tagFindings()).isEmpty();
        assertThat(nights.night("{'id':'ada','audiences':[]}")).containsExactly("UNTAG ada " + second);
    }

    private static String action(String name) {
        return "- { action: add-tag-based-on-user-id, parameters: { name: '" + name
                + "', untag: on-leave }, when: { audience: A } }\n";
    }
}
