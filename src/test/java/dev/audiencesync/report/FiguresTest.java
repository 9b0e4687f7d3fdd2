package dev.audiencesync.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "4.23, 4.2 s",
        "59.94, 59.9 s",
        "59.96, 1 min 00 s",
        "61, 1 min 01 s",
        "3599, 59 min 59 s",
        "3600, 1 h 00 min",
        "7229, 2 h 00 min",
        "7231, 2 h 01 min"
    })
    void seconds(double seconds, String expected) {
        assertThat(Figures.seconds(seconds)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.2, under a minute", "1, about 1 minute", "1.2, about 2 minutes", "90, about 90 minutes"})
    void minutes(double minutes, String expected) {
        assertThat(Figures.minutes(minutes)).isEqualTo(expected);
    }
}
