package dev.audiencesync.apply;

import dev.audiencesync.definition.IntercomSettings;
import dev.audiencesync.intercom.Contact;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Creates people anew whose contacts were deleted in Intercom ({@code on-deleted: create}): with all their fields, and
 * after the same look for their e-mail as anybody's: they may
 * have another contact by now. For some time after a deletion Intercom refuses to create anew, and says so.
 */
final class CreatedAnew {
    private final IntercomClient client;
    private final IntercomSettings settings;
    private final Links links;

    CreatedAnew(IntercomClient client, IntercomSettings settings, Links links) {
        this.client = client;
        this.settings = settings;
        this.links = links;
    }

    Outcome of(OpenChange gone, Calls calls) {
        OpenChange anew = gone.anew();
        Map<String, List<Contact>> found = new HashMap<>();
        List<ChangeOutcome> outcomes = new ArrayList<>();
        if (anew.person().identifiers().email() != null) {
            new EmailLookup(client, List.of(anew), found).carryOut(calls, outcomes::add);
        }
        if (outcomes.isEmpty()) {
            List<Contact> sameEmail = found.getOrDefault(EmailLookup.emailKey(anew), List.of());
            new WriteTask(client, settings, anew, sameEmail, links).carryOut(calls, outcomes::add);
        }
        Outcome outcome = outcomes.get(0).outcome();
        return outcome instanceof Outcome.Applied applied ? applied.onAnother() : outcome;
    }
}
