package dev.audiencesync.apply;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One tag, on or off up to {@value IntercomClient#BATCH} people in one call. Where one unknown person refuses the call for
 * all, a refused batch is halved until the one to blame is alone.
 */
abstract class BatchTask implements Task {
    private final List<OpenChange> undecided;

    BatchTask(List<OpenChange> batch) {
        this.undecided = new ArrayList<>(batch);
    }

    /** How the call ended: what became of each of its people, or why it was refused for all. */
    sealed interface Sent {
        record Done(Function<OpenChange, Outcome> outcomes) implements Sent {}

        record No(Refused refused) implements Sent {}
    }

    abstract Sent send(List<OpenChange> changes);

    /** What a refusal means to the one it is about. */
    abstract Outcome refused(Refused refused, OpenChange change);

    /** The calls that follow a refused one; whoever is in none of them has been decided. */
    List<List<OpenChange>> after(
            Refused refused, List<OpenChange> changes, Calls calls, Consumer<ChangeOutcome> decided) {
        if (changes.size() == 1) {
            OpenChange only = changes.get(0);
            decided.accept(new ChangeOutcome(only, refused(refused, only)));
            return List.of();
        }
        int half = changes.size() / 2;
        return List.of(changes.subList(0, half), changes.subList(half, changes.size()));
    }

    /** The same for some of its people. */
    abstract BatchTask of(List<OpenChange> some);

    @Override
    public final List<OpenChange> undecided() {
        return List.copyOf(undecided);
    }

    @Override
    public final List<Task> halves() {
        int half = undecided.size() / 2;
        return half == 0
                ? List.of()
                : List.of(of(undecided.subList(0, half)), of(undecided.subList(half, undecided.size())));
    }

    @Override
    public final void carryOut(Calls calls, Consumer<ChangeOutcome> decided) {
        send(undecided(), calls, outcome -> {
            undecided.remove(outcome.open());
            decided.accept(outcome);
        });
    }

    private void send(List<OpenChange> changes, Calls calls, Consumer<ChangeOutcome> decided) {
        calls.take();
        Sent sent = send(changes);
        if (sent instanceof Sent.Done done) {
            changes.forEach(change ->
                    decided.accept(new ChangeOutcome(change, done.outcomes().apply(change))));
        } else {
            after(((Sent.No) sent).refused(), changes, calls, decided).forEach(part -> send(part, calls, decided));
        }
    }

    static String contactId(OpenChange change) {
        return Objects.requireNonNull(
                change.person().identifiers().intercomId(), "Tags are for people whose Intercom id is known");
    }
}
