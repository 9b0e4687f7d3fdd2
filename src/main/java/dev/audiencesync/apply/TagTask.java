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
import java.util.function.Consumer;

/**
 * Puts one tag on up to 50 people in one call. Up to 2.15 one unknown contact fails the whole call, so a refused batch is
 * halved until the one to blame is alone.
 */
final class TagTask implements Task {
    private static final int NOT_FOUND = 404;

    private final IntercomClient client;
    private final String tag;
    private final List<OpenChange> undecided;

    TagTask(IntercomClient client, String tag, List<OpenChange> batch) {
        this.client = client;
        this.tag = tag;
        this.undecided = new ArrayList<>(batch);
    }

    @Override
    public List<OpenChange> undecided() {
        return List.copyOf(undecided);
    }

    @Override
    public List<Task> halves() {
        int half = undecided.size() / 2;
        return half == 0
                ? List.of()
                : List.of(
                        new TagTask(client, tag, undecided.subList(0, half)),
                        new TagTask(client, tag, undecided.subList(half, undecided.size())));
    }

    @Override
    public void carryOut(Calls calls, Consumer<ChangeOutcome> decided) {
        tag(List.copyOf(undecided), calls, outcome -> {
            undecided.remove(outcome.open());
            decided.accept(outcome);
        });
    }

    private void tag(List<OpenChange> changes, Calls calls, Consumer<ChangeOutcome> decided) {
        calls.take();
        TagResult result =
                client.tag(tag, changes.stream().map(TagTask::contactId).toList());
        if (result instanceof TagResult.Tagged tagged) {
            changes.forEach(change -> decided.accept(new ChangeOutcome(change, outcome(tagged, change))));
        } else if (changes.size() == 1) {
            decided.accept(new ChangeOutcome(changes.get(0), refused((Refused) result, changes.get(0))));
        } else {
            tag(changes.subList(0, changes.size() / 2), calls, decided);
            tag(changes.subList(changes.size() / 2, changes.size()), calls, decided);
        }
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

    private static Outcome refused(Refused refused, OpenChange change) {
        return refused.status() == NOT_FOUND && isCreatedAnew(change)
                ? new Outcome.Gone()
                : new Outcome.Rejected(Contacts.code(refused), Contacts.reason(refused));
    }

    private static boolean isCreatedAnew(OpenChange change) {
        return !change.change().whole().isNone();
    }

    private static String contactId(OpenChange change) {
        return Objects.requireNonNull(
                change.person().identifiers().intercomId(), "Tags follow the creates that give the Intercom id");
    }
}
