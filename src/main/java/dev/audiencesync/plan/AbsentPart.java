package dev.audiencesync.plan;

import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.TagLedger.OwnedPerson;
import dev.audiencesync.person.Fingerprint;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Plans for the people whom a whole snapshot does not name: they have left. */
final class AbsentPart implements PlanPart {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private final KnownPeople known;
    private final PersonDiff diff;
    private final PlanWriter writer;
    private long cursor;

    AbsentPart(
            PlanScope scope,
            PlanLedger ledger,
            ExportReading reading,
            KnownPeople known,
            PersonDiff diff,
            PlanWriter writer) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
        this.known = known;
        this.diff = diff;
        this.writer = writer;
    }

    @Override
    public long advance() {
        List<OwnedPerson> batch = ledger.tags().ownedPeopleAfter(scope.workspaceId(), scope.job(), cursor, BATCH);
        if (batch.isEmpty()) {
            return DONE;
        }
        cursor = batch.get(batch.size() - 1).person().id();
        List<LedgerPerson> absent = batch.stream()
                .filter(owned -> !isPresent(owned))
                .map(OwnedPerson::person)
                .toList();
        Map<Long, PersonContext> contexts = known.contexts(absent);
        for (LedgerPerson person : absent) {
            List<Draft> drafts = diff.ofAbsent(Objects.requireNonNull(contexts.get(person.id())));
            if (!drafts.isEmpty()) {
                writer.add(absentSubject(person), drafts);
            }
        }
        writer.flush();
        return absent.size();
    }

    /** By any name: the job's own key for a person may hold an identifier that it never sent to Intercom. */
    private boolean isPresent(OwnedPerson owned) {
        LedgerPerson person = owned.person();
        Fingerprint key = owned.key();
        return known.isPlanned(person.id())
                || reading.keeps(person.identifiers())
                || (key != null && reading.index().isPresent(key))
                || person.identifiers().allKeys().stream()
                        .anyMatch(name -> reading.index().isPresent(name.hash()));
    }

    private static PlanWriter.Subject absentSubject(LedgerPerson person) {
        return new PlanWriter.Subject(
                person.identifiers().key().orElseThrow().hash(),
                person.id(),
                person.identifiers(),
                Long.MIN_VALUE,
                null,
                null,
                PlanWriter.SNAPSHOT,
                PlanWriter.Origin.ABSENT);
    }
}
