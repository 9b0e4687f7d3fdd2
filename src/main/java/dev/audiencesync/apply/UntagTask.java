package dev.audiencesync.apply;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Merged;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.intercom.UntagResult;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Takes one tag off one person. */
final class UntagTask implements Task {
    private static final int NOT_FOUND = 404;

    private final IntercomClient client;
    private final OpenChange open;
    private final String tagId;

    UntagTask(IntercomClient client, OpenChange open, String tagId) {
        this.client = client;
        this.open = open;
        this.tagId = tagId;
    }

    @Override
    public List<OpenChange> undecided() {
        return List.of(open);
    }

    @Override
    public List<Task> halves() {
        return List.of();
    }

    @Override
    public void carryOut(Calls calls, Consumer<ChangeOutcome> decided) {
        String contactId = Objects.requireNonNull(
                open.person().identifiers().intercomId(), "Only people known in Intercom have tags of ours");
        decided.accept(new ChangeOutcome(open, untag(contactId, calls)));
    }

    private Outcome untag(String contactId, Calls calls) {
        calls.take();
        UntagResult result = client.untag(contactId, tagId);
        if (result instanceof Merged merged) {
            if (!SamePerson.isNow(open.person().identifiers(), merged, client, calls)) {
                return new Outcome.Unchanged(SamePerson.MERGED_AWAY);
            }
            calls.take();
            result = client.untag(merged.canonicalId(), tagId);
        }
        if (result instanceof UntagResult.Untagged) {
            return new Outcome.Applied(ChangeKind.UNTAG, null, tagId);
        }
        if (result instanceof Refused refused) {
            return refused.status() == NOT_FOUND
                    ? new Outcome.Unchanged("the contact or the tag is not in Intercom any more")
                    : new Outcome.Rejected(Contacts.code(refused), Contacts.reason(refused));
        }
        return new Outcome.Rejected("contact_merged", "the contact was merged more than once");
    }
}
