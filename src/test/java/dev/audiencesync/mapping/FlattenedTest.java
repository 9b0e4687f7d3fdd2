package dev.audiencesync.mapping;

import static dev.audiencesync.mapping.Definitions.create;
import static dev.audiencesync.mapping.Definitions.from;
import static dev.audiencesync.mapping.Definitions.job;
import static dev.audiencesync.mapping.Definitions.record;
import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.Parameter;
import dev.audiencesync.definition.Value;
import dev.audiencesync.mapping.MappedRecord.Mapped;
import dev.audiencesync.mapping.MappedRecord.Rejected;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects that are mapped to a custom attribute: each value in them is an attribute of its own. */
class FlattenedTest {

    /** The object at {@code /c}, mapped to {@code c}, and what is sent. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'shoes':12,'bags':{'red':1}}   | {c_bags_red=n1, c_shoes=n12}",
                "{'a':'x','b':true,'d':0.5}      | {c_a=sx, c_b=t, c_d=n0.5}",
                "{'node.js':1,'$ales':2}         | {c__ales=n2, c_node_js=n1}",
                "{' Full name ':'Ada'}           | {c_Full name=sAda}",
                "{'a':null,'b':' ','d':{}}       | {}",
                "{'a\\u0000':null,'b\\ud800':{}} | {}",
                "{}                              | {}",
                "{'a':{'b':1},'a_b':1.0}         | {c_a_b=n1}",
                "{'a':['x',1],'b':[]}            | {c_a=sx, 1}"
            })
    void eachValueIsAnAttributeOfItsOwn(String object, String sent) {
        assertThat(attributes(Map.of("c", from("/c")), object)).hasToString(sent);
    }

    @Test
    void aTallyIsSuchAnObject() {
        assertThat(attributes(
                        Map.of("browsers", from("/metric_sets/Browsers")),
                        "0,'metric_sets':{'Browsers':{'Chrome':12,'Safari':1}}"))
                .hasToString("{browsers_Chrome=n12, browsers_Safari=n1}");
    }

    @Test
    void theOptionsOfTheMappingHoldForEachValue() {
        assertThat(attributes(
                        Map.of("c", new Value.FromRecord("/c", null, true, Value.Type.NUMBER)), "{'a':'7','b':''}"))
                .hasToString("{c_a=n7, c_b=0}");
        assertThat(attributes(Map.of("c", new Value.FromRecord("/c", BigDecimal.ONE, false)), "{'a':null}"))
                .isEmpty();
        assertThat(attributes(Map.of("d", from("/dates")), "0,'dates':{'First':1521134626000}"))
                .hasToString("{d_First=n1521134626000}");
    }

    @Test
    void whatTheDefinitionNamesGoesBeforeWhatAnObjectHolds() {
        Map<String, Value> attributes = Map.of("c", from("/c"), "c_a", from("/own"));

        assertThat(attributes(attributes, "{'a':1,'b':2},'own':7")).hasToString("{c_a=n7, c_b=n2}");
        assertThat(attributes(attributes, "{'a':1,'b':2}")).hasToString("{c_b=n2}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'a.b':1,'a_b':2}      | ambiguous_attribute | custom attribute c_a_b (/c): two values whose names in"
                        + " Intercom would be the same",
                "{'a':{'b':1},'a$b':2}  | ambiguous_attribute | custom attribute c_a_b (/c): two values whose names in"
                        + " Intercom would be the same",
                "{'a':[[1]]}            | structured_value    | custom attribute c_a (/c): an array, not a single value",
                "{'a':{'b':'LONG'}}     | value_too_long      | custom attribute c_a_b (/c): 256 characters, at most 255"
                        + " are allowed",
                "{'a':{'k\\u0000':1}}    | invalid_text        | custom attribute c_a (/c): a name in it holds a NUL or half"
                        + " a surrogate pair",
                "{'a\\ud800':1}         | invalid_text        | custom attribute c (/c): a name in it holds a NUL or half"
                        + " a surrogate pair",
                "{'k\\u0000':'LONG'}    | value_too_long      | custom attribute c (/c): 256 characters, at most 255 are"
                        + " allowed",
                "{'ada@x.de':'LONG'}    | value_too_long      | custom attribute c (/c): 256 characters, at most 255 are"
                        + " allowed"
            })
    void aValueThatCannotBeSentRejectsItsRecord(String object, String code, String reason) {
        Rejected rejected = (Rejected) map(Map.of("c", from("/c")), object.replace("LONG", "x".repeat(256)));

        assertThat(rejected.code()).isEqualTo(code);
        assertThat(rejected.reason()).isEqualTo(reason);
    }

    @Test
    void whatAnotherActionNamesGoesBeforeItToo() {
        RecordMapper mapper = new RecordMapper(job(
                create(Map.of(Parameter.USER_ID, from("/id")), Map.of("c_a", from("/own"))),
                create(Map.of(Parameter.USER_ID, from("/id")), Map.of("c", from("/c")))));

        Mapped mapped = (Mapped) mapper.map(record("{'id':'C-1','own':7,'c':{'a':1,'b':2}}"));

        assertThat(mapped.person().fields())
                .extracting(Map::keySet)
                .containsExactly(
                        Set.of("external_id", "custom_attributes.c_a"), Set.of("external_id", "custom_attributes.c_b"));
    }

    /** From name to canonical value, without the {@code custom_attributes.} before each. */
    private static Map<String, String> attributes(Map<String, Value> mapping, String object) {
        Map<String, String> attributes = new TreeMap<>();
        ((Mapped) map(mapping, object))
                .person()
                .fields()
                .get(0)
                .forEach((name, value) -> attributes.put(name.replace("custom_attributes.", ""), value.canonical()));
        attributes.remove("external_id");
        return attributes;
    }

    private static MappedRecord map(Map<String, Value> mapping, String object) {
        return new RecordMapper(job(create(Map.of(Parameter.USER_ID, from("/id")), mapping)))
                .map(record("{'id':'C-1','c':" + object + "}"));
    }
}
