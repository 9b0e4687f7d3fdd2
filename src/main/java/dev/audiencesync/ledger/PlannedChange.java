package dev.audiencesync.ledger;

import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.RideAlong;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One change of a plan.
 *
 * @param personSeq the {@link PlannedPerson} it is for
 * @param tag the tag's name as the definition spells it; null for creates and updates
 * @param fields what a create or update sends; empty for the others
 * @param reason one clause for people: {@code name, plan changed}, {@code audience VIP no longer names it}
 * @param commanded whether an untag is the definition's command: the tag goes whoever put it on, and with it everybody's
 *     ownership
 * @param whole what the person is created anew with, should Intercom have deleted the contact
 */
public record PlannedChange(
        long seq,
        long personSeq,
        ChangeKind kind,
        @Nullable String tag,
        SortedMap<String, FieldValue> fields,
        String reason,
        Cause cause,
        boolean commanded,
        Whole whole) {

    /** People a wave holds at most. */
    public static final int WAVE = 10_000;

    /** A change that is no command, for somebody who is not created anew. */
    public PlannedChange(
            long seq,
            long personSeq,
            ChangeKind kind,
            @Nullable String tag,
            SortedMap<String, FieldValue> fields,
            String reason,
            Cause cause) {
        this(seq, personSeq, kind, tag, fields, reason, cause, false, Whole.NONE);
    }

    PlannedChange as(ChangeKind other) {
        return new PlannedChange(seq, personSeq, other, tag, fields, reason, cause, commanded, whole);
    }

    PlannedChange anew() {
        return new PlannedChange(seq, personSeq, ChangeKind.CREATE, tag, whole.fields(), reason, cause);
    }

    /** What Intercom holds of the person since it was carried out so. */
    SortedMap<String, FieldValue> sent(Outcome.Applied applied) {
        return RideAlong.without(applied.anew() ? whole.fields() : fields);
    }

    /** A command follows the writes: one of them may be what finds the person in Intercom. */
    public ChangeKind.Phase phase() {
        return commanded ? ChangeKind.Phase.TAG : kind.phase();
    }

    /** Tags follow their people closely on a long night: a plan is applied wave by wave. */
    public int wave() {
        return wave(personSeq);
    }

    static int wave(long personSeq) {
        return (int) ((personSeq - 1) / WAVE);
    }
}
