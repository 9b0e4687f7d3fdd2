package dev.audiencesync.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.person.FieldValue.Clear;
import dev.audiencesync.person.FieldValue.Numeric;
import dev.audiencesync.person.FieldValue.Text;
import dev.audiencesync.person.FieldValue.Truth;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldValueTest {

    @ParameterizedTest
    @CsvSource({
        "12.0, 12",
        "1e2, 100",
        "1E+2, 100",
        "0.0, 0",
        "-0.00, 0",
        "0e5, 0",
        "1.50, 1.5",
        "1e-3, 0.001",
        "-7.00, -7",
        "123456789012345678901234567890, 123456789012345678901234567890"
    })
    void aNumberHasOneForm(String written, String canonical) {
        Numeric number = new Numeric(new BigDecimal(written));

        assertThat(number.json()).hasToString(canonical);
        assertThat(number.canonical()).isEqualTo("n" + canonical);
        assertThat(number).isEqualTo(new Numeric(new BigDecimal(canonical)));
        assertThat(number.fingerprintIn("name"))
                .isEqualTo(new Numeric(new BigDecimal(canonical)).fingerprintIn("name"));
    }

    @Test
    void whatLooksAlikeAndIsOfAnotherKindDiffers() {
        List<FieldValue> all = List.of(
                new Text("12"),
                Numeric.of(12),
                new Text("n12"),
                new Text("t"),
                new Truth(true),
                new Truth(false),
                new Text("true"),
                new Text(""),
                new Clear(),
                new Text("0"),
                Numeric.of(0));

        assertThat(all).extracting(FieldValue::canonical).doesNotHaveDuplicates();
        assertThat(all).extracting(value -> value.fingerprintIn("name")).doesNotHaveDuplicates();
    }

    @Test
    void goesOutAsWhatItIs() {
        assertThat(new Text("a").json()).isEqualTo("a");
        assertThat(new Truth(true).json()).isTrue();
        assertThat(new Clear().json()).isNull();
        assertThat(Numeric.of(7).json()).isEqualTo(BigDecimal.valueOf(7));
    }
}
