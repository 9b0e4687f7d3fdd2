package dev.audiencesync.apply;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.intercom.TagResult;
import dev.audiencesync.intercom.UserName;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import java.util.List;

/** Puts one tag on up to 50 people in one call of the Users API. */
final class TagUsersTask extends UsersTask {
    private final IntercomClient client;
    private final UserFinder finder;
    private final String tag;

    TagUsersTask(IntercomClient client, UserFinder finder, String tag, List<OpenChange> batch) {
        super(finder, batch);
        this.client = client;
        this.finder = finder;
        this.tag = tag;
    }

    @Override
    TagUsersTask of(List<OpenChange> some) {
        return new TagUsersTask(client, finder, tag, some);
    }

    @Override
    TagResult call(List<UserName> users) {
        return client.tagUsers(tag, users);
    }

    @Override
    Outcome outcome(TagResult.Tagged done) {
        return new Outcome.Applied(ChangeKind.TAG, null, done.tagId());
    }

    @Override
    Outcome gone(Refused refused, OpenChange change) {
        return TagTask.gone(refused, change);
    }
}
