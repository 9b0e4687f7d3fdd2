package dev.audiencesync.job;

import dev.audiencesync.definition.IntercomSettings;
import dev.audiencesync.intercom.AccessToken;
import dev.audiencesync.intercom.ClientSettings;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.RetrySettings;
import dev.audiencesync.intercom.StoppableWaiter;
import dev.audiencesync.intercom.Timeouts;
import java.time.Clock;

/** Makes the client a command talks to Intercom with; a raised stop signal wakes its waiting calls. */
final class Clients {
    private Clients() {}

    static IntercomClient of(IntercomSettings settings, Connection connection, StopSignal stop, Clock clock) {
        StoppableWaiter waiter = new StoppableWaiter();
        stop.onRaise(waiter::stop);
        ClientSettings client = new ClientSettings(
                connection.baseUrl(),
                settings.version(),
                () -> new AccessToken(connection.token()),
                settings.reservePercent(),
                RetrySettings.of(
                        settings.patience().attempts(), settings.patience().longestWait()),
                Timeouts.DEFAULTS);
        return new IntercomClient(client, clock, waiter);
    }
}
