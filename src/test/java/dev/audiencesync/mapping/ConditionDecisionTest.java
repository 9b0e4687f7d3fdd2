package dev.audiencesync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.Condition;
import dev.audiencesync.definition.Condition.Leaf;
import dev.audiencesync.definition.Condition.Question;
import dev.audiencesync.person.ConditionFacts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionDecisionTest {

    /** Asks audiences, which are unknown in these tests: A stands for unknown. */
    private static final Condition FIRST = new Leaf(0, new Question.InAudience("VIP"));

    private static final Condition SECOND = new Leaf(1, new Question.InAudience("Fan"));

    @ParameterizedTest
    @CsvSource({
        "TT, TRUE, TRUE, FALSE",
        "TF, FALSE, TRUE, FALSE",
        "TA, UNKNOWN, TRUE, FALSE",
        "FT, FALSE, TRUE, TRUE",
        "FF, FALSE, FALSE, TRUE",
        "FA, FALSE, UNKNOWN, TRUE",
        "AT, UNKNOWN, TRUE, UNKNOWN",
        "AF, FALSE, UNKNOWN, UNKNOWN",
        "AA, UNKNOWN, UNKNOWN, UNKNOWN"
    })
    void followsKleene(String answers, ConditionDecision all, ConditionDecision any, ConditionDecision notFirst) {
        assertThat(decide(new Condition.All(List.of(FIRST, SECOND)), answers)).isEqualTo(all);
        assertThat(decide(new Condition.Any(List.of(FIRST, SECOND)), answers)).isEqualTo(any);
        assertThat(decide(new Condition.Not(FIRST), answers)).isEqualTo(notFirst);
    }

    @Test
    void anAbsentContainerIsUnknownOnlyWhereNoRecordOfTheRunCarriesIt() {
        ConditionFacts absent = new ConditionFacts("A");

        assertThat(ConditionDecision.of(FIRST, absent, Set.of("audiences", "badges")))
                .isEqualTo(ConditionDecision.UNKNOWN);
        assertThat(ConditionDecision.of(FIRST, absent, Set.of("badges"))).isEqualTo(ConditionDecision.FALSE);
    }

    @Test
    void theEmptyCases() {
        assertThat(decide(new Condition.Always(), "")).isEqualTo(ConditionDecision.TRUE);
        assertThat(decide(new Condition.All(List.of()), "")).isEqualTo(ConditionDecision.TRUE);
        assertThat(decide(new Condition.Any(List.of()), "")).isEqualTo(ConditionDecision.FALSE);
    }

    @Test
    void conditionsNest() {
        Condition nested = new Condition.Any(
                List.of(new Condition.All(List.of(FIRST, new Condition.Not(SECOND))), new Condition.Not(FIRST)));

        assertThat(decide(nested, "TF")).isEqualTo(ConditionDecision.TRUE);
        assertThat(decide(nested, "TT")).isEqualTo(ConditionDecision.FALSE);
        assertThat(decide(nested, "TA")).isEqualTo(ConditionDecision.UNKNOWN);
    }

    private static ConditionDecision decide(Condition condition, String answers) {
        return ConditionDecision.of(condition, new ConditionFacts(answers), Set.of("audiences"));
    }
}
