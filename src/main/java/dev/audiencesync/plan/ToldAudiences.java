package dev.audiencesync.plan;

import dev.audiencesync.definition.Condition.Leaf;
import dev.audiencesync.definition.Condition.Question;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Identifiers;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The audiences that folders of joiners and leavers tell of. Of each the newest word counts, over all runs: a record that
 * is older than what is known of its person may still say the newest there is of such an audience. How old each person's
 * newest word of each is stands among the person's ages, as {@code newestBy}, under {@code audience NAME}; and of which
 * visitor it is, where that is known, under {@code visitor of audience NAME}.
 */
public final class ToldAudiences {

    public static final ToldAudiences NONE = new ToldAudiences(Collections.emptySortedMap());

    private static final long NEVER = Long.MIN_VALUE;
    private static final String VISITOR_OF = "visitor of ";
    /** What was read before is older than what is read now, where they say the same of their age. */
    private static final long READ_BEFORE = -1;

    /** By the leaf that asks about the audience, its name among ages. */
    private final SortedMap<Integer, String> names;

    private ToldAudiences(SortedMap<Integer, String> names) {
        this.names = names;
    }

    /** @param leaves all of the definition's */
    public static ToldAudiences of(JobDefinition definition, List<Leaf> leaves) {
        Set<String> told = definition.source().toldAudiences();
        SortedMap<Integer, String> names = new TreeMap<>();
        for (Leaf leaf : leaves) {
            if (leaf.question() instanceof Question.InAudience in
                    && told.contains(in.audience().strip())) {
                names.put(leaf.index(), "audience " + in.audience().strip());
            }
        }
        return new ToldAudiences(names);
    }

    boolean isNone() {
        return names.isEmpty();
    }

    /**
     * The newest word of an audience that earlier runs read of a person.
     *
     * @param said when, as {@code newestBy}
     * @param age what that comes to, now that it is known which visitors were taken over
     */
    record Known(long said, long visitor, RecordAge age) {}

    /** Whether anything is said of any of them. */
    boolean isSaid(ConditionFacts facts) {
        return names.keySet().stream().anyMatch(leaf -> facts.answer(leaf) != ConditionFacts.UNASKED);
    }

    /** How old the answer is that the record gives to the question. */
    RecordAge age(int leaf, DesiredPerson record, RecordAge ofRecord) {
        Long said = record.ages().get(names.getOrDefault(leaf, ""));
        return said == null ? ofRecord : new RecordAge(said, ofRecord.replaced(), said, ofRecord.sequence());
    }

    /** Of a record that is older than what is known of its person, all that may be news: no more than who it is about. */
    DesiredPerson wordsOf(DesiredPerson late) {
        StringBuilder answers = new StringBuilder(String.valueOf(ConditionFacts.UNASKED)
                .repeat(late.facts().answers().length()));
        names.keySet().forEach(leaf -> answers.setCharAt(leaf, late.facts().answer(leaf)));
        Identifiers own = late.identifiers();
        return new DesiredPerson(
                own.externalId() == null ? own : new Identifiers(own.externalId(), null, null),
                Collections.nCopies(late.fields().size(), Collections.emptySortedMap()),
                new ConditionFacts(answers.toString()),
                late.newestBy(),
                late.position(),
                late.ages(),
                late.visitor());
    }

    /**
     * The answers without the words that are older than what is known of their audience. One without any age is news to
     * what earlier runs read, as its record is.
     *
     * @param known what {@link #known} gives
     */
    ConditionFacts news(DesiredPerson record, RecordAge ofRecord, Map<String, Known> known) {
        StringBuilder answers = new StringBuilder(record.facts().answers());
        names.forEach((leaf, name) -> {
            RecordAge age = age(leaf, record, ofRecord);
            Known newest = known.get(name);
            if (newest != null && age.compareTo(newest.age()) < 0 && age.own() != NEVER) {
                answers.setCharAt(leaf, ConditionFacts.UNASKED);
            }
        });
        return answers.toString().equals(record.facts().answers())
                ? record.facts()
                : new ConditionFacts(
                        answers.toString(),
                        record.facts().groups(),
                        record.facts().columns());
    }

    /**
     * How old the newest word of each audience is, so far as is known of a person.
     *
     * @param ages as they were remembered; none of whom an earlier release knew: then any word may have been their newest
     * @param clock how new the newest record is that was read of the person
     */
    SortedMap<String, Known> known(Map<String, Long> ages, long clock, ReplacedVisitors replaced) {
        SortedMap<String, Known> known = new TreeMap<>();
        for (String name : names.values()) {
            long said = ages.isEmpty() ? clock : ages.getOrDefault(name, NEVER);
            long visitor = ages.getOrDefault(VISITOR_OF + name, DesiredPerson.NO_VISITOR);
            known.put(name, new Known(said, visitor, replaced.age(visitor, said, READ_BEFORE)));
        }
        return known;
    }

    /**
     * The ages to be remembered once a record is taken in, of every audience, so that they are known to be known.
     *
     * @param ofRecord the record's own
     */
    SortedMap<String, Long> remembered(DesiredPerson record, long ofRecord, Map<String, Known> known) {
        SortedMap<String, Long> all = new TreeMap<>();
        known.forEach((name, word) -> put(all, name, word.said(), word.visitor()));
        names.forEach((leaf, name) -> {
            long said = record.ages().getOrDefault(name, ofRecord);
            Known newest = known.get(name);
            if (record.facts().answer(leaf) != ConditionFacts.UNASKED
                    && (newest == null || said >= newest.age().newestBy())) {
                put(all, name, said, visitor(leaf, record));
            }
        });
        return all;
    }

    private static void put(Map<String, Long> ages, String name, long said, long visitor) {
        ages.put(name, said);
        if (visitor == DesiredPerson.NO_VISITOR) {
            ages.remove(VISITOR_OF + name);
        } else {
            ages.put(VISITOR_OF + name, visitor);
        }
    }

    /** Of which visitor the answer is that the record gives to the question. */
    long visitor(int leaf, DesiredPerson record) {
        String name = names.getOrDefault(leaf, "");
        return record.ages().containsKey(name)
                ? record.ages().getOrDefault(VISITOR_OF + name, DesiredPerson.NO_VISITOR)
                : record.visitor();
    }

    /** The ages of some answers, by the audiences' names, and of which visitors they are. */
    SortedMap<String, Long> ages(Map<Integer, RecordAge> byLeaf, Map<Integer, Long> visitors) {
        SortedMap<String, Long> ages = new TreeMap<>();
        names.forEach((leaf, name) -> {
            RecordAge age = byLeaf.get(leaf);
            if (age != null) {
                put(ages, name, age.newestBy(), visitors.getOrDefault(leaf, DesiredPerson.NO_VISITOR));
            }
        });
        return ages;
    }
}
