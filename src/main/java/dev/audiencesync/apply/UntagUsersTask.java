package dev.audiencesync.apply;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.intercom.TagResult;
import dev.audiencesync.intercom.UserName;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import java.util.List;

/** Takes one tag off up to 50 people in one call, where that is documented: in the Users API. */
final class UntagUsersTask extends UsersTask {
    private static final int NOT_FOUND = 404;

    private final IntercomClient client;
    private final UserFinder finder;
    private final Leaving leaving;

    UntagUsersTask(IntercomClient client, UserFinder finder, Leaving batch) {
        super(finder, batch.people());
        this.client = client;
        this.finder = finder;
        this.leaving = batch;
    }

    @Override
    UntagUsersTask of(List<OpenChange> some) {
        return new UntagUsersTask(client, finder, leaving.of(some));
    }

    @Override
    TagResult call(List<UserName> users) {
        return client.untagUsers(leaving.tag(), users);
    }

    /** The call goes by the tag's name, which may have become another's since the plan was made. */
    @Override
    Outcome outcome(TagResult.Tagged done) {
        return done.tagId().equals(leaving.tagId())
                ? new Outcome.Applied(ChangeKind.UNTAG, null, leaving.tagId())
                : new Outcome.Rejected(
                        "tag_renamed", "the tag was renamed or deleted in Intercom, and its name is another's");
    }

    @Override
    Outcome gone(Refused refused, OpenChange change) {
        return refused.status() == NOT_FOUND
                ? new Outcome.Unchanged("the contact is not in Intercom any more")
                : new Outcome.Rejected(Contacts.code(refused), Contacts.reason(refused));
    }
}
