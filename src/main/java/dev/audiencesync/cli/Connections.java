package dev.audiencesync.cli;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.SecretReader;
import dev.audiencesync.job.Connection;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Ways to Intercom: the real one, or the sandbox in this process. */
final class Connections {
    private Connections() {}

    /** @param earlier the address an earlier run was sent to, which holds unless the command gives another */
    static Connection.Source of(
            Console console, CommonOptions options, Home home, boolean sandbox, @Nullable URI earlier) {
        URI given = options.baseUrl();
        URI baseUrl = given == null ? earlier : given;
        return sandbox ? new SandboxSource(home) : new RealSource(new SecretReader(console.environment()), baseUrl);
    }

    private record RealSource(SecretReader secrets, @Nullable URI baseUrl) implements Connection.Source {
        @Override
        public Connection open(JobDefinition definition) {
            String token = secrets.accessToken(definition);
            URI url = baseUrl == null ? definition.intercom().baseUrl() : baseUrl;
            return new RealConnection(url, token);
        }

        @Override
        public @Nullable URI insteadOfTheDefinitions() {
            return baseUrl;
        }

        @Override
        public boolean isSandbox() {
            return false;
        }
    }

    /** Not a record: its token would be in its text. */
    private static final class RealConnection implements Connection {
        private final URI baseUrl;
        private final String token;

        RealConnection(URI baseUrl, String token) {
            this.baseUrl = baseUrl;
            this.token = token;
        }

        @Override
        public URI baseUrl() {
            return baseUrl;
        }

        @Override
        public String token() {
            return token;
        }

        @Override
        public void close() {}
    }

    private record SandboxSource(Home home) implements Connection.Source {
        @Override
        public Connection open(JobDefinition definition) {
            return new SandboxConnection(Sandbox.start(SandboxAttributes.define(
                    SandboxOptions.defaults().withStateFile(home.sandboxState()), definition)));
        }

        @Override
        public boolean isSandbox() {
            return true;
        }
    }

    private record SandboxConnection(Sandbox sandbox) implements Connection {
        @Override
        public URI baseUrl() {
            return sandbox.baseUrl();
        }

        @Override
        public String token() {
            return "sandbox";
        }

        @Override
        public void close() {
            sandbox.close();
        }
    }
}
