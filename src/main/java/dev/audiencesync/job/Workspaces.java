package dev.audiencesync.job;

import dev.audiencesync.definition.IntercomSettings;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.intercom.Workspace;
import dev.audiencesync.intercom.WorkspaceLookup;
import dev.audiencesync.ledger.RunStore;
import java.time.Instant;

/**
 * Which workspace a token opens: the {@code app.id_code} of {@code GET /me}. Some versions answer that call for OAuth
 * tokens only; where it is refused, the definition's {@code workspace} says, else the host stands for it.
 */
final class Workspaces {
    private Workspaces() {}

    static long idOf(
            IntercomClient client, IntercomSettings settings, Connection connection, RunStore runs, Instant now) {
        WorkspaceLookup lookup = client.me();
        if (lookup instanceof Workspace workspace) {
            return runs.workspace(workspace.idCode(), workspace.name(), now);
        }
        if (lookup instanceof Refused refused && refused.code().isEmpty()) {
            throw new IllegalStateException("Something before Intercom refused to say which workspace the token opens"
                    + " (HTTP " + refused.status() + "). Nothing was begun; start the job again.");
        }
        // A token that opens nothing must not pass for a workspace without a name: this call refuses it.
        client.tags();
        String named = settings.workspace();
        return runs.workspace(named == null ? connection.baseUrl().getHost() : named, null, now);
    }
}
