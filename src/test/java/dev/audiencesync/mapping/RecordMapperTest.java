package dev.audiencesync.mapping;

import static dev.audiencesync.mapping.Definitions.EMAIL;
import static dev.audiencesync.mapping.Definitions.HERE;
import static dev.audiencesync.mapping.Definitions.USER_ID;
import static dev.audiencesync.mapping.Definitions.content;
import static dev.audiencesync.mapping.Definitions.create;
import static dev.audiencesync.mapping.Definitions.from;
import static dev.audiencesync.mapping.Definitions.job;
import static dev.audiencesync.mapping.Definitions.record;
import static dev.audiencesync.mapping.Definitions.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.audiencesync.definition.Action;
import dev.audiencesync.definition.Condition;
import dev.audiencesync.definition.Condition.Leaf;
import dev.audiencesync.definition.Condition.Question;
import dev.audiencesync.definition.Parameter;
import dev.audiencesync.definition.Value;
import dev.audiencesync.export.ReadRecord.UnreadableRecord;
import dev.audiencesync.mapping.MappedRecord.Mapped;
import dev.audiencesync.mapping.MappedRecord.Rejected;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Identifiers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordMapperTest {

    private static final Action CREATE = create(
            Map.of(Parameter.USER_ID, USER_ID, Parameter.EMAIL, EMAIL), Map.of("plan", from("/properties/Plan")));
    private static final Action TAG =
            tag(Action.Basis.USER_ID, from("/properties/Other ID"), new Leaf(0, new Question.InAudience("VIP")));
    private static final Action TAG_BY_EMAIL =
            tag(Action.Basis.EMAIL, from("/properties/Other Email"), new Condition.Always());
    private static final Action TAG_BY_ID =
            tag(Action.Basis.ID, from("/properties/Intercom ID"), new Leaf(1, new Question.HasFlag("On")));
    private static final RecordMapper MAPPER = new RecordMapper(job(CREATE, TAG, TAG_BY_EMAIL, TAG_BY_ID));

    @Test
    void mapsARecord() {
        MappedRecord mapped = MAPPER.map(
                record(
                        """
                        {'properties':{'Customer ID':' C-1042 ','Email Address':'Ada@Example.com','Plan':'free'},
                         'dates':{'Last visit':1521217490123},'audiences':['VIP'],'flags':null}"""));

        DesiredPerson person = ((Mapped) mapped).person();
        assertThat(person.identifiers()).isEqualTo(new Identifiers("C-1042", "Ada@Example.com", null));
        assertThat(person.fields())
                .singleElement()
                .hasToString(
                        "{custom_attributes.plan=Text[value=free], email=Text[value=Ada@Example.com], external_id=Text[value=C-1042]}");
        assertThat(person.facts()).isEqualTo(new ConditionFacts("TA"));
        assertThat(person.newestBy()).isEqualTo(1521217490123L);
        assertThat(person.position()).isEqualTo(HERE);
    }

    static Stream<Arguments> identifiers() {
        return Stream.of(
                known("{'Other ID':'C-1','Other Email':'a@b'}", "C-1", "a@b", null),
                known("{'Customer ID':'C-1','Other ID':'C-1 '}", "C-1", null, null),
                known("{'Email Address':'a@b','Other Email':'A@B'}", null, "a@b", null),
                known("{'Customer ID':1042}", "1042", null, null),
                known("{'Customer ID':1042.0}", "1042", null, null),
                known("{'Customer ID':12345678901234567890}", "12345678901234567890", null, null),
                known("{'Customer ID':'  ','Intercom ID':'5f'}", null, null, "5f"),
                known("{'Customer ID':'" + "ü".repeat(255) + "'}", "ü".repeat(255), null, null));
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    void identifiersAreTheUnionOverAllActions(String properties, Identifiers expected) {
        MappedRecord mapped = MAPPER.map(record("{'properties':" + properties + "}"));

        assertThat(mapped).isInstanceOf(Mapped.class);
        assertThat(((Mapped) mapped).person().identifiers()).isEqualTo(expected);
    }

    @Test
    void identifiersAreTrimmed() {
        Mapped mapped = (Mapped) MAPPER.map(
                record("{'properties':{'Customer ID':' C-1\\t','Email Address':'  a@b ','Intercom ID':' 5f '}}"));

        assertThat(mapped.person().identifiers()).isEqualTo(new Identifiers("C-1", "a@b", "5f"));
        assertThat(mapped.person().fields().get(0))
                .containsEntry("external_id", new FieldValue.Text("C-1"))
                .containsEntry("email", new FieldValue.Text("a@b"));
    }

    @Test
    void twoDifferentValuesOfOneIdentifierRejectTheRecord() {
        String values = "{'properties':{'Customer ID':'%s','Other ID':'%s','Email Address':'%s','Other Email':'%s'}}";

        assertThat(MAPPER.map(record(values.formatted("c", "d", "a@b", "a@b"))))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("conflicting_identifiers"));
        assertThat(MAPPER.map(record(values.formatted("c", "c", "a@b", "a@d"))))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("conflicting_identifiers"));
        assertThat(MAPPER.map(record(values.formatted("c", "c", "a@b", "A@B")))).isInstanceOf(Mapped.class);
    }

    @Test
    void userIdsAreTextsThatCompareWithTheirCase() {
        assertThat(MAPPER.map(record("{'properties':{'Customer ID':'c','Other ID':'C'}}")))
                .isInstanceOf(Rejected.class);
        assertThat(((Mapped) MAPPER.map(record("{'properties':{'Customer ID':7,'Other ID':'7'}}")))
                        .person()
                        .identifiers()
                        .externalId())
                .isEqualTo("7");
        assertThat(MAPPER.map(record("{'properties':{'Customer ID':'07','Other ID':'7'}}")))
                .isInstanceOf(Rejected.class);
    }

    static Stream<Arguments> unusableIdentifiers() {
        return Stream.of(
                refused("no_identifier", "{}", null, null),
                refused("no_identifier", "{'Customer ID':null,'Email Address':' '}", null, null),
                refused("conflicting_identifiers", "{'Customer ID':'c','Other ID':'C'}", "c", null),
                refused("conflicting_identifiers", "{'Email Address':'a@b','Other Email':'a@c'}", null, "a@b"),
                refused("invalid_email", "{'Customer ID':'c','Email Address':'none'}", "c", null),
                refused("invalid_email", "{'Customer ID':'c','Email Address':'a b@c'}", "c", null),
                refused("invalid_email", "{'Customer ID':'c','Email Address':'a@b c@d'}", "c", null),
                refused("invalid_email", "{'Email Address':'@'}", null, null),
                refused("invalid_identifier", "{'Customer ID':1.5,'Email Address':'a@b'}", null, "a@b"),
                refused("invalid_identifier", "{'Customer ID':true}", null, null),
                refused("invalid_identifier", "{'Customer ID':['c']}", null, null),
                refused("invalid_identifier", "{'Customer ID':'a\\u0000b'}", null, null),
                refused("invalid_identifier", "{'Customer ID':1e999999999}", null, null),
                refused("identifier_too_long", "{'Customer ID':'" + "x".repeat(256) + "'}", null, null));
    }

    @ParameterizedTest
    @MethodSource("unusableIdentifiers")
    void aRecordWithoutUsableIdentifiersIsRejectedAndKeepsTheOthers(
            String code, String properties, Identifiers readable) {
        Rejected rejected = (Rejected) MAPPER.map(record("{'properties':" + properties + "}"));

        assertThat(rejected.code()).isEqualTo(code);
        assertThat(rejected.identifiers()).isEqualTo(readable);
        assertThat(rejected.position()).isEqualTo(HERE);
    }

    @Test
    void anIdentifierIsNeverADefault() {
        Value withDefault = new Value.FromRecord("/id", "everybody", false);
        RecordMapper mapper = new RecordMapper(job(create(Map.of(Parameter.USER_ID, withDefault), Map.of())));

        assertThat(((Rejected) mapper.map(record("{}"))).code()).isEqualTo("no_identifier");
    }

    @Test
    void whoAnUnreadableRecordIsAboutIsKept() {
        UnreadableRecord damaged = new UnreadableRecord(
                HERE,
                "record_too_large",
                "too large",
                List.of(content("{'properties':{'Customer ID':'c','Email Address':'x'}}")));

        assertThat(MAPPER.map(damaged))
                .isEqualTo(new Rejected(HERE, new Identifiers("c", null, null), "too large", "record_too_large"));
    }

    @Test
    void everybodyADamagedRecordMayBeAboutIsKept() {
        UnreadableRecord shifted = new UnreadableRecord(
                HERE,
                "column_count",
                "one too many",
                List.of(
                        content("{'properties':{'Customer ID':'c','Email Address':'x'}}"),
                        content("{'properties':{'Email Address':'c@x.de'}}")));

        Rejected rejected = (Rejected) MAPPER.map(shifted);

        assertThat(rejected.identifiers()).isEqualTo(new Identifiers("c", null, null));
        assertThat(rejected.others()).containsExactly(new Identifiers(null, "c@x.de", null));
    }

    @Test
    void aContainerThatCannotBeAskedRejectsTheRecord() {
        Rejected rejected = (Rejected) MAPPER.map(record("{'properties':{'Customer ID':'c'},'audiences':7}"));

        assertThat(rejected.code()).isEqualTo("invalid_container");
        assertThat(rejected.identifiers().externalId()).isEqualTo("c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1521217490123 | 1521217490123",
                "'2018-03-16T16:24:50.5Z' | 1521217490500",
                "-7 | -7",
                "253402300800000 | 253402300800000",
                "1e999 | 9223372036854775807",
                "'yesterday' | -9223372036854775808",
                "null | -9223372036854775808",
                "[1] | -9223372036854775808"
            },
            quoteCharacter = '"')
    void newestByKeepsMillisecondsAndFallsBackToTheNumber(String written, long expected) {
        RecordMapper mapper = new RecordMapper(job(from("/updated"), CREATE));

        MappedRecord mapped = mapper.map(
                record("{'properties':{'Customer ID':'c'},'updated':" + written + ",'dates':{'Last visit':5}}"));

        assertThat(((Mapped) mapped).person().newestBy()).isEqualTo(expected);
    }

    private static Arguments known(
            String properties, @Nullable String id, @Nullable String email, @Nullable String intercomId) {
        return arguments(properties, new Identifiers(id, email, intercomId));
    }

    private static Arguments refused(String code, String properties, @Nullable String id, @Nullable String email) {
        return arguments(code, properties, new Identifiers(id, email, null));
    }
}
