package dev.audiencesync.apply;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.intercom.TagResult;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import java.util.List;

/** Puts one tag on up to 50 people in one call. */
final class TagTask extends BatchTask {
    private static final int NOT_FOUND = 404;

    private final IntercomClient client;
    private final String tag;

    TagTask(IntercomClient client, String tag, List<OpenChange> batch) {
        super(batch);
        this.client = client;
        this.tag = tag;
    }

    @Override
    TagTask of(List<OpenChange> some) {
        return new TagTask(client, tag, some);
    }

    @Override
    Sent send(List<OpenChange> changes) {
        TagResult result =
                client.tag(tag, changes.stream().map(BatchTask::contactId).toList());
        return result instanceof TagResult.Tagged tagged
                ? new Sent.Done(change -> outcome(tagged, change))
                : new Sent.No((Refused) result);
    }

    private static Outcome outcome(TagResult.Tagged tagged, OpenChange change) {
        if (tagged.contactIds().contains(contactId(change))) {
            return new Outcome.Applied(ChangeKind.TAG, null, tagged.tagId());
        }
        return isCreatedAnew(change)
                ? new Outcome.Gone()
                : new Outcome.Rejected(
                        "not_found", "Intercom left the person out of the tag call: archived, or deleted there");
    }

    @Override
    Outcome refused(Refused refused, OpenChange change) {
        return gone(refused, change);
    }

    static Outcome gone(Refused refused, OpenChange change) {
        return refused.status() == NOT_FOUND && isCreatedAnew(change)
                ? new Outcome.Gone()
                : new Outcome.Rejected(Contacts.code(refused), Contacts.reason(refused));
    }

    private static boolean isCreatedAnew(OpenChange change) {
        return !change.change().whole().isNone();
    }
}
