package dev.audiencesync.job;

import dev.audiencesync.ledger.DeferredRecords;
import dev.audiencesync.ledger.DeferredRecords.DeferredRecord;
import dev.audiencesync.ledger.Looked;
import dev.audiencesync.ledger.PeopleLedger;
import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.RunFiles;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.StagedPeople;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.mapping.RecordMapper;
import dev.audiencesync.plan.Chosen;
import dev.audiencesync.plan.ExportReading;
import dev.audiencesync.plan.IntercomView;
import dev.audiencesync.plan.PeopleIndex;
import dev.audiencesync.plan.Remapping;
import dev.audiencesync.plan.TakenAttributes;
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
     * Forgets every earlier attempt to read this run and loads the index.
     *
     * @param tags those that Intercom has, where deleted ones are to be forgotten
     */
    void begin(Optional<Collection<IntercomView.Tag>> tags) {
        tallies.clear();
        long run = context.run().id();
        new StagedPeople(context.store()).clear(run);
        new Rejects(context.store()).clear(run);
        new RunStore(context.store()).clearNotes(run);
        noteForWhom();
        tags.ifPresent(present -> DeletedTags.forget(context, present));
        PeopleIndex index = new PeopleIndex(!context.snapshot());
        Instant lookAgainBefore = Looked.staleBefore(context.clock().instant());
        new PeopleLedger(context.store())
                .scan(context.run().workspaceId(), context.run().job(), (key, state, newestBy, lookedAt) -> {
                    boolean stale = lookedAt != null && lookedAt.isBefore(lookAgainBefore);
                    index.remember(key, stale ? null : state, newestBy);
                });
        ExportReading begun = new ExportReading(
                index,
                context.definition().mappingFingerprints(),
                mapper.conditionLeaves(),
                new Chosen(context.run().canary()),
                TakenAttributes.of(context.definition(), context.reads()));
        reading = begun;
        if (!context.snapshot()) {
            readDeferred(begun);
        }
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
        new StagedPeople(context.store()).insert(context.run().id(), staged);
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

    Tally tally(String file) {
        return tallies.computeIfAbsent(file, name -> new Tally());
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
