package dev.audiencesync.cli;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.SecretReader;
import dev.audiencesync.job.Connection;
import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ways to Intercom: the real one, or the sandbox in this process. */
final class Connections {
    private Connections() {}

    /** @param earlier the address an earlier run was sent to, which holds unless the command gives another */
    static Connection.Source of(
            Console console,
            CommonOptions options,
            Home home,
            Database database,
            boolean sandbox,
            @Nullable URI earlier) {
        URI given = options.baseUrl();
        URI baseUrl = given == null ? earlier : given;
        return sandbox
                ? new SandboxSource(home, database)
                : new RealSource(new SecretReader(console.environment()), baseUrl);
    }

    private record RealSource(SecretReader secrets, @Nullable URI baseUrl) implements Connection.Source {
        @Override
        public Connection open(JobDefinition definition) {
            // A token that is not there is found out before anything is called.
            secrets.accessToken(definition);
            URI url = baseUrl == null ? definition.intercom().baseUrl() : baseUrl;
            return new RealConnection(url, () -> secrets.accessToken(definition));
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

    private record RealConnection(URI baseUrl, Supplier<String> secret) implements Connection {
        @Override
        public String token() {
            return secret.get();
        }

        @Override
        public void close() {}
    }

    private record SandboxSource(Home home, Database database) implements Connection.Source {
        @Override
        public Connection open(JobDefinition definition) {
            SandboxOptions options = SandboxName.give(SandboxOptions.defaults(), home, database);
            return new SandboxConnection(Sandbox.start(SandboxAttributes.define(options, definition)));
        }

        @Override
        public boolean isInHome() {
            return true;
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
