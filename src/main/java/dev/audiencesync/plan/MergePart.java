package dev.audiencesync.plan;

import dev.audiencesync.definition.Source;
import dev.audiencesync.ledger.StagedPeople.Place;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.person.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the records of one person add to each other, makes one of all that were staged of each, whoever's name they came
 * under. A plan that is not whole is made anew from the export's start, so what is merged may take the records' place.
 */
final class MergePart implements PlanPart {

    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private final Redirects redirects;
    private final boolean fieldwise;
    private long cursor;

    MergePart(PlanScope scope, PlanLedger ledger, ExportReading reading, Redirects redirects) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
        this.redirects = redirects;
        this.fieldwise = scope.definition().source().stream() == Source.Stream.EVENT;
    }

    @Override
    public long advance() {
        List<Place> batch = ledger.staged().placesAfter(scope.run(), cursor, BATCH);
        if (batch.isEmpty()) {
            return DONE;
        }
        cursor = batch.get(batch.size() - 1).seq();
        batch.forEach(this::merge);
        return 0;
    }

    /**
     * Once for each person, in the place of the record that the index has for the newest: which one that is may have
     * changed since, as later records told what visitors were taken over.
     */
    private void merge(Place record) {
        Fingerprint person = redirects.person(record);
        if (person == null || !reading.index().isNewest(person, record.seq())) {
            return;
        }
        List<Fingerprint> keys = new ArrayList<>(redirects.sources(person));
        keys.add(person);
        MergedPerson merged = new MergedPerson(fieldwise);
        ledger.staged().scan(scope.run(), keys, staged -> add(merged, staged, person));
        if (!merged.isJust(record.seq())) {
            Optional<StagedPerson> one = merged.result()
                    .map(desired -> new StagedPerson(record.seq(), person, reading.state(desired), desired));
            ledger.staged().merge(scope.run(), one, keys);
        }
    }

    private void add(MergedPerson merged, StagedPerson staged, Fingerprint person) {
        PeopleIndex index = reading.index();
        long visitor = staged.desired().visitor();
        long newestBy = staged.desired().newestBy();
        if (!index.isLate(person, newestBy, visitor)) {
            merged.add(redirects.own(staged), index.replaced().age(visitor, newestBy, staged.seq()));
        }
    }
}
