package dev.audiencesync.plan;

import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.Group;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest answer to each of the definition's questions; a record that says nothing leaves an older one's. */
final class MergedAnswers {

    private char[] answers = {};
    private @Nullable RecordAge[] ages = {};
    private final Map<Integer, List<Group>> groups = new HashMap<>();

    void add(ConditionFacts facts, RecordAge age) {
        int count = facts.answers().length();
        if (count > answers.length) {
            int before = answers.length;
            answers = Arrays.copyOf(answers, count);
            Arrays.fill(answers, before, count, ConditionFacts.UNASKED);
            ages = Arrays.copyOf(ages, count);
        }
        for (int leaf = 0; leaf < count; leaf++) {
            RecordAge known = ages[leaf];
            if (facts.answer(leaf) != ConditionFacts.UNASKED && (known == null || age.compareTo(known) > 0)) {
                answers[leaf] = facts.answer(leaf);
                ages[leaf] = age;
                groups.put(leaf, facts.groups(leaf));
            }
        }
    }

    ConditionFacts facts() {
        groups.values().removeIf(List::isEmpty);
        return new ConditionFacts(new String(answers), groups);
    }
}
