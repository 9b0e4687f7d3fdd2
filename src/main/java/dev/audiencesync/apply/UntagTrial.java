package dev.audiencesync.apply;

import dev.audiencesync.intercom.BulkUntagResult;
import dev.audiencesync.intercom.ContactTagsLookup;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.IntercomUnavailable;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.intercom.Tag;
import dev.audiencesync.ledger.BulkUntag;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import dev.audiencesync.ledger.TagLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out, with one person who is about to lose a tag, whether bulk calls untag. A workspace that does not heed the
 * wish would tag instead: so the person is first seen to carry the tag, and nothing is lost when the trial fails, or is
 * killed at any point.
 */
final class UntagTrial implements Task {
    /** On the first: the look, the trial, the second look. */
    static final int CALLS = 3;

    private static final int CANDIDATES = 5;
    private static final int NOT_FOUND = 404;
    private static final Logger LOG = LoggerFactory.getLogger(UntagTrial.class);

    private final IntercomClient client;
    private final Leaving leaving;
    private final List<OpenChange> undecided;
    private BulkUntag verdict = BulkUntag.UNTRIED;

    UntagTrial(IntercomClient client, Leaving leaving) {
        this.client = client;
        this.leaving = leaving;
        this.undecided = new ArrayList<>(leaving.people()
                .subList(0, Math.min(CANDIDATES, leaving.people().size())));
    }

    /** What came out; untried where no candidate could tell. */
    BulkUntag verdict() {
        return verdict;
    }

    @Override
    public List<OpenChange> undecided() {
        return List.copyOf(undecided);
    }

    @Override
    public List<Task> halves() {
        return List.of();
    }

    /** Whoever it does not decide is left to be untagged like everybody else. */
    @Override
    public void carryOut(Calls calls, Consumer<ChangeOutcome> decided) {
        try {
            for (OpenChange candidate : undecided()) {
                verdict = tryOn(candidate, calls, outcome -> {
                    undecided.remove(outcome.open());
                    decided.accept(outcome);
                });
                if (verdict != BulkUntag.UNTRIED) {
                    LOG.info("Untagging in bulk was tried on one person: {}", verdict);
                    return;
                }
            }
        } catch (IntercomUnavailable e) {
            LOG.warn("Whether untagging in bulk works could not be tried; tags come off one by one", e);
        }
    }

    private BulkUntag tryOn(OpenChange open, Calls calls, Consumer<ChangeOutcome> decided) {
        String contactId = Leaving.contactId(open);
        Optional<List<Tag>> before = tagsOf(contactId, calls);
        if (before.isEmpty()) {
            return BulkUntag.UNTRIED;
        }
        Optional<Tag> carried = carried(before.get());
        if (carried.isEmpty()) {
            decided.accept(new ChangeOutcome(open, new Outcome.Unchanged("the person did not carry the tag any more")));
            return BulkUntag.UNTRIED;
        }
        return isRenamed(carried.get()) ? BulkUntag.UNTRIED : untag(open, contactId, calls, decided);
    }

    private BulkUntag untag(OpenChange open, String contactId, Calls calls, Consumer<ChangeOutcome> decided) {
        calls.take();
        BulkUntagResult result = client.untagMany(leaving.tag(), List.of(contactId));
        if (result instanceof Refused refused) {
            return refused.status() == NOT_FOUND ? BulkUntag.UNTRIED : BulkUntag.FAILS;
        }
        BulkUntagResult.Answered answered = (BulkUntagResult.Answered) result;
        if (answered.tagged().contains(contactId)) {
            return BulkUntag.FAILS;
        }
        Optional<List<Tag>> after = tagsOf(contactId, calls);
        if (after.isEmpty()) {
            return BulkUntag.UNTRIED;
        }
        if (!answered.untagged().contains(contactId) || carried(after.get()).isPresent()) {
            return BulkUntag.FAILS;
        }
        decided.accept(new ChangeOutcome(open, new Outcome.Applied(ChangeKind.UNTAG, null, leaving.tagId())));
        return BulkUntag.WORKS;
    }

    /** Empty for a contact that is gone, or was merged. */
    private Optional<List<Tag>> tagsOf(String contactId, Calls calls) {
        calls.take();
        return client.tagsOf(contactId) instanceof ContactTagsLookup.Listed listed
                ? Optional.of(listed.tags())
                : Optional.empty();
    }

    private Optional<Tag> carried(List<Tag> tags) {
        return tags.stream().filter(tag -> tag.id().equals(leaving.tagId())).findFirst();
    }

    /** Bulk calls go by name: under its old one, a renamed tag is another. */
    private boolean isRenamed(Tag tag) {
        return !TagLedger.nameKey(tag.name()).equals(TagLedger.nameKey(leaving.tag()));
    }
}
