package dev.audiencesync.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.intercom.StoppedException;
import dev.audiencesync.report.TextStyle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class ErrorReportTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aStopBeforeARunWasBegunSaysThatNothingWas() {
        assertThat(report(true).print(StoppedException.onRequest())).isEqualTo(6);

        assertThat(err.toString(UTF_8)).contains("Stopped by a signal before anything was begun");
        assertThat(out.toString(UTF_8)).startsWith("{\"error\":\"Stopped by").contains("\"exitCode\":6}");
    }

    @Test
    void anErrorWithoutAMessageIsNamedAndFails() {
        assertThat(report(false).print(new NullPointerException())).isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith("audience-sync: NullPointerException");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    private ErrorReport report(boolean json) {
        return new ErrorReport(
                new Console(
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        UTF_8,
                        false,
                        TextStyle.of(false, UTF_8),
                        Clock.systemUTC(),
                        Path.of("").toAbsolutePath(),
                        "audience-sync",
                        null,
                        name -> null),
                json);
    }
}
