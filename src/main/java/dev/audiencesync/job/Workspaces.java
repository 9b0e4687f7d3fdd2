package dev.audiencesync.job;

import dev.audiencesync.definition.IntercomSettings;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.intercom.Workspace;
import dev.audiencesync.intercom.WorkspaceLookup;
import dev.audiencesync.ledger.KnownWorkspaces;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Which workspace a token opens: the {@code app.id_code} of {@code GET /me}. Some versions answer that call for OAuth
 * tokens only; where it is refused, the definition's {@code workspace} says, else the host stands for it.
 */
final class Workspaces {
    private final IntercomClient client;
    private final IntercomSettings settings;
    private final URI baseUrl;
    private final KnownWorkspaces known;

    Workspaces(IntercomClient client, IntercomSettings settings, URI baseUrl, KnownWorkspaces known) {
        this.client = client;
        this.settings = settings;
        this.baseUrl = baseUrl;
        this.known = known;
    }

    /**
     * The workspace's number in the ledger.
     *
     * @throws IllegalStateException where it cannot be told apart from another one (exit 1)
     */
    long number(Instant now) {
        WorkspaceLookup lookup = client.me();
        if (lookup instanceof Workspace workspace) {
            return known.numberOf(workspace.idCode(), workspace.name(), baseUrl, now);
        }
        Refused refused = (Refused) lookup;
        if (refused.code().isEmpty()) {
            throw new IllegalStateException("Something before Intercom, at " + baseUrl
                    + ", refused to say which workspace the token opens (HTTP " + refused.status()
                    + "). Nothing was begun; check that address, then start the job again.");
        }
        // A token that opens nothing must not pass for a workspace without a name: this call refuses it.
        client.tags();
        String named = settings.workspace() == null ? baseUrl.getHost() : settings.workspace();
        refuseAnother(named, refused);
        return known.numberOf(named, null, baseUrl, now);
    }

    /** What the ledger knows of a workspace that did say its name must not be planned anew under another. */
    private void refuseAnother(String named, Refused refused) {
        List<String> here = known.at(baseUrl);
        if (!here.isEmpty() && !here.contains(named)) {
            throw new IllegalStateException("Intercom, at " + baseUrl
                    + ", refused to say which workspace the token opens (HTTP " + refused.status() + " "
                    + refused.code() + "), though it said so before: this store knows " + String.join(", ", here)
                    + " there. Nothing was begun. Start the job again; if the token may not ask, say which workspace it"
                    + " opens with `workspace` under `intercom`.");
        }
    }
}
