package dev.audiencesync.plan;

import dev.audiencesync.definition.Source;
import dev.audiencesync.ledger.StagedPeople.Place;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.person.Fingerprint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

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
        List<Place> newest = batch.stream().filter(this::isNewest).toList();
        Map<Fingerprint, SortedMap<String, Long>> ages = reading.told().isNone()
                ? Map.of()
                : ledger.memories()
                        .ages(
                                scope.workspaceId(),
                                scope.job(),
                                newest.stream()
                                        .map(record -> Objects.requireNonNull(redirects.person(record)))
                                        .toList());
        newest.forEach(record -> merge(record, ages));
        ledger.staged().storeMerged(scope.run());
        return 0;
    }

    private boolean isNewest(Place record) {
        Fingerprint person = redirects.person(record);
        return person != null && reading.index().isNewest(person, record.seq());
    }

    /**
     * Once for each person, in the place of the record that the index has for the newest: which one that is may have
     * changed since, as later records told what visitors were taken over.
     */
    private void merge(Place record, Map<Fingerprint, SortedMap<String, Long>> ages) {
        Fingerprint person = Objects.requireNonNull(redirects.person(record));
        List<Fingerprint> keys = new ArrayList<>(redirects.sources(person));
        keys.add(person);
        Map<String, ToldAudiences.Known> known = reading.told()
                .known(
                        ages.getOrDefault(person, Collections.emptySortedMap()),
                        reading.index().remembered(person),
                        reading.index().replaced());
        MergedPerson merged = new MergedPerson(fieldwise, reading.told(), known);
        ledger.names().scan(scope.run(), keys, staged -> add(merged, staged, person));
        if (!merged.isJust(record.seq())) {
            Optional<StagedPerson> one = merged.result()
                    .map(desired -> new StagedPerson(record.seq(), person, reading.state(desired), desired));
            ledger.names().merge(scope.run(), one, keys);
        }
    }

    private void add(MergedPerson merged, StagedPerson staged, Fingerprint person) {
        PeopleIndex index = reading.index();
        long visitor = staged.desired().visitor();
        long newestBy = staged.desired().newestBy();
        RecordAge age = index.replaced().age(visitor, newestBy, staged.seq());
        if (!index.isLate(person, newestBy, visitor)) {
            merged.add(redirects.own(staged), age);
        } else if (!merged.addLate(redirects.own(staged), age)) {
            reading.passOver(staged.seq());
        }
    }
}
