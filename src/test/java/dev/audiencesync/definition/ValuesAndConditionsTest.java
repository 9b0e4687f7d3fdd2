package dev.audiencesync.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.audiencesync.definition.Condition.All;
import dev.audiencesync.definition.Condition.Any;
import dev.audiencesync.definition.Condition.Leaf;
import dev.audiencesync.definition.Condition.Not;
import dev.audiencesync.definition.Condition.Question;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class ValuesAndConditionsTest {

    static final List<Arguments> VALUES = List.of(
            arguments("/properties/Full name", new Value.FromRecord("/properties/Full name")),
            arguments("{ property: Full name }", new Value.FromRecord("/properties/Full name")),
            arguments("{ metric: a/b~c }", new Value.FromRecord("/metrics/a~1b~0c")),
            arguments("{ flag: F }", new Value.FromRecord("/flags/F")),
            arguments("{ date: D }", new Value.FromRecord("/dates/D")),
            arguments("{ property: P, as: text }", new Value.FromRecord("/properties/P", null, false, Value.Type.TEXT)),
            arguments(
                    "{ from: /n, as: number, default: 0 }",
                    new Value.FromRecord("/n", BigDecimal.ZERO, false, Value.Type.NUMBER)),
            arguments(
                    "{ property: P, as: boolean }",
                    new Value.FromRecord("/properties/P", null, false, Value.Type.BOOLEAN)),
            arguments(
                    "{ property: P, as: date, blank: clear }",
                    new Value.FromRecord("/properties/P", null, true, Value.Type.DATE)),
            arguments("{ from: /a/b }", new Value.FromRecord("/a/b")),
            arguments("{ property: 5216 }", new Value.FromRecord("/properties/5216")),
            arguments("{ property: P, default: free }", new Value.FromRecord("/properties/P", "free", false)),
            arguments("{ property: P, default: 0 }", new Value.FromRecord("/properties/P", BigDecimal.ZERO, false)),
            arguments("{ property: P, default: false }", new Value.FromRecord("/properties/P", false, false)),
            arguments("{ from: /a, blank: clear }", new Value.FromRecord("/a", null, true)),
            arguments("free", new Value.Literal("free")),
            arguments("'12'", new Value.Literal("12")),
            arguments("12.5", new Value.Literal(new BigDecimal("12.5"))),
            arguments("0x1F", new Value.Literal(new BigDecimal(31))),
            arguments("true", new Value.Literal(true)),
            arguments("yes", new Value.Literal("yes")),
            arguments("'in ${EXPORTS}'", new Value.Literal("in /srv/exports")),
            arguments("'${EXPORTS}'", new Value.Literal("/srv/exports")),
            arguments("{ value: /a }", new Value.Literal("/a")),
            arguments("{ value: 3 }", new Value.Literal(new BigDecimal(3))));

    static final List<Arguments> CONDITIONS = List.of(
            arguments("{ audience: VIP }", leaf(0, new Question.InAudience("VIP"))),
            arguments("{ badge: 30 }", leaf(0, new Question.HasBadge("30"))),
            arguments("{ flag: 5017 }", leaf(0, new Question.HasFlag("5017"))),
            arguments(
                    "{ equals: { /properties/Plan: gold } }", leaf(0, new Question.Equals("/properties/Plan", "gold"))),
            arguments(
                    "{ equals: { /b: 3, /a: true } }",
                    new All(List.of(
                            leaf(0, new Question.Equals("/b", new BigDecimal(3))),
                            leaf(1, new Question.Equals("/a", true))))),
            arguments(
                    "{ badge: B, audience: A }",
                    new All(List.of(leaf(0, new Question.HasBadge("B")), leaf(1, new Question.InAudience("A"))))),
            arguments(
                    "{ any: [ { badge: C }, { all: [ { audience: A }, { not: { flag: R } } ] } ] }",
                    new Any(List.of(
                            leaf(0, new Question.HasBadge("C")),
                            new All(List.of(
                                    leaf(1, new Question.InAudience("A")),
                                    new Not(leaf(2, new Question.HasFlag("R")))))))));

    @ParameterizedTest
    @FieldSource("VALUES")
    void aValueSaysWhereItComesFrom(String written, Value value) {
        JobDefinition job = Sample.load(Sample.attribute(written));

        assertThat(job.createActions().get(0).customAttributes()).containsEntry("plan", value);
    }

    @ParameterizedTest
    @FieldSource("CONDITIONS")
    void aConditionAsksTheRecord(String written, Condition condition) {
        JobDefinition job = Sample.load(Sample.when(written));

        assertThat(job.tagActions().get(0).when()).isEqualTo(condition);
    }

    @Test
    void aColumnIsNamedAsItStandsInTheHeader() {
        JobDefinition job = Sample.load(Sample.csv(Sample.attribute("{ column: visitor - id/2 }")));

        assertThat(job.createActions().get(0).customAttributes())
                .containsEntry("plan", new Value.FromRecord("/visitor - id~12"));
    }

    @Test
    void aFlagOfACsvRecordIsAColumn() {
        JobDefinition job = Sample.load(Sample.csv(Sample.when("{ flag: a/b }")));

        assertThat(job.tagActions().get(0).when()).isEqualTo(leaf(0, new Question.IsTrue("/a~1b")));
        assertThat(new Question.IsTrue("/a~1b").container()).isEqualTo("a/b");
    }

    @Test
    void leavesAreNumberedThroughTheWholeDefinition() {
        String tag =
                "  - { action: add-tag-based-on-user-id, parameters: { name: T, user-id: /u }, when: { badge: %s } }\n";
        JobDefinition job = Sample.load(Sample.job("actions:\n" + tag.formatted("A") + tag.formatted("B")));

        assertThat(job.tagActions())
                .extracting(Action.AddTag::when)
                .containsExactly(leaf(0, new Question.HasBadge("A")), leaf(1, new Question.HasBadge("B")));
    }

    private static Condition leaf(int index, Question question) {
        return new Leaf(index, question);
    }
}
