package dev.audiencesync.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.definition.IntercomSettings;
import dev.audiencesync.definition.IntercomSettings.OnArchived;
import dev.audiencesync.definition.IntercomSettings.OnDeleted;
import dev.audiencesync.definition.IntercomSettings.Patience;
import dev.audiencesync.intercom.AccessToken;
import dev.audiencesync.intercom.ClientSettings;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.StoppableWaiter;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.KnownWorkspaces;
import dev.audiencesync.ledger.Store;
import dev.audiencesync.ledger.StoreWait;
import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class WorkspacesTest {
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withWorkspaceId("acme"));

    @TempDir
    Path folder;

    private Store store;
    private KnownWorkspaces known;

    @BeforeEach
    void open() {
        store = TestDatabase.standard()
                .made(new Home(folder.resolve("home")))
                .openForRun(new StoreWait(Clock.systemUTC(), Duration.ofSeconds(5)));
        known = new KnownWorkspaces(new JdbcTemplate(store.dataSource()));
    }

    @AfterEach
    void close() {
        store.close();
        sandbox.close();
    }

    @Test
    void isWhatIntercomSays() {
        long number = number(null);

        assertThat(known.number("acme")).contains(number);
        assertThat(number("another")).isEqualTo(number);
    }

    @Test
    void whereIntercomWillNotSayTheDefinitionDoes() {
        refuseToSay();

        assertThat(known.number("named").isPresent()).isFalse();
        assertThat(number("named")).isEqualTo(known.number("named").orElseThrow());
        assertThat(number("named")).isEqualTo(known.number("named").orElseThrow());
    }

    @Test
    void withoutANameTheHostStandsForIt() {
        refuseToSay();

        assertThat(number(null)).isEqualTo(known.number("127.0.0.1").orElseThrow());
    }

    @Test
    void aWorkspaceThatSaidItsNameIsNotPlannedAnewUnderAnother() {
        number(null);
        refuseToSay();

        assertThatThrownBy(() -> number(null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(sandbox.baseUrl().toString())
                .hasMessageContaining("acme")
                .hasMessageContaining("Nothing was begun");
        assertThat(number("acme")).isEqualTo(known.number("acme").orElseThrow());
    }

    private void refuseToSay() {
        sandbox.faults().answer("me", 403);
    }

    private long number(String named) {
        IntercomSettings settings = new IntercomSettings(
                sandbox.baseUrl(), "2.16", null, 10, OnArchived.REJECT, OnDeleted.REJECT, Patience.DEFAULT, named);
        IntercomClient client = new IntercomClient(
                new ClientSettings(sandbox.baseUrl(), "2.16", () -> new AccessToken("any"), 10),
                Clock.systemUTC(),
                new StoppableWaiter());
        return new Workspaces(client, settings, sandbox.baseUrl(), known).number(Instant.EPOCH);
    }
}
