package dev.audiencesync.plan;

import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.person.DesiredPerson;
import java.util.Objects;
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

    int records() {
        return records;
    }

    /** The newest record with what the others add to it; at least one was added. */
    StagedPerson result(ExportReading reading) {
        StagedPerson last = Objects.requireNonNull(newest, "A person to merge has records");
        DesiredPerson desired = last.desired();
        DesiredPerson merged = new DesiredPerson(
                fieldwise ? fields.identifiers() : desired.identifiers(),
                fieldwise ? fields.byAction(desired.fields().size()) : desired.fields(),
                answers.facts(),
                desired.newestBy(),
                desired.position(),
                fieldwise ? fields.ages() : desired.ages(),
                desired.visitor());
        return new StagedPerson(last.seq(), last.key(), reading.state(merged), merged);
    }
}
