package dev.audiencesync.job;

import dev.audiencesync.definition.IntercomSettings;
import dev.audiencesync.definition.SecretReference;
import dev.audiencesync.intercom.AccessToken;
import dev.audiencesync.intercom.ClientSettings;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.RetrySettings;
import dev.audiencesync.intercom.TokenSource;
import org.jspecify.annotations.Nullable;

/** Makes the client a command talks to Intercom with. */
final class Clients {
    private Clients() {}

    static IntercomClient of(IntercomSettings settings, Connection connection, Surroundings around) {
        ClientSettings client = new ClientSettings(
                connection.baseUrl(),
                settings.version(),
                new Token(connection, settings.accessToken()),
                settings.reservePercent(),
                RetrySettings.of(
                        settings.patience().attempts(), settings.patience().longestWait()),
                around.waiting().timeouts());
        return new IntercomClient(client, around.clock(), around.waiting().waiter());
    }

    /** The connection's token, under the definition's name for it; the sandbox needs none. */
    private record Token(Connection connection, @Nullable SecretReference reference) implements TokenSource {
        @Override
        public AccessToken read() {
            return new AccessToken(connection.token());
        }

        @Override
        public String placeholder() {
            return reference == null ? "nowhere: the definition names none" : "`" + reference.placeholder() + "`";
        }
    }
}
