package dev.audiencesync.job;

import dev.audiencesync.definition.Source;
import dev.audiencesync.definition.Verification.OnDrift;
import dev.audiencesync.ledger.ClockScan;
import dev.audiencesync.ledger.DeferredRecords;
import dev.audiencesync.ledger.DeferredRecords.DeferredRecord;
import dev.audiencesync.ledger.JobMemories;
import dev.audiencesync.ledger.Looked;
import dev.audiencesync.ledger.PeopleClocks;
import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.RunFiles;
import dev.audiencesync.ledger.RunKind;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.StagedPeople;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.ledger.Stitchings;
import dev.audiencesync.ledger.Verifications;
import dev.audiencesync.mapping.RecordMapper;
import dev.audiencesync.plan.Chosen;
import dev.audiencesync.plan.ExportReading;
import dev.audiencesync.plan.IntercomView;
import dev.audiencesync.plan.PeopleIndex;
import dev.audiencesync.plan.Remapping;
import dev.audiencesync.plan.ReplacedVisitors;
import dev.audiencesync.plan.TakenAttributes;
import dev.audiencesync.plan.ToldAudiences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What reading hands to planning, in memory: begun anew whenever the export is read from its start, and never restored,
 * for a plan that is not whole is made again.
 */
final class ExportSession {
    private final RunContext context;
    private final RecordMapper mapper;
    private final Map<String, Tally> tallies = new HashMap<>();
    private final Map<String, List<Source.Location>> locations = new HashMap<>();
    private String talliedFile = "";
    private Tally tallied = new Tally();
    private @Nullable Asked asked;
    private @Nullable ExportReading reading;

    ExportSession(RunContext context) {
        this.context = context;
        this.mapper = new RecordMapper(context.definition());
    }

    /** Records and refusals of one file. */
    static final class Tally {
        private int ordinal = -1;
        private long records;
        private long rejected;
        private boolean complete;

        void count(boolean refused) {
            records++;
            rejected += refused ? 1 : 0;
        }

        void end(int fileOrdinal, boolean readToTheEnd) {
            ordinal = fileOrdinal;
            complete = readToTheEnd;
        }
    }

    /**
     * What reading has to know of Intercom.
     *
     * @param tags those that it has, where deleted ones are to be forgotten
     * @param attributes those that it takes
     */
    private record Asked(Optional<Collection<IntercomView.Tag>> tags, TakenAttributes attributes) {}

    /** Asks Intercom, outside of any transaction. */
    void ask() {
        asked = new Asked(
                DeletedTags.mayBeForgotten(context)
                        ? Optional.of(context.reads().tags())
                        : Optional.empty(),
                TakenAttributes.of(context.definition(), context.reads()));
    }

    /**
     * Forgets every earlier attempt to read this run.
     *
     * @throws IllegalStateException before Intercom was asked
     */
    void forget() {
        Asked known = Objects.requireNonNull(asked, "Intercom is asked before the export is read");
        tallies.clear();
        talliedFile = "";
        locations.clear();
        long run = context.run().id();
        new StagedPeople(context.store()).clear(run);
        new Rejects(context.store()).clear(run);
        new RunStore(context.store()).clearNotes(run);
        noteForWhom();
        known.tags().ifPresent(present -> DeletedTags.forget(context, present));
        new Stitchings(context.store()).clear(run);
    }

    /**
     * Begins a reading and loads its index, outside of any transaction: what was forgotten must be committed.
     *
     * @throws IllegalStateException before Intercom was asked
     */
    void load() {
        Asked known = Objects.requireNonNull(asked, "Intercom is asked before the export is read");
        Source source = context.definition().source();
        boolean wholeRecords = source.stream() != Source.Stream.EVENT;
        PeopleIndex index = new PeopleIndex(
                !context.snapshot() && wholeRecords,
                source.mergesRecords(),
                replacedVisitors(),
                context.snapshot() || !source.isOfVisitors() ? null : this::forEachVisitor);
        boolean undoesDrift = undoesDrift();
        Instant lookAgainBefore = Looked.staleBefore(context.clock().instant());
        new JobMemories(context.store())
                .scan(context.run().workspaceId(), context.run().job(), (key, state, newestBy, lookedAt) -> {
                    boolean stale = lookedAt != null && lookedAt.isBefore(lookAgainBefore);
                    index.remember(key, stale || undoesDrift ? null : state, newestBy);
                });
        new PeopleClocks(context.store())
                .scan(context.run().workspaceId(), context.run().job(), index.movedOn()::remember);
        ExportReading begun = new ExportReading(
                index,
                context.definition().mappingFingerprints(),
                mapper.leavesOfRecords(),
                new Chosen(context.run().canary()),
                known.attributes(),
                ToldAudiences.of(context.definition(), mapper.conditionLeaves()));
        reading = begun;
    }

    /** Takes in what earlier runs left to this one. */
    void begin() {
        if (!context.snapshot()) {
            readDeferred(reading());
        }
    }

    /** What was changed in Intercom of whom shows only after the reading: everybody's record is at hand by then. */
    private boolean undoesDrift() {
        return context.definition().verification().onDrift() == OnDrift.RESTORE
                && new Verifications(context.store()).isWanted(context.run().id());
    }

    private void readDeferred(ExportReading begun) {
        Remapping remapping = new Remapping(context.definition(), new RunStore(context.store()));
        List<StagedPerson> staged = new ArrayList<>();
        for (DeferredRecord record : new DeferredRecords(context.store())
                .of(
                        context.run().workspaceId(),
                        context.run().job(),
                        context.run().kind())) {
            begun.takeDeferred(remapping.of(record)).ifPresent(staged::add);
        }
        if (context.definition().source().mergesRecords() && context.run().kind() != RunKind.RETRY) {
            readRefused(begun, remapping, staged);
        }
        new StagedPeople(context.store()).insert(context.run().id(), staged);
    }

    private void readRefused(ExportReading begun, Remapping remapping, List<StagedPerson> staged) {
        new DeferredRecords(context.store())
                .rejected(context.run().workspaceId(), context.run().job())
                .forEach(record -> staged.add(begun.takeRefused(remapping.of(record))));
    }

    /** Those of earlier runs; a snapshot says everything anew. */
    private ReplacedVisitors replacedVisitors() {
        ReplacedVisitors replaced = new ReplacedVisitors();
        if (!context.snapshot()) {
            new Stitchings(context.store())
                    .scan(context.run().workspaceId(), context.run().job(), replaced::add);
        }
        return replaced;
    }

    private void forEachVisitor(ClockScan each) {
        long workspace = context.run().workspaceId();
        String job = context.run().job();
        new JobMemories(context.store()).scanVisitors(workspace, job, each);
        new PeopleClocks(context.store()).scanVisitors(workspace, job, each);
    }

    private void noteForWhom() {
        context.run().forWhom().ifPresent(few -> new RunStore(context.store())
                .note(
                        context.run().id(),
                        few + " Everybody else is left to the next run, which reads the same files; nobody"
                                + " counts as having left."));
    }

    /**
     * The reading.
     *
     * @throws IllegalStateException before it was begun
     */
    ExportReading reading() {
        return Objects.requireNonNull(reading, "The export is read before it is planned");
    }

    RecordMapper mapper() {
        return mapper;
    }

    /** Notes by which of the definition's locations a file is read. */
    void standsAt(String file, List<Source.Location> where) {
        locations.put(file, where);
    }

    /** The definition's locations that name a file. */
    List<Source.Location> standsAt(String file) {
        return locations.getOrDefault(file, List.of());
    }

    Tally tally(String file) {
        if (!file.equals(talliedFile)) {
            talliedFile = file;
            tallied = tallies.computeIfAbsent(file, name -> new Tally());
        }
        return tallied;
    }

    /** Stores how many records were read, by file and in all. */
    void storeTallies() {
        RunFiles files = new RunFiles(context.store());
        for (Tally tally : tallies.values()) {
            if (tally.ordinal >= 0) {
                files.counted(context.run().id(), tally.ordinal, tally.records, tally.rejected, tally.complete);
            }
        }
        ExportReading done = reading();
        new RunStore(context.store()).read(context.run().id(), done.read(), done.rejected(), done.older());
    }
}
