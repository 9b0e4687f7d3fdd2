package dev.audiencesync.plan;

import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.person.Identifiers;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Plans for the people of the export: the newest staged record of each. */
final class ExportedPart implements PlanPart {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private final IntercomView intercom;
    private final Clock clock;
    private final Redirects redirects;
    private final KnownPeople known;
    private final PersonDiff diff;
    private final PlanWriter writer;
    private long cursor;

    ExportedPart(
            PlanScope scope,
            PlanLedger ledger,
            ExportReading reading,
            IntercomView intercom,
            Clock clock,
            Redirects redirects,
            KnownPeople known,
            PersonDiff diff,
            PlanWriter writer) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
        this.intercom = intercom;
        this.clock = clock;
        this.redirects = redirects;
        this.known = known;
        this.diff = diff;
        this.writer = writer;
    }

    @Override
    public long advance() {
        if (reading.chosen().isFull()) {
            return DONE;
        }
        List<StagedPerson> batch =
                ledger.staged().after(scope.run(), cursor, reading.chosen().batch());
        if (batch.isEmpty()) {
            return DONE;
        }
        cursor = batch.get(batch.size() - 1).seq();
        List<StagedPerson> newest = batch.stream()
                .map(redirects::effective)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        plan(newest);
        writer.flush();
        return newest.size();
    }

    private void plan(List<StagedPerson> newest) {
        Map<Long, LedgerPerson> matched = known.match(identifiers(newest));
        List<StagedPerson> batch = newest.stream()
                .filter(staged -> isChosen(staged, matched.get(staged.seq())))
                .toList();
        Map<Long, PersonContext> contexts = known.contexts(matched.values());
        Map<Long, IntercomView.Contact> looked = lookUpStrangers(batch, matched);
        for (StagedPerson staged : batch) {
            LedgerPerson person = matched.get(staged.seq());
            IntercomView.Contact contact = looked.get(staged.seq());
            PersonContext context = PersonContext.STRANGER;
            if (person != null) {
                context = Objects.requireNonNull(contexts.get(person.id()));
            } else if (contact != null) {
                context = known.contextOfContact(contact.id());
            }
            if (reading.keeps(staged.desired().identifiers())) {
                context = context.asKept();
            }
            List<Draft> drafts = diff.of(staged.desired(), context);
            boolean lookedInVain = looked.containsKey(staged.seq()) && contact == null;
            boolean heldBack = diff.holdsBack(staged.desired(), context, drafts);
            writer.add(subject(staged, person, contact, lookedInVain ? clock.instant() : null, heldBack), drafts);
        }
    }

    private boolean isChosen(StagedPerson staged, @Nullable LedgerPerson person) {
        boolean byRecord = reading.chosen().picks(staged.desired().identifiers());
        return byRecord || (person != null && reading.chosen().picks(person.identifiers()));
    }

    private static Map<Long, Identifiers> identifiers(List<StagedPerson> batch) {
        Map<Long, Identifiers> identifiers = new LinkedHashMap<>();
        batch.forEach(staged -> identifiers.put(staged.seq(), staged.desired().identifiers()));
        return identifiers;
    }

    /** Looked-up records by seq; a null contact means that Intercom does not hold the person. */
    private Map<Long, IntercomView.@Nullable Contact> lookUpStrangers(
            List<StagedPerson> batch, Map<Long, LedgerPerson> matched) {
        List<StagedPerson> strangers = batch.stream()
                .filter(staged -> !matched.containsKey(staged.seq()))
                .filter(staged -> !diff.mayCreate(staged.desired()))
                .filter(staged -> diff.wantsTags(staged.desired().facts()))
                .toList();
        Map<Long, IntercomView.Contact> found = new Strangers(intercom).lookUp(strangers);
        Map<Long, IntercomView.@Nullable Contact> looked = new HashMap<>();
        strangers.forEach(staged -> looked.put(staged.seq(), found.get(staged.seq())));
        return looked;
    }

    private static PlanWriter.Subject subject(
            StagedPerson staged,
            @Nullable LedgerPerson person,
            IntercomView.@Nullable Contact contact,
            @Nullable Instant lookedAt,
            boolean heldBack) {
        Identifiers own = staged.desired().identifiers();
        String intercomId = own.intercomId();
        if (person != null) {
            intercomId = person.identifiers().intercomId();
        } else if (contact != null) {
            intercomId = contact.id();
        } else if (own.externalId() != null || own.email() != null) {
            intercomId = null;
        }
        return new PlanWriter.Subject(
                staged.key(),
                person == null ? null : person.id(),
                new Identifiers(own.externalId(), own.email(), intercomId),
                staged.desired().newestBy(),
                heldBack ? null : staged.state(),
                lookedAt,
                staged.desired().position(),
                PlanWriter.Origin.EXPORT);
    }
}
