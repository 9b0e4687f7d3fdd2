package dev.audiencesync.plan;

import dev.audiencesync.ledger.Looked;
import dev.audiencesync.ledger.NewestRecord;
import dev.audiencesync.ledger.PlanStore;
import dev.audiencesync.ledger.PlannedChange;
import dev.audiencesync.ledger.PlannedPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Numbers people and changes, counts them and stores them a batch at a time. */
final class PlanWriter {
    private final PlanStore plans;
    private final long run;
    private final GuardTally tally = new GuardTally();
    private final Estimate estimate;
    private final Chosen chosen;
    private final List<PlannedPerson> people = new ArrayList<>();
    private final List<PlannedChange> changes = new ArrayList<>();
    private long personSeq;
    private long changeSeq;
    private long exportedWithChanges;

    PlanWriter(PlanStore plans, long run, Estimate estimate, Chosen chosen) {
        this.plans = plans;
        this.run = run;
        this.estimate = estimate;
        this.chosen = chosen;
    }

    /** How a person came into the plan. */
    enum Origin {
        /** By a record of the export. */
        EXPORT,
        /** By a record that an earlier run deferred. */
        DEFERRED,
        /** By no record that had to be staged. */
        UNREAD
    }

    /**
     * The part of a planned person that comes from the record or the ledger.
     *
     * @param state null for who is to be looked at again, whatever the next record says: absent people, and those from
     *     whom something was held back
     * @param heldBack whether that was because a refused record was about them
     */
    record Subject(
            Fingerprint key,
            @Nullable Long personId,
            Identifiers identifiers,
            NewestRecord newest,
            @Nullable Fingerprint state,
            @Nullable Looked looked,
            @Nullable Instant emailUnseenAt,
            SourcePosition position,
            Origin origin,
            @Nullable Long stagedSeq,
            SortedMap<String, Long> ages,
            boolean heldBack) {

        Subject lookedAtAgain() {
            return new Subject(
                    key,
                    personId,
                    identifiers,
                    newest,
                    null,
                    looked,
                    emailUnseenAt,
                    position,
                    origin,
                    stagedSeq,
                    ages,
                    heldBack);
        }
    }

    void add(Subject subject, StandingRefusals.Open open) {
        List<Draft> drafts = open.drafts();
        if (!chosen.admits(!drafts.isEmpty(), open.stands())) {
            return;
        }
        personSeq++;
        people.add(new PlannedPerson(
                personSeq,
                subject.key(),
                subject.personId(),
                subject.identifiers(),
                subject.newest(),
                subject.state(),
                subject.looked(),
                subject.emailUnseenAt(),
                subject.position(),
                subject.stagedSeq(),
                subject.ages(),
                subject.heldBack()));
        for (Draft draft : drafts) {
            changeSeq++;
            changes.add(new PlannedChange(
                    changeSeq,
                    personSeq,
                    draft.kind(),
                    draft.tag(),
                    draft.fields(),
                    draft.reason(),
                    draft.cause(),
                    draft.commanded(),
                    draft.whole()));
            estimate.add(draft, subject.emailUnseenAt() == null);
            tally.add(draft);
        }
        boolean visible = drafts.stream().anyMatch(draft -> !draft.kind().isBookkeeping());
        exportedWithChanges += visible && subject.origin() == Origin.EXPORT ? 1 : 0;
    }

    void flush() {
        plans.insert(run, people, changes);
        people.clear();
        changes.clear();
    }

    Estimate estimate() {
        return estimate;
    }

    GuardTally tally() {
        return tally;
    }

    /** People of the export (absent ones are not) with something to do. */
    long exportedWithChanges() {
        return exportedWithChanges;
    }
}
