package dev.audiencesync.apply;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.intercom.TagResult;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Puts one tag on up to 50 people in one call. Up to 2.15 one unknown contact fails the whole call, so a refused batch is
 * halved until the one to blame is alone.
 */
final class TagTask implements Task {
    private final IntercomClient client;
    private final String tag;
    private final List<OpenChange> batch;
    private final List<ChangeOutcome> outcomes = new ArrayList<>();
    private int calls;

    TagTask(IntercomClient client, String tag, List<OpenChange> batch) {
        this.client = client;
        this.tag = tag;
        this.batch = batch;
    }

    @Override
    public int mostCalls() {
        return 1;
    }

    @Override
    public Done carryOut() {
        tag(batch);
        return new Done(outcomes, calls);
    }

    private void tag(List<OpenChange> changes) {
        calls++;
        TagResult result =
                client.tag(tag, changes.stream().map(TagTask::contactId).toList());
        if (result instanceof TagResult.Tagged tagged) {
            changes.forEach(change -> outcomes.add(new ChangeOutcome(change, outcome(tagged, change))));
        } else if (changes.size() == 1) {
            Refused refused = (Refused) result;
            outcomes.add(new ChangeOutcome(
                    changes.get(0), new Outcome.Rejected(Contacts.code(refused), Contacts.reason(refused))));
        } else {
            tag(changes.subList(0, changes.size() / 2));
            tag(changes.subList(changes.size() / 2, changes.size()));
        }
    }

    private static Outcome outcome(TagResult.Tagged tagged, OpenChange change) {
        if (tagged.contactIds().contains(contactId(change))) {
            return new Outcome.Applied(ChangeKind.TAG, null, tagged.tagId());
        }
        return new Outcome.Rejected(
                "not_found", "Intercom left the person out of the tag call: archived, or deleted there");
    }

    private static String contactId(OpenChange change) {
        return Objects.requireNonNull(
                change.person().identifiers().intercomId(), "Tags follow the creates that give the Intercom id");
    }
}
