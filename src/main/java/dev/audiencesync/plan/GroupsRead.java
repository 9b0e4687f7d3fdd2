package dev.audiencesync.plan;

import dev.audiencesync.definition.Condition;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The groups that tag patterns matched in any record of an export. */
final class GroupsRead {
    private final Map<Integer, Condition.Question.InAny> patterns = new HashMap<>();
    private final Map<GroupKind, Set<Group>> groups = new EnumMap<>(GroupKind.class);

    GroupsRead(List<Condition.Leaf> leaves) {
        leaves.forEach(leaf -> {
            if (leaf.question() instanceof Condition.Question.InAny pattern) {
                patterns.put(leaf.index(), pattern);
            }
        });
    }

    void note(ConditionFacts facts) {
        patterns.forEach((leaf, pattern) ->
                groups.computeIfAbsent(pattern.kind(), kind -> new HashSet<>()).addAll(facts.groups(leaf)));
    }

    Map<GroupKind, Set<Group>> all() {
        return groups;
    }
}
