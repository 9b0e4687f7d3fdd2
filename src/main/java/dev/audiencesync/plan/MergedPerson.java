package dev.audiencesync.plan;

import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of one person made one, in whatever order they come. Each answer is the newest that any of them gives; of
 * visitors, the rest is the newest record's. Of events, each field and identifier is the newest that any of them has.
 */
final class MergedPerson {

    private final boolean fieldwise;
    private final ToldAudiences told;
    private final Map<String, ToldAudiences.Known> known;
    private final MergedFields fields = new MergedFields();
    private final MergedAnswers answers;
    private final Newest current = new Newest();
    private final Newest late = new Newest();
    private boolean asItIs = true;
    private int records;

    /**
     * Begins with none.
     *
     * @param fieldwise whether the records are events
     * @param known how old the newest word of each audience is that earlier runs read
     */
    MergedPerson(boolean fieldwise, ToldAudiences told, Map<String, ToldAudiences.Known> known) {
        this.fieldwise = fieldwise;
        this.told = told;
        this.known = known;
        this.answers = new MergedAnswers(told);
    }

    /** The newest of some records. */
    private static final class Newest {
        private @Nullable StagedPerson record;
        private @Nullable RecordAge age;

        void offer(StagedPerson other, RecordAge otherAge) {
            if (age == null || otherAge.compareTo(age) > 0) {
                record = other;
                age = otherAge;
            }
        }
    }

    void add(StagedPerson record, RecordAge recordAge) {
        records++;
        addAnswers(record.desired(), recordAge);
        if (fieldwise) {
            fields.add(record.desired(), recordAge);
        }
        current.offer(record, recordAge);
    }

    /**
     * Takes in a record that is older than what is known of its person.
     *
     * @return whether it says anything new all the same
     */
    boolean addLate(StagedPerson record, RecordAge recordAge) {
        records++;
        asItIs = false;
        DesiredPerson words = told.wordsOf(record.desired());
        boolean isNews = told.isSaid(addAnswers(words, recordAge));
        if (isNews) {
            late.offer(new StagedPerson(record.seq(), record.key(), record.state(), words), recordAge);
        }
        return isNews;
    }

    private ConditionFacts addAnswers(DesiredPerson record, RecordAge recordAge) {
        ConditionFacts news = told.news(record, recordAge, known);
        asItIs &= news.equals(record.facts());
        answers.add(news, record, recordAge);
        return news;
    }

    /** Whether it is nothing but the record at that place in the reading order. */
    boolean isJust(long sequence) {
        return asItIs && records == 1 && current.record != null && current.record.seq() == sequence;
    }

    /** The newest record with what the others add to it; empty where none was added that says anything. */
    Optional<DesiredPerson> result() {
        return Optional.ofNullable(current.record == null ? late.record : current.record)
                .map(StagedPerson::desired)
                .map(this::withTheOthers);
    }

    private DesiredPerson withTheOthers(DesiredPerson desired) {
        return new DesiredPerson(
                fieldwise ? fields.identifiers() : desired.identifiers(),
                fieldwise ? fields.byAction(desired.fields().size()) : desired.fields(),
                answers.facts(),
                desired.newestBy(),
                desired.position(),
                fieldwise ? fields.ages() : answers.toldAges(),
                desired.visitor());
    }
}
