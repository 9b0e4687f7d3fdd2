package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxCommandTest {
    @TempDir
    Path folder;

    @Test
    void aFaultThatIsNoneBeginsNothingAndSaysWhatMayStandThere() {
        Typed typed = Typed.in(folder);

        assertThat(typed.run("sandbox --home " + folder.resolve("home") + " --fault 503:2% --fault 500:often"))
                .isEqualTo(2);
        assertThat(typed.errors())
                .startsWith("audience-sync: The fault '500:often': 'often' does not say how often: write 2%");
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void helpTellsHowAFaultIsWritten() {
        Typed typed = Typed.in(folder);

        assertThat(typed.run("sandbox --help")).isZero();
        assertThat(typed.text())
                .contains("WHAT:HOW_OFTEN [of OPERATION] [after N] [about TEXT]", "HOW_OFTEN: 2%, next 5", "--seed");
    }
}
