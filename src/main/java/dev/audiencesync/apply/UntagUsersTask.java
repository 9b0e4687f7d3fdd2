package dev.audiencesync.apply;

import dev.audiencesync.intercom.BulkUntagResult;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import java.util.List;
import java.util.Set;

/** Takes one tag off up to 50 people in one call, where that is documented: in the Users API. */
final class UntagUsersTask extends BatchTask {
    private static final int NOT_FOUND = 404;

    private final IntercomClient client;
    private final Leaving leaving;

    UntagUsersTask(IntercomClient client, Leaving batch) {
        super(batch.people());
        this.client = client;
        this.leaving = batch;
    }

    @Override
    UntagUsersTask of(List<OpenChange> some) {
        return new UntagUsersTask(client, leaving.of(some));
    }

    @Override
    Sent send(Set<String> contactIds) {
        BulkUntagResult result = client.untagMany(leaving.tag(), contactIds);
        return result instanceof BulkUntagResult.Answered answered
                ? new Sent.Done(change -> outcome(answered))
                : new Sent.No((Refused) result);
    }

    /** The call goes by the tag's name, which may have become another's since the plan was made. */
    private Outcome outcome(BulkUntagResult.Answered answered) {
        return answered.tagId().equals(leaving.tagId())
                ? new Outcome.Applied(ChangeKind.UNTAG, null, leaving.tagId())
                : new Outcome.Rejected(
                        "tag_renamed", "the tag was renamed or deleted in Intercom, and its name is another's");
    }

    @Override
    Outcome refused(Refused refused, OpenChange change) {
        return refused.status() == NOT_FOUND
                ? new Outcome.Unchanged("the contact is not in Intercom any more")
                : new Outcome.Rejected(Contacts.code(refused), Contacts.reason(refused));
    }
}
