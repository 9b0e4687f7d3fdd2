package dev.audiencesync.mapping;

import static dev.audiencesync.mapping.Definitions.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.audiencesync.definition.Action;
import dev.audiencesync.definition.Condition;
import dev.audiencesync.definition.Condition.Leaf;
import dev.audiencesync.definition.Condition.Question;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AnswersTest {

    private static final Question VIP = new Question.InAudience(" VIP ");
    private static final Question VIP_BY_ID = new Question.InAudience("acct_main_208");
    private static final Question LONG = new Question.InAudience("x".repeat(127) + " and more");
    private static final Question BADGE_30 = new Question.HasBadge("30");
    private static final Question PAYING = new Question.IsTrue("/paying~1now");
    private static final Question FLAG = new Question.HasFlag("Returning visitor");

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments(VIP, "{'audiences':['Fan',' VIP']}", 'T'),
                arguments(VIP, "{'audiences':['vip','VIP2']}", 'F'),
                arguments(VIP, "{'audiences':[]}", 'F'),
                arguments(VIP, "{'audiences':{}}", 'F'),
                arguments(VIP, "{'audiences':'VIP'}", 'T'),
                arguments(VIP, "{'audiences':{'acct_main_208':'VIP'}}", 'T'),
                arguments(VIP, "{'audiences':[{'acct_main_208':'VIP'}]}", 'T'),
                arguments(VIP, "{'audiences':null}", 'A'),
                arguments(VIP, "{'badges':['VIP'],'audiences_joined_at':{'VIP':1}}", 'A'),
                arguments(VIP_BY_ID, "{'audiences':{'acct_main_208':'VIP'}}", 'T'),
                arguments(VIP_BY_ID, "{'audiences':['acct_main_208']}", 'T'),
                arguments(VIP_BY_ID, "{'audiences':{},'audiences_joined_at':{'acct_main_208':1}}", 'F'),
                arguments(LONG, "{'audiences':['" + "x".repeat(127) + "']}", 'T'),
                arguments(LONG, "{'audiences':['" + "x".repeat(127) + " and more']}", 'T'),
                arguments(LONG, "{'audiences':['" + "x".repeat(126) + "']}", 'F'),
                arguments(BADGE_30, "{'badges':{'30':true}}", 'T'),
                arguments(BADGE_30, "{'badges':{'30':false}}", 'F'),
                arguments(BADGE_30, "{'badges':[30]}", 'T'),
                arguments(BADGE_30, "{'badges':{'x':'30'}}", 'T'),
                arguments(BADGE_30, "{'audiences':{'30':true}}", 'A'),
                arguments(FLAG, "{'flags':{'Returning visitor':true}}", 'T'),
                arguments(FLAG, "{'flags':{'Returning visitor':'yes'}}", 'T'),
                arguments(FLAG, "{'flags':{'Returning visitor':false}}", 'F'),
                arguments(FLAG, "{'flags':{'Returning visitor':null}}", 'F'),
                arguments(FLAG, "{'flags':{}}", 'F'),
                arguments(FLAG, "{}", 'A'),
                arguments(equal("/properties/Tier", "gold"), "{'properties':{'Tier':'gold'}}", 'T'),
                arguments(equal("/properties/Tier", "gold"), "{'properties':{'Tier':'Gold'}}", 'F'),
                arguments(equal("/properties/Tier", "gold"), "{'properties':{}}", 'F'),
                arguments(equal("/properties/Tier", "gold"), "{'metrics':{}}", 'A'),
                arguments(equal("/metrics/Visits", new BigDecimal("12")), "{'metrics':{'Visits':12.0}}", 'T'),
                arguments(equal("/properties/Store", new BigDecimal("12")), "{'properties':{'Store':'12'}}", 'T'),
                arguments(equal("/properties/Store", "012"), "{'properties':{'Store':12}}", 'F'),
                arguments(equal("/flags/On", true), "{'flags':{'On':true}}", 'T'),
                arguments(equal("/flags/On", true), "{'flags':{'On':false}}", 'F'),
                arguments(equal("/metrics/Visits", BigDecimal.ONE), "{'metrics':{'Visits':[1]}}", 'F'),
                arguments(equal("/a~1b/c", "x"), "{'a/b':{'c':'x'}}", 'T'),
                arguments(equal("/env", "prod"), "{'env':'prod'}", 'T'),
                arguments(equal("/env", "prod"), "{'env':null}", 'A'),
                arguments(equal("/env", "prod"), "{'env':' '}", 'A'),
                arguments(PAYING, "{'paying/now':'t'}", 'T'),
                arguments(PAYING, "{'paying/now':' YES '}", 'T'),
                arguments(PAYING, "{'paying/now':'1'}", 'T'),
                arguments(PAYING, "{'paying/now':'f'}", 'F'),
                arguments(PAYING, "{'paying/now':'no'}", 'F'),
                arguments(PAYING, "{'paying/now':'perhaps'}", 'F'),
                arguments(PAYING, "{'paying/now':''}", 'A'));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answersAQuestion(Question question, String record, char answer) {
        Answerer answerer =
                new Answerer(new Leaf(0, question), Definitions.job().source());

        assertThat(answerer.problem(content(record))).isEmpty();
        assertThat(answerer.answer(content(record), List.of())).isEqualTo(answer);
    }

    static Stream<Arguments> unusable() {
        return Stream.of(
                arguments(VIP, "{'audiences':7}"),
                arguments(BADGE_30, "{'badges':true}"),
                arguments(FLAG, "{'flags':['Returning visitor']}"));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void aContainerThatCannotBeAskedIsNotTakenForEmpty(Question question, String record) {
        assertThat(new Answerer(new Leaf(0, question), Definitions.job().source()).problem(content(record)))
                .map(UnusableRecord::code)
                .contains("invalid_container");
    }

    @Test
    void leavesAreFoundInAllActionsAndOrderedByIndex() {
        Condition first = new Condition.All(List.of(new Leaf(0, VIP), new Condition.Not(new Leaf(1, FLAG))));
        Condition second = new Condition.Any(List.of(new Leaf(2, BADGE_30)));

        RecordMapper mapper = new RecordMapper(Definitions.job(
                Definitions.tag(Action.Basis.EMAIL, Definitions.EMAIL, second),
                Definitions.tag(Action.Basis.EMAIL, Definitions.EMAIL, first)));

        assertThat(mapper.conditionLeaves())
                .containsExactly(new Leaf(0, VIP), new Leaf(1, FLAG), new Leaf(2, BADGE_30));
    }

    @Test
    void leavesThatAreNotNumberedFromZeroOnAreRefused() {
        assertThatThrownBy(() -> new RecordMapper(
                        Definitions.job(Definitions.tag(Action.Basis.EMAIL, Definitions.EMAIL, new Leaf(1, VIP)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Question equal(String pointer, Object value) {
        return new Question.Equals(pointer, value);
    }
}
