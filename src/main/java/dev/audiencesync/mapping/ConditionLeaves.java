package dev.audiencesync.mapping;

import dev.audiencesync.definition.Action;
import dev.audiencesync.definition.Condition;
import dev.audiencesync.definition.Condition.Leaf;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.TagName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The leaves of all of a definition's conditions and tag patterns. */
final class ConditionLeaves {

    private ConditionLeaves() {}

    /** In the order of their index. */
    static List<Leaf> of(JobDefinition definition) {
        List<Leaf> leaves = new ArrayList<>();
        for (Action action : definition.actions()) {
            collect(action.when(), leaves);
            if (action instanceof Action.AddTag tag && tag.name() instanceof TagName.Pattern pattern) {
                leaves.add(new Leaf(pattern.leaf(), pattern.groups()));
                leaves.addAll(pattern.toldLeaves());
            }
        }
        leaves.sort(Comparator.comparingInt(Leaf::index));
        for (int i = 0; i < leaves.size(); i++) {
            if (leaves.get(i).index() != i) {
                throw new IllegalArgumentException("The definition's conditions are not numbered from 0 on: " + leaves);
            }
        }
        return List.copyOf(leaves);
    }

    private static void collect(Condition condition, List<Leaf> leaves) {
        if (condition instanceof Leaf leaf) {
            leaves.add(leaf);
        } else if (condition instanceof Condition.Not not) {
            collect(not.condition(), leaves);
        } else if (condition instanceof Condition.All all) {
            all.conditions().forEach(each -> collect(each, leaves));
        } else if (condition instanceof Condition.Any any) {
            any.conditions().forEach(each -> collect(each, leaves));
        }
    }
}
