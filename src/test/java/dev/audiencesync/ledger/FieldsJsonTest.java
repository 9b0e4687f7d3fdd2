package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.FieldValue.Numeric;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FieldsJsonTest {

    static Stream<FieldValue> values() {
        return Stream.of(
                new FieldValue.Text(""),
                new FieldValue.Text("12"),
                new FieldValue.Text("\"quoted\" \\ \n \t {}"),
                new FieldValue.Text("Zoë 🦉  "),
                Numeric.of(0),
                Numeric.of(Long.MAX_VALUE),
                new Numeric(new BigDecimal("-0.5")),
                new Numeric(new BigDecimal("1e-9")),
                new Numeric(new BigDecimal("1e40")),
                new Numeric(new BigDecimal("0.1234567890123456789012345678901234567890")),
                new FieldValue.Truth(true),
                new FieldValue.Truth(false),
                new FieldValue.Clear());
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueComesBackAsItWas(FieldValue value) {
        SortedMap<String, FieldValue> fields = new TreeMap<>(Map.of("custom_attributes.a b", value));

        assertThat(FieldsJson.read(FieldsJson.write(fields))).isEqualTo(fields);
    }

    @Test
    void eachActionKeepsItsOwnFields() {
        List<SortedMap<String, FieldValue>> byAction =
                List.of(new TreeMap<>(), new TreeMap<>(Map.of("name", new FieldValue.Text("a"))), new TreeMap<>());

        assertThat(FieldsJson.readList(FieldsJson.write(byAction))).isEqualTo(byAction);
    }

    @Test
    void textsComeBackAsTheyWere() {
        Map<String, String> texts = Map.of("name", "00ff", "custom_attributes.\"x\"", "");

        assertThat(FieldsJson.readTexts(FieldsJson.writeTexts(texts))).isEqualTo(texts);
    }
}
