package dev.audiencesync.plan;

import dev.audiencesync.ledger.DeferredPeople.DeferredPerson;
import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.ledger.PlannedPerson;
import dev.audiencesync.person.Identifiers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes up again what earlier runs of an append stream deferred, for those of whom nothing newer was read. Whoever a
 * refused record is about waits on: that record may have said something else.
 */
final class DeferredPart implements PlanPart {
    private final List<DeferredPerson> deferred;
    private final ExportReading reading;
    private final KnownPeople known;
    private final PersonDiff diff;
    private final PlanWriter writer;
    private int cursor;

    DeferredPart(
            List<DeferredPerson> deferred,
            ExportReading reading,
            KnownPeople known,
            PersonDiff diff,
            PlanWriter writer) {
        this.deferred = deferred;
        this.reading = reading;
        this.known = known;
        this.diff = diff;
        this.writer = writer;
    }

    @Override
    public long advance() {
        if (cursor == deferred.size()) {
            return DONE;
        }
        int end = Math.min(deferred.size(), cursor + BATCH);
        List<DeferredPerson> batch =
                deferred.subList(cursor, end).stream().filter(this::isUpToDate).toList();
        cursor = end;
        plan(batch);
        writer.flush();
        return batch.size();
    }

    private boolean isUpToDate(DeferredPerson one) {
        Long personId = one.person().personId();
        return reading.chosen().picks(one.person().identifiers())
                && !reading.index().isStaged(one.person().key())
                && !reading.keeps(one.person().identifiers())
                && (personId == null || !known.isPlanned(personId));
    }

    private void plan(List<DeferredPerson> batch) {
        Map<Long, Identifiers> sought = new HashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            sought.put((long) i, batch.get(i).person().identifiers());
        }
        Map<Long, LedgerPerson> matched = known.match(sought);
        Map<Long, PersonContext> contexts = known.contexts(matched.values());
        for (int i = 0; i < batch.size(); i++) {
            plan(batch.get(i), matched.get((long) i), contexts);
        }
    }

    private void plan(DeferredPerson one, @Nullable LedgerPerson person, Map<Long, PersonContext> contexts) {
        PersonContext context =
                person == null ? PersonContext.STRANGER : contexts.getOrDefault(person.id(), PersonContext.STRANGER);
        PlannedPerson before = one.person();
        writer.add(
                new PlanWriter.Subject(
                        before.key(),
                        person == null ? null : person.id(),
                        person == null
                                ? before.identifiers()
                                : before.identifiers()
                                        .withIntercomId(person.identifiers().intercomId()),
                        before.newestBy(),
                        before.state(),
                        null,
                        before.position(),
                        PlanWriter.Origin.DEFERRED),
                diff.again(one, context));
    }
}
