package dev.audiencesync.cli;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.SecretReader;
import dev.audiencesync.definition.Value;
import dev.audiencesync.job.Connection;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.sandbox.AttributeType;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ways to Intercom: the real one, or the sandbox in this process. */
final class Connections {
    private Connections() {}

    static Connection.Source of(Console console, CommonOptions options, Home home, boolean sandbox) {
        if (sandbox) {
            return new SandboxSource(home);
        }
        return new RealSource(new SecretReader(console.environment()), options.baseUrl());
    }

    private record RealSource(SecretReader secrets, @Nullable URI baseUrl) implements Connection.Source {
        @Override
        public Connection open(JobDefinition definition) {
            String token = secrets.accessToken(definition);
            URI url = baseUrl == null ? definition.intercom().baseUrl() : baseUrl;
            return new RealConnection(url, token);
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
            return new SandboxConnection(Sandbox.start(options(home, definition)));
        }

        @Override
        public boolean isSandbox() {
            return true;
        }
    }

    /** A sandbox has no settings page: the attributes that the definition maps are defined for it. */
    private static SandboxOptions options(Home home, JobDefinition definition) {
        SandboxOptions options = SandboxOptions.defaults().withStateFile(home.sandboxState());
        for (var create : definition.createActions()) {
            for (Map.Entry<String, Value> attribute : create.customAttributes().entrySet()) {
                options = options.withAttribute(attribute.getKey(), type(attribute.getValue()));
            }
        }
        return options;
    }

    private static AttributeType type(Value value) {
        String pointer = value instanceof Value.FromRecord from ? from.pointer() : "";
        if (pointer.startsWith("/metrics/")) {
            return AttributeType.FLOAT;
        }
        if (pointer.startsWith("/dates/")) {
            return AttributeType.DATE;
        }
        return pointer.startsWith("/flags/") ? AttributeType.BOOLEAN : AttributeType.STRING;
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
