package dev.audiencesync.nights;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.job.Connection;
import java.net.URI;
import java.util.function.Supplier;

/** Connections to a sandbox that runs already, at the address and with the token that hold when they are opened. */
record SandboxSource(Supplier<URI> address, Supplier<String> token) implements Connection.Source {
    @Override
    public Connection open(JobDefinition definition) {
        return new Connection() {
            @Override
            public URI baseUrl() {
                return address.get();
            }

            @Override
            public String token() {
                return token.get();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public boolean isSandbox() {
        return true;
    }
}
