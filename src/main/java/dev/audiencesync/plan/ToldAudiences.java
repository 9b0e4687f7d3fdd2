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
 * newest word of each is stands among the person's ages, as {@code newestBy}, under {@code audience NAME}.
 */
public final class ToldAudiences {

    public static final ToldAudiences NONE = new ToldAudiences(Collections.emptySortedMap());

    private static final long NEVER = Long.MIN_VALUE;

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
     * @param known the ages that {@link #known} gives
     */
    ConditionFacts news(DesiredPerson record, RecordAge ofRecord, Map<String, Long> known) {
        StringBuilder answers = new StringBuilder(record.facts().answers());
        names.forEach((leaf, name) -> {
            RecordAge age = age(leaf, record, ofRecord);
            long newest = known.getOrDefault(name, NEVER);
            boolean isOlder = age.newestBy() < newest || (age.replaced() && age.newestBy() == newest);
            if (isOlder && age.own() != NEVER) {
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
    SortedMap<String, Long> known(Map<String, Long> ages, long clock) {
        SortedMap<String, Long> known = new TreeMap<>();
        names.values().forEach(name -> known.put(name, ages.isEmpty() ? clock : ages.getOrDefault(name, NEVER)));
        return known;
    }

    /**
     * The ages to be remembered once a record is taken in, of every audience, so that they are known to be known.
     *
     * @param ofRecord the record's own
     */
    SortedMap<String, Long> remembered(DesiredPerson record, long ofRecord, Map<String, Long> known) {
        SortedMap<String, Long> all = new TreeMap<>(known);
        names.forEach((leaf, name) -> {
            if (record.facts().answer(leaf) != ConditionFacts.UNASKED) {
                all.merge(name, record.ages().getOrDefault(name, ofRecord), Math::max);
            }
        });
        return all;
    }

    /** The ages of some answers, by the audiences' names. */
    SortedMap<String, Long> ages(Map<Integer, RecordAge> byLeaf) {
        SortedMap<String, Long> ages = new TreeMap<>();
        names.forEach((leaf, name) -> {
            RecordAge age = byLeaf.get(leaf);
            if (age != null) {
                ages.put(name, age.newestBy());
            }
        });
        return ages;
    }
}
