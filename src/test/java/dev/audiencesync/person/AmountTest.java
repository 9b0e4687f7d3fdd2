package dev.audiencesync.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

    @ParameterizedTest
    @CsvSource({"0, 0 records have", "1, 1 record has", "2, 2 records have", "1204, '1,204 records have'"})
    void oneIsOneAndAllElseIsMany(long value, String expected) {
        assertThat(Amount.of(value, "record has", "records have")).isEqualTo(expected);
    }
}
