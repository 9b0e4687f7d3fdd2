package dev.audiencesync.mapping;

import static dev.audiencesync.mapping.Definitions.create;
import static dev.audiencesync.mapping.Definitions.from;
import static dev.audiencesync.mapping.Definitions.job;
import static dev.audiencesync.mapping.Definitions.record;
import static dev.audiencesync.mapping.Definitions.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.audiencesync.definition.Action;
import dev.audiencesync.definition.Condition;
import dev.audiencesync.definition.Parameter;
import dev.audiencesync.definition.Value;
import dev.audiencesync.definition.Value.FromRecord;
import dev.audiencesync.definition.Value.Literal;
import dev.audiencesync.mapping.MappedRecord.Mapped;
import dev.audiencesync.mapping.MappedRecord.Rejected;
import dev.audiencesync.person.FieldValue;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FieldsTest {

    private static final Map<Parameter, Value> PARAMETERS = Map.ofEntries(
            Map.entry(Parameter.USER_ID, from("/id")),
            Map.entry(Parameter.NAME, from("/name")),
            Map.entry(Parameter.PHONE_NUMBER, from("/phone")),
            Map.entry(Parameter.SIGNED_UP_AT, from("/dates/First visit")),
            Map.entry(Parameter.LAST_REQUEST_AT, from("/last")),
            Map.entry(Parameter.UNSUBSCRIBED_FROM_EMAILS, from("/unsubscribed")),
            Map.entry(Parameter.UPDATE_LAST_REQUEST_AT, from("/now")),
            Map.entry(Parameter.NEW_SESSION, from("/session")),
            Map.entry(Parameter.LAST_SEEN_IP, from("/ip")),
            Map.entry(Parameter.LAST_SEEN_USER_AGENT, from("/agent")),
            Map.entry(Parameter.ROLE, from("/role")),
            Map.entry(Parameter.AVATAR, from("/picture")),
            Map.entry(Parameter.OWNER_ID, from("/owner")));
    private static final Map<String, Value> ATTRIBUTES = Map.of(
            "a", from("/a"),
            "when", from("/dates/When"),
            "text", from("/properties/When"),
            "count", from("/metrics/Count"),
            "on", from("/flags/On"),
            "seen", from("/property_sets/Seen"),
            "visit", from("/current_visit/property_sets/Seen"),
            "list", new FromRecord("/property_lists/List", null, true));

    static Stream<Arguments> fields() {
        return Stream.of(
                arguments("'name':'Ada '", "name", "sAda "),
                arguments("'name':42.0", "name", "s42"),
                arguments("'name':true", "name", "strue"),
                arguments("'name':'" + "ü".repeat(255) + "'", "name", "s" + "ü".repeat(255)),
                arguments("'phone':491701234567", "phone", "s491701234567"),
                arguments("'dates':{'First visit':1521134626999}", "signed_up_at", "n1521134626"),
                arguments("'last':'2018-07-27'", "last_seen_at", "n1532649600"),
                arguments("'unsubscribed':'Yes'", "unsubscribed_from_emails", "t"),
                arguments("'unsubscribed':1", "unsubscribed_from_emails", "t"),
                arguments("'now':'yes'", "update_last_request_at", "t"),
                arguments("'session':false", "new_session", "f"),
                arguments("'ip':'192.0.2.7'", "last_seen_ip", "s192.0.2.7"),
                arguments("'agent':'" + "x".repeat(400) + "'", "last_seen_user_agent", "s" + "x".repeat(400)),
                arguments("'role':' User '", "role", "suser"),
                arguments("'picture':' https://example.com/a.png '", "avatar", "shttps://example.com/a.png"),
                arguments("'picture':'HTTP://x/" + "y".repeat(400) + "'", "avatar", "sHTTP://x/" + "y".repeat(400)),
                arguments("'owner':'814860'", "owner_id", "n814860"),
                arguments("'owner':814860.0", "owner_id", "n814860"),
                arguments("'a':'x'", "custom_attributes.a", "sx"),
                arguments("'a':'12'", "custom_attributes.a", "s12"),
                arguments("'a':12.0", "custom_attributes.a", "n12"),
                arguments("'a':0.14", "custom_attributes.a", "n0.14"),
                arguments("'a':12345678901234567890", "custom_attributes.a", "n12345678901234567890"),
                arguments("'a':false", "custom_attributes.a", "f"),
                arguments("'dates':{'When':1521134626000}", "custom_attributes.when", "n1521134626"),
                arguments("'metrics':{'Count':' 12.50'}", "custom_attributes.count", "n12.5"),
                arguments("'flags':{'On':'t'}", "custom_attributes.on", "t"),
                arguments("'a':['x','y',2.0,null,true]", "custom_attributes.a", "sx, y, 2, true"),
                arguments("'name':['Ada','Lovelace']", "name", "sAda, Lovelace"),
                arguments("'property_sets':{'Seen':{'shoes':1,'bags':1}}", "custom_attributes.seen", "sbags, shoes"),
                arguments(
                        "'current_visit':{'property_sets':{'Seen':['/b','/a']}}", "custom_attributes.visit", "s/a, /b"),
                arguments("'property_lists':{'List':['b','a','b']}", "custom_attributes.list", "sb, a, b"),
                arguments("'property_lists':{'List':[]}", "custom_attributes.list", "0"),
                arguments("'properties':{'When':'1521134626000'}", "custom_attributes.text", "s1521134626000"));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void aFieldIsReadByItsKind(String member, String field, String canonical) {
        assertThat(fields(PARAMETERS, ATTRIBUTES, false, member))
                .containsOnlyKeys("external_id", field)
                .extractingByKey(field)
                .extracting(FieldValue::canonical)
                .isEqualTo(canonical);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(
                        "'dates':{'First visit':'tomorrow'}",
                        "invalid_time",
                        "signed-up-at (/dates/First visit): no time from 1970 to 9999, found tomorrow"),
                arguments("'last':-1", "invalid_time", "last-request-at (/last): no time from 1970 to 9999, found -1"),
                arguments(
                        "'last':'" + "9".repeat(200) + "'",
                        "invalid_time",
                        "last-request-at (/last): no time from 1970 to 9999, found " + "9".repeat(80) + "…"),
                arguments("'last':'a@b.c'", "invalid_time", "last-request-at (/last): no time from 1970 to 9999"),
                arguments(
                        "'unsubscribed':'maybe'",
                        "invalid_boolean",
                        "unsubscribed-from-emails (/unsubscribed): neither true nor false, found maybe"),
                arguments("'name':[['Ada']]", "structured_value", "name (/name): an array, not a single value"),
                arguments(
                        "'last':['2018-07-27']",
                        "structured_value",
                        "last-request-at (/last): an array, not a single value"),
                arguments(
                        "'metrics':{'Count':'a dozen'}",
                        "invalid_number",
                        "custom attribute count (/metrics/Count): no number, found a dozen"),
                arguments("'name':{'b':1}", "structured_value", "name (/name): an object, not a single value"),
                arguments("'a':[[1]]", "structured_value", "custom attribute a (/a): an array, not a single value"),
                arguments(
                        "'role':'lead'",
                        "invalid_role",
                        "role (/role): can only be user: a job makes no leads, found lead"),
                arguments("'picture':'ada.png'", "invalid_url", "avatar (/picture): no web address of http or https"),
                arguments(
                        "'picture':'ftp://example.com'",
                        "invalid_url",
                        "avatar (/picture): no web address of http or https"),
                arguments("'picture':7", "invalid_url", "avatar (/picture): no web address of http or https"),
                arguments("'owner':1.5", "invalid_number", "owner-id (/owner): no whole number, found 1.5"),
                arguments("'owner':'Ada'", "invalid_number", "owner-id (/owner): no whole number, found Ada"),
                arguments("'owner':1e999999999", "invalid_number", "owner-id (/owner): no whole number"),
                arguments(
                        "'session':'often'",
                        "invalid_boolean",
                        "new-session (/session): neither true nor false, found often"),
                arguments(
                        "'name':'" + "x".repeat(256) + "'",
                        "value_too_long",
                        "name (/name): 256 characters, at most 255 are allowed"),
                arguments(
                        "'phone':'" + "1".repeat(256) + "'",
                        "value_too_long",
                        "phone-number (/phone): 256 characters, at most 255 are allowed"),
                arguments(
                        "'a':'" + "x".repeat(256) + "'",
                        "value_too_long",
                        "custom attribute a (/a): 256 characters, at most 255 are allowed"),
                arguments(
                        "'a':1e999999999", "invalid_number", "custom attribute a (/a): a number too large or too long"),
                arguments("'name':1e999999999", "invalid_number", "name (/name): a number too large or too long"),
                arguments(
                        "'a':'x\\u0000y'",
                        "invalid_text",
                        "custom attribute a (/a): holds a NUL or half a surrogate pair"),
                arguments(
                        "'a':'\\ud83d'",
                        "invalid_text",
                        "custom attribute a (/a): holds a NUL or half a surrogate pair"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aValueThatCannotBeSentRejectsItsRecord(String member, String code, String reason) {
        Rejected rejected = (Rejected) map(PARAMETERS, ATTRIBUTES, false, member);

        assertThat(rejected.code()).isEqualTo(code);
        assertThat(rejected.reason()).isEqualTo(reason);
        assertThat(rejected.identifiers().externalId()).isEqualTo("C-1");
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT,    '\"12\"',         s12",
        "TEXT,    12.0,             s12",
        "TEXT,    true,             strue",
        "NUMBER,  '\" 12.50 \"',    n12.5",
        "NUMBER,  '\"-3\"',         n-3",
        "NUMBER,  '\"1.2e3\"',      n1200",
        "NUMBER,  7,                n7",
        "NUMBER,  '\"12,5\"',       invalid_number",
        "NUMBER,  '\"1e999\"',      invalid_number",
        "NUMBER,  '\"many\"',       invalid_number",
        "NUMBER,  true,             invalid_number",
        "BOOLEAN, '\"Yes\"',        t",
        "BOOLEAN, '\"0\"',          f",
        "BOOLEAN, '\"2\"',          invalid_boolean",
        "DATE,    '\"2018-07-27\"', n1532649600",
        "DATE,    '\"1532649600\"', n1532649600",
        "DATE,    '\"soon\"',       invalid_time",
        "NUMBER,  '\" \"',          n0",
        "NUMBER,  null,             n0"
    })
    void aCustomAttributeIsSentAsTheTypeAskedFor(Value.Type type, String found, String sent) {
        Value value = new FromRecord("/a", BigDecimal.ZERO, false, type);
        MappedRecord mapped = map(
                Map.of(Parameter.USER_ID, from("/id")), Map.of("a", value), false, "'a':" + found.replace('"', '\''));

        assertThat(
                        mapped instanceof Rejected rejected
                                ? rejected.code()
                                : ((Mapped) mapped)
                                        .person()
                                        .fields()
                                        .get(0)
                                        .get("custom_attributes.a")
                                        .canonical())
                .isEqualTo(sent);
    }

    @Test
    void aNameThatIsAlsoReadAsATimeIsNotShown() {
        Map<Parameter, Value> parameters = new HashMap<>(PARAMETERS);
        parameters.put(Parameter.SIGNED_UP_AT, from("/name"));

        assertThat(((Rejected) map(parameters, Map.of(), false, "'name':'Ada Lovelace'")).reason())
                .isEqualTo("signed-up-at (/name): no time from 1970 to 9999");
    }

    /** The value's options against what stands in the record; "-" where nothing is sent. */
    @ParameterizedTest
    @CsvSource({
        "'\"a\":\"x\"', sx, sx, sx, sx",
        "'\"b\":1', -, sfree, -, sfree",
        "'\"a\":null', -, sfree, 0, 0",
        "'\"a\":\"  \"', -, sfree, 0, 0",
        "'\"a\":0', n0, n0, n0, n0",
        "'\"a\":false', f, f, f, f"
    })
    void absentAndBlankValuesAreNotSentAndAPresentBlankIsEmptiedWhereThatIsAskedFor(
            String member, String plain, String fallback, String clear, String both) {
        assertThat(sent(new FromRecord("/a"), member)).isEqualTo(plain);
        assertThat(sent(new FromRecord("/a", "free", false), member)).isEqualTo(fallback);
        assertThat(sent(new FromRecord("/a", null, true), member)).isEqualTo(clear);
        assertThat(sent(new FromRecord("/a", "free", true), member)).isEqualTo(both);
    }

    @Test
    void literalsAreTheSameForEveryRecord() {
        assertThat(sent(new Literal("x"), "'a':1")).isEqualTo("sx");
        assertThat(sent(new Literal(new BigDecimal("1.50")), "'a':1")).isEqualTo("n1.5");
        assertThat(sent(new Literal(true), "'a':1")).isEqualTo("t");
    }

    @Test
    void nobodyIsResubscribedUnasked() {
        Map<Parameter, Value> clearing = new HashMap<>(PARAMETERS);
        clearing.put(Parameter.UNSUBSCRIBED_FROM_EMAILS, new FromRecord("/unsubscribed", null, true));

        assertThat(fields(PARAMETERS, Map.of(), false, "'unsubscribed':false")).containsOnlyKeys("external_id");
        assertThat(fields(clearing, Map.of(), false, "'unsubscribed':''")).containsOnlyKeys("external_id");
        assertThat(fields(PARAMETERS, Map.of(), true, "'unsubscribed':'no'"))
                .containsEntry("unsubscribed_from_emails", new FieldValue.Truth(false));
    }

    /** Of the e-mail as the definition maps it; "-" where nothing is sent. */
    @ParameterizedTest
    @CsvSource({
        "'\"email\":\"\"', 0",
        "'\"email\":null', 0",
        "'\"other\":1', -",
        "'\"email\":\"a@x.de\"', sa@x.de",
        "'\"email\":\"\", \"second\":\"b@x.de\"', sb@x.de"
    })
    void aPresentBlankEmailIsEmptiedForWhoeverHasAUserId(String member, String sent) {
        Value clearing = new FromRecord("/email", null, true);
        MappedRecord mapped = new RecordMapper(job(
                        create(Map.of(Parameter.USER_ID, from("/id"), Parameter.EMAIL, clearing), Map.of()),
                        create(Map.of(Parameter.EMAIL, from("/second")), Map.of())))
                .map(record("{'id':'C-1'," + member + "}"));

        FieldValue email = ((Mapped) mapped).person().fields().get(0).get("email");
        assertThat(email == null ? "-" : email.canonical()).isEqualTo(sent);
        assertThat(((Mapped) mapped).person().identifiers().externalId()).isEqualTo("C-1");
    }

    @Test
    void whoeverIsKnownByAnEmailAloneCannotLoseIt() {
        Value clearing = new FromRecord("/email", null, true);
        RecordMapper byEmail = new RecordMapper(job(
                create(Map.of(Parameter.EMAIL, clearing), Map.of()),
                tag(Action.Basis.USER_ID, from("/id"), new Condition.Always())));
        RecordMapper both = new RecordMapper(job(create(
                Map.of(Parameter.EMAIL, clearing, Parameter.USER_ID, from("/id"), Parameter.ID, from("/i")),
                Map.of())));

        assertThat(((Mapped) byEmail.map(record("{'id':'C-1','email':''}")))
                        .person()
                        .fields()
                        .get(0))
                .isEmpty();
        assertThat(((Mapped) both.map(record("{'i':'5f','email':''}")))
                        .person()
                        .fields()
                        .get(0))
                .isEmpty();
        assertThat(both.map(record("{'email':''}"))).isInstanceOf(Rejected.class);
    }

    @Test
    void everyCreateActionHasItsOwnFields() {
        RecordMapper mapper = new RecordMapper(job(
                create(Map.of(Parameter.USER_ID, from("/id")), Map.of()),
                create(Map.of(Parameter.NAME, from("/name")), Map.of())));

        assertThat(((Mapped) mapper.map(record("{'id':'C-1','name':'Ada'}")))
                        .person()
                        .fields())
                .extracting(SortedMap::keySet)
                .hasToString("[[external_id], [name]]");
    }

    private static String sent(Value value, String member) {
        FieldValue field = fields(Map.of(Parameter.USER_ID, from("/id")), Map.of("a", value), false, member)
                .get("custom_attributes.a");
        return field == null ? "-" : field.canonical();
    }

    private static SortedMap<String, FieldValue> fields(
            Map<Parameter, Value> parameters, Map<String, Value> attributes, boolean allowResubscribe, String member) {
        return ((Mapped) map(parameters, attributes, allowResubscribe, member))
                .person()
                .fields()
                .get(0);
    }

    private static MappedRecord map(
            Map<Parameter, Value> parameters, Map<String, Value> attributes, boolean allowResubscribe, String member) {
        return new RecordMapper(job(create(parameters, attributes, allowResubscribe)))
                .map(record("{'id':'C-1'," + member + "}"));
    }
}
