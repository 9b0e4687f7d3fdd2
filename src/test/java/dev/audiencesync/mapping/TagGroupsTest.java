package dev.audiencesync.mapping;

import static dev.audiencesync.mapping.Definitions.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.audiencesync.definition.Action;
import dev.audiencesync.definition.Condition;
import dev.audiencesync.definition.Condition.Question;
import dev.audiencesync.definition.TagName;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which of a record's audiences and badges a tag pattern takes in, in every shape they come in. */
class TagGroupsTest {

    static Stream<Arguments> shapes() {
        return Stream.of(
                arguments(
                        "{'audiences':['Trial B','Gold',' VIP ','Trial A','VIP']}",
                        "T",
                        groups("Trial A", "Trial B", "VIP")),
                arguments("{'audiences':'VIP'}", "T", groups("VIP")),
                arguments("{'audiences':[7, 30]}", "T", groups("30")),
                arguments("{'audiences':{'30':true,'31':true}}", "T", groups("30")),
                arguments("{'audiences':{'30':1}}", "T", groups("30")),
                arguments("{'audiences':{'30':false}}", "F", groups()),
                arguments("{'audiences':{'30':' '}}", "T", groups("30")),
                arguments("{'audiences':{'30':' Mobile '}}", "T", List.of(new Group("30", "Mobile"))),
                arguments("{'audiences':{'31':'Trial A'}}", "T", List.of(new Group("31", "Trial A"))),
                arguments(
                        "{'audiences':[{'31':'VIP'},'VIP']}",
                        "T",
                        List.of(new Group("31", "VIP"), new Group("VIP", "VIP"))),
                arguments("{'audiences':{'VIP':false,'31':'vip'}}", "F", groups()),
                arguments("{'audiences':['Gold','']}", "F", groups()),
                arguments("{'audiences':[]}", "F", groups()),
                arguments("{'audiences':' '}", "A", groups()),
                arguments("{'audiences':null,'badges':['VIP']}", "A", groups()));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void groupsAreTakenInByNameOrId(String record, String answer, List<Group> groups) {
        MappedRecord mapped = map(record.replace("{'audiences'", "{'properties':{'Customer ID':'a'},'audiences'"));

        ConditionFacts facts = ((MappedRecord.Mapped) mapped).person().facts();
        assertThat(facts.answers()).isEqualTo(answer);
        assertThat(facts.groups()).isEqualTo(groups.isEmpty() ? Map.of() : Map.of(0, groups));
    }

    @Test
    void onlyWhatMatchesIsKept() {
        String many = "{'properties':{'Customer ID':'a'},'audiences':['VIP'" + ",'Gold'".repeat(5_000) + "]}";

        assertThat(((MappedRecord.Mapped) map(many)).person().facts().groups()).isEqualTo(Map.of(0, groups("VIP")));
    }

    static Stream<Arguments> names() {
        return Stream.of(
                arguments("Trial " + "x".repeat(245), "usable"),
                arguments("Trial " + "🎉".repeat(245), "usable"),
                arguments("Trial " + "x".repeat(246), "tag_name_too_long"),
                arguments("Trial \\u0000", "invalid_tag_name"),
                arguments("Trial \\n x", "invalid_tag_name"),
                arguments("Trial \\ud83c", "invalid_tag_name"),
                arguments("Gold \\u0000", "usable"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aRecordWhoseTagNoTagCanBeIsRefused(String name, String code) {
        MappedRecord mapped = map("{'properties':{'Customer ID':'a'},'audiences':['" + name + "']}");

        assertThat(mapped instanceof MappedRecord.Rejected rejected ? rejected.code() : "usable")
                .isEqualTo(code);
        if (mapped instanceof MappedRecord.Rejected rejected) {
            assertThat(rejected.identifiers().externalId()).isEqualTo("a");
        }
    }

    @Test
    void theReasonNamesTheTagAndItsLength() {
        MappedRecord mapped = map("{'properties':{'Customer ID':'a'},'audiences':['Trial " + "x".repeat(300) + "']}");

        assertThat(((MappedRecord.Rejected) mapped).reason())
                .isEqualTo("audiences: the tag `ts: Trial " + "x".repeat(50)
                        + "…` has 310 characters, at most 255 are allowed");
    }

    @Test
    void anIdTooLongToBeKeptRefusesTheRecordToo() {
        MappedRecord mapped = map("{'properties':{'Customer ID':'a'},'audiences':{'" + "x".repeat(256) + "':'VIP'}}");

        assertThat(((MappedRecord.Rejected) mapped).code()).isEqualTo("tag_name_too_long");
    }

    private static MappedRecord map(String record) {
        Question.InAny question = new Question.InAny(GroupKind.AUDIENCE, List.of("VIP", "Trial *", "30"));
        return new RecordMapper(Definitions.job(new Action.AddTag(
                        1,
                        new Condition.Always(),
                        Action.Basis.USER_ID,
                        new TagName.Pattern(0, question, "ts: "),
                        Definitions.USER_ID,
                        Action.Untag.ON_LEAVE,
                        false)))
                .map(record(record));
    }

    private static List<Group> groups(String... names) {
        return Stream.of(names).map(name -> new Group(name, name)).toList();
    }
}
