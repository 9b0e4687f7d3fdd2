package dev.audiencesync.plan;

import dev.audiencesync.definition.Condition;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.GroupKind;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which of the containers that conditions ask about some record carried, and which audiences and badges had a column: what
 * no record of a run carries is unknown, not empty. Not thread-safe.
 */
final class CarriedContainers {
    private final List<Condition.Leaf> leaves;
    private final boolean[] answered;
    private boolean allAnswered;
    private final Map<GroupKind, Set<String>> columns = new EnumMap<>(GroupKind.class);

    /** @param leaves the conditions that a record answers itself */
    CarriedContainers(List<Condition.Leaf> leaves) {
        this.leaves = leaves;
        this.answered = new boolean
                [leaves.stream().mapToInt(Condition.Leaf::index).max().orElse(-1) + 1];
    }

    /** Takes in a record's answers. */
    void note(ConditionFacts facts) {
        if (allAnswered) {
            return;
        }
        allAnswered = true;
        for (int leaf = 0; leaf < answered.length; leaf++) {
            char answer = facts.answer(leaf);
            answered[leaf] |= answer != ConditionFacts.ABSENT && answer != ConditionFacts.UNASKED;
            allAnswered &= answered[leaf];
        }
    }

    /** Takes in of which audiences and badges a record says in a column of theirs whether its person is in them, by name. */
    void noteColumns(Map<GroupKind, Set<String>> told) {
        told.forEach((kind, names) ->
                columns.computeIfAbsent(kind, any -> new HashSet<>()).addAll(names));
    }

    /** The audiences and badges that some record told of in a column; no entry for a kind of which none did. */
    Map<GroupKind, Set<String>> columns() {
        return columns;
    }

    /** The containers conditions ask about that no record carried. */
    Set<String> unknown() {
        Set<String> unknown = new TreeSet<>();
        Set<String> carried = new HashSet<>();
        for (Condition.Leaf leaf : leaves) {
            (answered[leaf.index()] ? carried : unknown).add(leaf.question().container());
        }
        unknown.removeAll(carried);
        return unknown;
    }

    /** The leaves that ask about one of the containers. */
    Set<Integer> leavesOf(Set<String> containers) {
        return leaves.stream()
                .filter(leaf -> containers.contains(leaf.question().container()))
                .map(Condition.Leaf::index)
                .collect(Collectors.toSet());
    }
}
