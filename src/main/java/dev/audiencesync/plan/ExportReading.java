package dev.audiencesync.plan;

import dev.audiencesync.definition.Condition;
import dev.audiencesync.definition.MappingFingerprints;
import dev.audiencesync.ledger.StagedNames;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.mapping.MappedRecord;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupKind;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * One reading of an export from its start: weighs each record against the index and gathers what only the whole export
 * can tell. Not thread-safe.
 */
public final class ExportReading {
    private final PeopleIndex index;
    private final PersonPrinter printer;
    private final CarriedContainers containers;
    private final GroupsRead groups;
    private final Fills fills;
    private final Chosen chosen;
    private final TakenAttributes attributes;
    private final ToldAudiences told;
    private final KeptPeople kept = new KeptPeople();
    private long read;
    private long sequence;
    private long deferred;
    private boolean chosenNewest;
    private long rejected;
    private final List<Identifiers> halfRead = new ArrayList<>();
    private long nameless;
    private long older;
    private long nobodys;
    private long unasked;
    private boolean withoutExternalId;

    /**
     * Begins a reading.
     *
     * @param mappings the definition's
     * @param leaves the conditions that a record answers itself
     * @param chosen whom the run is for
     * @param attributes the custom attributes that Intercom takes
     * @param told the audiences that locations tell of
     */
    public ExportReading(
            PeopleIndex index,
            MappingFingerprints mappings,
            List<Condition.Leaf> leaves,
            Chosen chosen,
            TakenAttributes attributes,
            ToldAudiences told) {
        this.index = index;
        this.told = told;
        this.printer = new PersonPrinter(mappings);
        this.attributes = attributes;
        this.containers = new CarriedContainers(leaves);
        this.groups = new GroupsRead(leaves);
        this.fills = new Fills(mappings.fields().keySet());
        this.chosen = chosen;
    }

    /**
     * Takes in which visitors the next record's own took over.
     *
     * @return those of which that was news
     */
    public Set<Long> takeOver(Set<Long> visitors, long newestBy) {
        return visitors.stream()
                .filter(visitor -> index.replaced().add(visitor, newestBy))
                .collect(Collectors.toSet());
    }

    /** Takes in of which audiences and badges a record says in a column of theirs whether its person is in them, by name. */
    public void noteColumns(Map<GroupKind, Set<String>> told) {
        containers.noteColumns(told);
    }

    /** The audiences and badges that some record told of in a column; no entry for a kind of which none did. */
    Map<GroupKind, Set<String>> columns() {
        return containers.columns();
    }

    /** Takes in a record; the result is what must be staged of it, if anything. */
    public Optional<StagedPerson> take(DesiredPerson record) {
        return take(printer.print(record));
    }

    /** The same of a record that was printed before. */
    public Optional<StagedPerson> take(PrintedPerson printed) {
        DesiredPerson record = printed.person();
        read++;
        sequence++;
        containers.note(record.facts());
        groups.note(record.facts());
        fills.count(printed.filled());
        chosen.see(record.identifiers());
        DesiredPerson person = curtailed(record);
        Fingerprint key = printed.key();
        Fingerprint state = person.equals(record) ? printed.state() : printer.state(person);
        PeopleIndex.Verdict verdict = index.offer(key, state, person.newestBy(), sequence, person.visitor());
        Optional<StagedPerson> staged = staged(verdict, key, state, person);
        older += verdict == PeopleIndex.Verdict.LATE || (verdict == PeopleIndex.Verdict.OLDER && staged.isEmpty())
                ? 1
                : 0;
        return staged;
    }

    /** Takes in a record that an earlier run deferred; they come before all others. */
    public Optional<StagedPerson> takeDeferred(DesiredPerson record) {
        sequence++;
        deferred = sequence;
        groups.note(record.facts());
        DesiredPerson person = curtailed(record.with(record.facts().withoutBlankCells()));
        Fingerprint key = person.identifiers().key().orElseThrow().hash();
        Fingerprint state = printer.state(person);
        return staged(
                index.offerDeferred(key, state, person.newestBy(), sequence, person.visitor()), key, state, person);
    }

    /**
     * Takes in a record of which Intercom refused something in an earlier run. By itself it is not tried again; where
     * records add to each other, it still says what newer ones of its person do not.
     */
    public StagedPerson takeRefused(DesiredPerson record) {
        sequence++;
        deferred = sequence;
        DesiredPerson person = curtailed(record);
        return stage(person.identifiers().key().orElseThrow().hash(), printer.state(person), person);
    }

    /** Settles which of each person's records is the newest, once the last one was read. */
    void choose(long run, StagedNames staged) {
        if (!chosenNewest) {
            takeUpLate(run, staged);
            older += index.choose(deferred);
            chosenNewest = true;
        }
    }

    /** Records that seemed older than one of an earlier run, the visitor of which turned out to be taken over. */
    private void takeUpLate(long run, StagedNames staged) {
        List<StagedPerson> late = new ArrayList<>();
        staged.scan(run, index.withLateRecords(), late::add);
        late.sort(Comparator.comparingLong(StagedPerson::seq));
        for (StagedPerson record : late) {
            older -= index.takeUp(record) && record.seq() > deferred ? 1 : 0;
        }
    }

    /** Takes in an event that contributes nothing. */
    public void take(MappedRecord.PassedOver event) {
        read++;
        containers.note(event.facts());
        nobodys += event.nobody() ? 1 : 0;
        unasked += event.nobody() ? 0 : 1;
    }

    /**
     * The record without what Intercom does not take of it. It has a fingerprint of its own, so that people are looked at
     * again once Intercom takes more of what their records have.
     */
    private DesiredPerson curtailed(DesiredPerson record) {
        if (attributes.takesAllOf(record)) {
            return record;
        }
        if (attributes.lacksOneFor(record)) {
            index.curtail(record.identifiers().key().orElseThrow().hash());
        }
        return attributes.partOf(record);
    }

    private Optional<StagedPerson> staged(
            PeopleIndex.Verdict verdict, Fingerprint key, Fingerprint state, DesiredPerson person) {
        if (verdict == PeopleIndex.Verdict.OLDER && told.isSaid(person.facts())) {
            index.addLate(key, person.newestBy(), sequence, person.visitor());
            return Optional.of(stage(key, state, told.wordsOf(person)));
        }
        return switch (verdict) {
            case CHANGED, ADDS, LATE -> Optional.of(stage(key, state, person));
            case UNCHANGED, OLDER -> Optional.empty();
        };
    }

    private StagedPerson stage(Fingerprint key, Fingerprint state, DesiredPerson person) {
        withoutExternalId |= person.identifiers().externalId() == null;
        return new StagedPerson(sequence, key, state, person);
    }

    /** Whether a record was staged that has no external id: whom it is about the others may tell. */
    boolean hasWithoutExternalId() {
        return withoutExternalId;
    }

    /** Takes in a refused record: whoever it was about is present and keeps everything. */
    public void take(MappedRecord.Rejected record) {
        read++;
        sequence++;
        rejected++;
        record.named().forEach(chosen::see);
        record.named().forEach(this::keep);
        if (record.named().isEmpty()) {
            nameless++;
        } else if (record.halfRead()) {
            halfRead.addAll(record.named());
        }
    }

    /** Notes that somebody with one of these identifiers is present and keeps everything. */
    void keep(Identifiers identifiers) {
        kept.add(identifiers);
        identifiers.allKeys().forEach(key -> index.present(key.hash()));
    }

    /** The groups that tag patterns matched in any record. */
    Map<GroupKind, Set<Group>> groups() {
        return groups.all();
    }

    /** The containers conditions ask about that no record carried: unknown, not empty. None where there was no record. */
    public Set<String> unknownContainers() {
        return read == rejected ? Set.of() : containers.unknown();
    }

    /** The leaves that ask about an unknown container. */
    Set<Integer> unknownLeaves() {
        return containers.leavesOf(unknownContainers());
    }

    /** Whether a refused record was about somebody with one of these identifiers: then nothing is taken from them. */
    public boolean keeps(Identifiers identifiers) {
        return kept.has(identifiers);
    }

    /** By mapped field, how many records had it filled. */
    public SortedMap<String, Long> fills() {
        return fills.counts();
    }

    /** Events that name nobody. */
    long nobodys() {
        return nobodys;
    }

    /** Events that no action is for. */
    long unasked() {
        return unasked;
    }

    /** The fingerprint of all that records together ask for. */
    Fingerprint state(DesiredPerson person) {
        return printer.state(person);
    }

    ToldAudiences told() {
        return told;
    }

    /** Counts a staged record that turned out to be older than what is known of its person. */
    void passOver(long staged) {
        older += staged > deferred ? 1 : 0;
    }

    Chosen chosen() {
        return chosen;
    }

    TakenAttributes attributes() {
        return attributes;
    }

    /** Refused records of which no identifier could be read: each may be about anybody. */
    long nameless() {
        return nameless;
    }

    /** What names the people of refused records of which a stronger identifier could not be read. */
    List<Identifiers> halfRead() {
        return halfRead;
    }

    public PeopleIndex index() {
        return index;
    }

    public long read() {
        return read;
    }

    public long rejected() {
        return rejected;
    }

    public long older() {
        return older;
    }
}
