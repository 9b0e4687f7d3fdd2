package dev.audiencesync.plan;

import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.person.DesiredPerson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of one person made one, in whatever order they come. Each answer is the newest that any of them gives; of
 * visitors, the rest is the newest record's. Of events, each field and identifier is the newest that any of them has.
 */
final class MergedPerson {

    private final boolean fieldwise;
    private final MergedFields fields = new MergedFields();
    private final MergedAnswers answers = new MergedAnswers();
    private @Nullable StagedPerson newest;
    private @Nullable RecordAge age;
    private int records;

    /** @param fieldwise whether the records are events */
    MergedPerson(boolean fieldwise) {
        this.fieldwise = fieldwise;
    }

    void add(StagedPerson record, RecordAge recordAge) {
        records++;
        answers.add(record.desired().facts(), recordAge);
        if (fieldwise) {
            fields.add(record.desired(), recordAge);
        }
        if (age == null || recordAge.compareTo(age) > 0) {
            newest = record;
            age = recordAge;
        }
    }

    /** Whether nothing was added but the record at that place in the reading order. */
    boolean isJust(long sequence) {
        return records == 1 && newest != null && newest.seq() == sequence;
    }

    /** The newest record with what the others add to it; empty where none was added. */
    Optional<DesiredPerson> result() {
        return Optional.ofNullable(newest).map(StagedPerson::desired).map(this::withTheOthers);
    }

    private DesiredPerson withTheOthers(DesiredPerson desired) {
        return new DesiredPerson(
                fieldwise ? fields.identifiers() : desired.identifiers(),
                fieldwise ? fields.byAction(desired.fields().size()) : desired.fields(),
                answers.facts(),
                desired.newestBy(),
                desired.position(),
                fieldwise ? fields.ages() : desired.ages(),
                desired.visitor());
    }
}
