package dev.audiencesync.apply;

import dev.audiencesync.intercom.Contact;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.intercom.TagResult;
import dev.audiencesync.intercom.UserName;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One tag, on or off up to 50 people in one call of the Users API: each by the Intercom id, or where that is not known by
 * User ID or e-mail. In a refused call, those who are not in Intercom are found by halving or, where many are not, one by
 * one; the others go on.
 */
abstract class UsersTask extends BatchTask {
    private static final int NOT_FOUND = 404;

    private final UserFinder finder;
    private final Map<OpenChange, Contact> found = new HashMap<>();

    UsersTask(UserFinder finder, List<OpenChange> batch) {
        super(batch);
        this.finder = finder;
    }

    abstract TagResult call(List<UserName> users);

    abstract Outcome outcome(TagResult.Tagged done);

    /** What it means that whose Intercom id is known is refused. */
    abstract Outcome gone(Refused refused, OpenChange change);

    @Override
    final Sent send(List<OpenChange> changes) {
        TagResult result = call(changes.stream().map(this::name).toList());
        if (result instanceof TagResult.Tagged done) {
            finder.found(changes.stream().filter(change -> !isById(change)).count());
            return new Sent.Done(change -> at(change, outcome(done)));
        }
        return new Sent.No((Refused) result);
    }

    private UserName name(OpenChange change) {
        Contact contact = found.get(change);
        Identifiers person = change.person().identifiers();
        return contact == null
                ? UserName.of(person.intercomId(), person.externalId(), person.email())
                : new UserName.Id(contact.id());
    }

    /** Whoever had to be looked for is known since. */
    private Outcome at(OpenChange change, Outcome outcome) {
        Contact contact = found.get(change);
        return contact != null && outcome instanceof Outcome.Applied applied
                ? new Outcome.Applied(applied.as(), Contacts.reference(contact), applied.tagId())
                : outcome;
    }

    @Override
    final Outcome refused(Refused refused, OpenChange change) {
        return gone(refused, change);
    }

    @Override
    final List<List<OpenChange>> after(
            Refused refused, List<OpenChange> changes, Calls calls, Consumer<ChangeOutcome> decided) {
        List<OpenChange> unsure =
                changes.stream().filter(change -> !isById(change)).toList();
        boolean single = changes.size() == 1;
        if (unsure.isEmpty() || (!single && !finder.looksForAll())) {
            return super.after(refused, changes, calls, decided);
        }
        if (single && refused.status() != NOT_FOUND) {
            decided.accept(new ChangeOutcome(changes.get(0), refusedByName(refused)));
            return List.of();
        }
        List<OpenChange> there = new ArrayList<>(changes);
        for (OpenChange change : unsure) {
            UserFinder.Found user = finder.find(change, !single, calls);
            if (user instanceof UserFinder.Found.User hit) {
                found.put(change, hit.contact());
            } else if (user instanceof UserFinder.Found.Nobody nobody) {
                there.remove(change);
                decided.accept(new ChangeOutcome(change, nobody.outcome()));
            }
        }
        return there.isEmpty() ? List.of() : List.of(there);
    }

    private boolean isById(OpenChange change) {
        return found.containsKey(change) || change.person().identifiers().intercomId() != null;
    }

    private static Outcome refusedByName(Refused refused) {
        return refused.code().equals("conflict")
                ? UserFinder.ambiguous()
                : new Outcome.Rejected(Contacts.code(refused), Contacts.reason(refused));
    }
}
