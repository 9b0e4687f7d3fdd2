package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.person.FieldValue;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameValueTest {

    private static FieldValue value(String literal) {
        return switch (literal.charAt(0)) {
            case 'n' -> new FieldValue.Numeric(new BigDecimal(literal.substring(1)));
            case 't' -> new FieldValue.Truth(true);
            case 'f' -> new FieldValue.Truth(false);
            case '0' -> new FieldValue.Clear();
            default -> new FieldValue.Text(literal.substring(1));
        };
    }

    @ParameterizedTest
    @CsvSource({
        "name, sAda, sAda, true",
        "name, sAda, sada, false",
        "name, sAda, 0, false",
        "name, 0, 0, true",
        "name, 0, sAda, false",
        "email, sAda@x.org, sada@X.org, true",
        "signed_up_at, n1700000000, n1700000000.0, true",
        "custom_attributes.visits, n12, n12.00, true",
        "custom_attributes.visits, n12, s12, false",
        "custom_attributes.active, t, t, true",
        "custom_attributes.active, t, f, false",
        "custom_attributes.active, f, 0, false",
        "owner_id, n123, s123, true",
        "owner_id, n123, s124, false",
        "phone, s+49 (30) 123-45, s+493012345, true",
        "phone, s+493012346, s+493012345, false",
    })
    void comparesAsIntercomDoes(String field, String desired, String held, boolean same) {
        assertThat(SameValue.is(field, value(desired), value(held))).isEqualTo(same);
    }

    @Test
    void whatTheAnswerDoesNotHaveIsUnknownButAnAttributeThatIsNotSetIsCleared() {
        assertThat(SameValue.in("custom_attributes.plan", new FieldValue.Clear(), Map.of()))
                .isTrue();
        assertThat(SameValue.in("last_seen_ip", new FieldValue.Clear(), Map.of()))
                .isFalse();
        assertThat(SameValue.in("custom_attributes.plan", new FieldValue.Text("x"), Map.of()))
                .isFalse();
    }
}
