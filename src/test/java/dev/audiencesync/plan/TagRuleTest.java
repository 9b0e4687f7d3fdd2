package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.audiencesync.definition.Action.AddTag;
import dev.audiencesync.definition.Action.Basis;
import dev.audiencesync.definition.Action.Untag;
import dev.audiencesync.definition.Condition;
import dev.audiencesync.definition.Condition.Leaf;
import dev.audiencesync.definition.Condition.Question;
import dev.audiencesync.definition.TagName;
import dev.audiencesync.person.ConditionFacts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagRuleTest {

    /** The first action asks audiences, the second badges; A is an absent container, unknown where the run has none. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ON_LEAVE, -,        T-, '',                 Have",
                "ON_LEAVE, -,        F-, '',                 Leave",
                "ON_LEAVE, -,        A-, '',                 Leave",
                "ON_LEAVE, -,        A-, audiences,          Keep",
                "NEVER,    -,        T-, '',                 Have",
                "NEVER,    -,        F-, '',                 Stay",
                "ON_LEAVE, ON_LEAVE, TF, '',                 Have",
                "ON_LEAVE, ON_LEAVE, FT, '',                 Have",
                "ON_LEAVE, ON_LEAVE, FF, '',                 Leave",
                "ON_LEAVE, ON_LEAVE, AT, audiences,          Have",
                "ON_LEAVE, ON_LEAVE, AF, audiences,          Keep",
                "ON_LEAVE, ON_LEAVE, FA, badges,             Keep",
                "ON_LEAVE, ON_LEAVE, AF, badges,             Leave",
                "NEVER,    ON_LEAVE, FF, '',                 Leave",
                "NEVER,    ON_LEAVE, TF, '',                 Have",
                "NEVER,    NEVER,    FF, '',                 Stay",
                "ALWAYS,   -,        T-, '',                 Remove",
                "ALWAYS,   -,        F-, '',                 Keep",
                "ALWAYS,   -,        A-, audiences,          Keep",
                "NEVER,    ALWAYS,   TT, '',                 Have",
                "NEVER,    ALWAYS,   FT, '',                 Remove",
                "ON_LEAVE, ALWAYS,   FT, '',                 Remove",
                "ALWAYS,   ON_LEAVE, TT, '',                 Have",
                "ON_LEAVE, ALWAYS,   FF, '',                 Leave"
            })
    void anyAddThatHoldsWinsElseTheCommandRemovesElseLeavingDoes(
            Untag first, Untag second, String answers, String unknown, String wish) {
        List<AddTag> actions = second == null
                ? List.of(action(first, 0, new Question.InAudience("VIP")))
                : List.of(
                        action(first, 0, new Question.InAudience("VIP")),
                        action(second, 1, new Question.HasBadge("Fan")));

        assertThat(new TagRule("VIP", "vip", actions)
                        .wish(new ConditionFacts(answers), unknown.isEmpty() ? Set.of() : Set.of(unknown))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(wish);
    }

    @Test
    void saysWhichConditionItWas() {
        TagRule rule = new TagRule(
                "VIP",
                "vip",
                List.of(
                        action(Untag.ON_LEAVE, 0, new Question.InAudience("VIP")),
                        action(Untag.ON_LEAVE, 1, new Question.HasBadge("Fan"))));

        assertThat(rule.wish(new ConditionFacts("FT"), Set.of())).isEqualTo(new TagRule.Wish.Have("badge Fan"));
        assertThat(rule.wish(new ConditionFacts("FF"), Set.of()))
                .isEqualTo(new TagRule.Wish.Leave("no longer audience VIP"));
    }

    @Test
    void namesOfOneTagAreOneRule() {
        assertThat(
                        TagRule.of(
                                Plans.definition(
                                        """
                        - { action: create-or-update-user, parameters: { user-id: /id } }
                        - { action: add-tag-based-on-user-id, parameters: { name: Vip } }
                        - { action: add-tag-based-on-user-id, parameters: { name: Fan } }
                        - { action: add-tag-based-on-user-id, parameters: { name: " VIP " } }
                        """)))
                .extracting(TagRule::name, rule -> rule.actions().size())
                .containsExactly(tuple("Vip", 2), tuple("Fan", 1));
    }

    private static AddTag action(Untag untag, int leaf, Question question) {
        Condition when = new Leaf(leaf, question);
        return new AddTag(1, when, Basis.USER_ID, new TagName.Fixed("VIP"), null, untag, false);
    }
}
