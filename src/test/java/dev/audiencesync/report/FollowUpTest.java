package dev.audiencesync.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FollowUpTest {
    @Test
    void repeatsWhatTheCommandNeeds() {
        FollowUp followUp = new FollowUp("./audience-sync", List.of("--home", "/srv/Ada's home"));

        assertThat(followUp.command("restart 3")).isEqualTo("./audience-sync restart 3 --home '/srv/Ada'\\''s home'");
        assertThat(new FollowUp("audience-sync", List.of()).command("status")).isEqualTo("audience-sync status");
    }

    @Test
    void aWordThatAShellTakesAsItIsIsNotQuoted() {
        assertThat(FollowUp.shellWord("/opt/audience-sync")).isEqualTo("/opt/audience-sync");
        assertThat(FollowUp.shellWord("")).isEqualTo("''");
        assertThat(FollowUp.shellWord("$HOME")).isEqualTo("'$HOME'");
    }
}
