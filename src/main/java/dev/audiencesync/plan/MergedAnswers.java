package dev.audiencesync.plan;

import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupCells;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The newest answer to each of the definition's questions; a record that says nothing leaves an older one's. */
final class MergedAnswers {

    private final ToldAudiences told;
    private final StringBuilder answers = new StringBuilder();
    private final Map<Integer, RecordAge> ages = new HashMap<>();
    private final Map<Integer, Long> visitors = new HashMap<>();
    private final Map<Integer, List<Group>> groups = new HashMap<>();
    private final Map<Integer, GroupCells> columns = new HashMap<>();

    MergedAnswers(ToldAudiences told) {
        this.told = told;
    }

    /**
     * Takes in a record's answers.
     *
     * @param facts those of the record's that count
     */
    void add(ConditionFacts facts, DesiredPerson record, RecordAge recordAge) {
        int count = facts.answers().length();
        while (answers.length() < count) {
            answers.append(ConditionFacts.UNASKED);
        }
        for (int leaf = 0; leaf < count; leaf++) {
            RecordAge age = told.age(leaf, record, recordAge);
            RecordAge known = ages.get(leaf);
            if (facts.answer(leaf) != ConditionFacts.UNASKED && (known == null || age.compareTo(known) > 0)) {
                answers.setCharAt(leaf, facts.answer(leaf));
                ages.put(leaf, age);
                visitors.put(leaf, told.visitor(leaf, record));
                groups.put(leaf, facts.groups(leaf));
                columns.put(leaf, facts.cells(leaf));
            }
        }
    }

    ConditionFacts facts() {
        groups.values().removeIf(List::isEmpty);
        return new ConditionFacts(answers.toString(), groups, columns);
    }

    /** How old the answers about told audiences are, and of which visitors. */
    SortedMap<String, Long> toldAges() {
        return told.ages(ages, visitors);
    }
}
