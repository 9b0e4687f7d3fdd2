package dev.audiencesync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "1521134626, 1521134626000",
        "1521134626000, 1521134626000",
        "1521134626.5, 1521134626500",
        "' 1521134626123 ', 1521134626123",
        "0, 0",
        "99999999999, 99999999999000",
        "100000000000, 100000000000",
        "2018-07-27T20:14:31.000Z, 1532722471000",
        "2018-07-27T20:14:31.123456Z, 1532722471123",
        "2018-07-27T20:14:31, 1532722471000",
        "2018-07-27t20:14:31z, 1532722471000",
        "2018-07-27 20:14:31, 1532722471000",
        "2018-07-27T20:14, 1532722440000",
        "2018-07-27T22:14:31+02:00, 1532722471000",
        "2018-07-27T22:14:31+0200, 1532722471000",
        "2018-07-27T22:14:31+02, 1532722471000",
        "2018-07-27 22:14:31 +02:00, 1532722471000",
        "2018-07-27, 1532649600000",
        "9999-12-31, 253402214400000"
    })
    void readsTimesAsExportsWriteThem(String text, long millis) {
        assertThat(Times.millis(text)).hasValue(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tomorrow",
                "-1",
                "1969-12-31",
                "2018-02-30",
                "2018-13-01T00:00:00Z",
                "27.07.2018",
                "20:14",
                "253402300800000",
                "1e9",
                "2018-07-27T25:00:00Z",
                "2018-07-27T20:14:31Z!"
            })
    void refusesWhatIsNoTime(String text) {
        assertThat(Times.millis(text)).isEmpty();
    }

    @Test
    void readsNumbersAndIgnoresTruths() {
        assertThat(Times.millis(new BigDecimal("1521134626000"))).hasValue(1521134626000L);
        assertThat(Times.millis(new BigDecimal("1.521134626E9"))).hasValue(1521134626000L);
        assertThat(Times.millis(new BigDecimal("1e999999999"))).isEqualTo(OptionalLong.empty());
        assertThat(Times.millis(true)).isEmpty();
    }
}
