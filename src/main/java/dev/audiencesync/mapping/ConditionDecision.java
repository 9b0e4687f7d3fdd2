package dev.audiencesync.mapping;

import dev.audiencesync.definition.Condition;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.GroupCells;
import java.util.List;
import java.util.Set;

/**
 * Whether a condition holds, in Kleene's three-valued logic: what is unknown stays unknown unless the rest decides.
 *
 * <p>A record without a container that other records of the run carry is no member; where no record carries it, nobody
 * knows.
 */
public enum ConditionDecision {
    TRUE,
    FALSE,
    UNKNOWN;

    /**
     * Decides.
     *
     * @param unknownContainers see {@link Condition.Question#container()} and {@link Condition.Question.InOne#column()}
     */
    public static ConditionDecision of(Condition condition, ConditionFacts facts, Set<String> unknownContainers) {
        if (condition instanceof Condition.Leaf leaf) {
            return ofLeaf(leaf, facts, unknownContainers);
        }
        if (condition instanceof Condition.Not not) {
            return of(not.condition(), facts, unknownContainers).negated();
        }
        if (condition instanceof Condition.All all) {
            return strongest(FALSE, all.conditions(), facts, unknownContainers);
        }
        if (condition instanceof Condition.Any any) {
            return strongest(TRUE, any.conditions(), facts, unknownContainers);
        }
        return TRUE;
    }

    private static ConditionDecision ofLeaf(Condition.Leaf leaf, ConditionFacts facts, Set<String> unknownContainers) {
        char answer = facts.answer(leaf.index());
        if (answer == ConditionFacts.ABSENT) {
            return unknownContainers.contains(leaf.question().container()) ? UNKNOWN : FALSE;
        }
        if (answer == ConditionFacts.UNASKED) {
            return UNKNOWN;
        }
        if (leaf.question() instanceof Condition.Question.InOne one) {
            return ofOne(one, leaf.index(), facts, unknownContainers);
        }
        return answer == ConditionFacts.HOLDS ? TRUE : FALSE;
    }

    private static ConditionDecision ofOne(
            Condition.Question.InOne one, int leaf, ConditionFacts facts, Set<String> unknownContainers) {
        if (facts.isIn(leaf, one.name())) {
            return TRUE;
        }
        if (facts.answer(leaf) != ConditionFacts.IN_COLUMNS) {
            return FALSE;
        }
        GroupCells cells = facts.cells(leaf);
        boolean known =
                cells.isDenied(one.name()) || (cells.isBlank(one.name()) && !unknownContainers.contains(one.column()));
        return known ? FALSE : UNKNOWN;
    }

    private static ConditionDecision strongest(
            ConditionDecision deciding, List<Condition> conditions, ConditionFacts facts, Set<String> unknown) {
        ConditionDecision result = deciding.negated();
        for (Condition condition : conditions) {
            ConditionDecision decision = of(condition, facts, unknown);
            if (decision == deciding) {
                return deciding;
            }
            result = decision == UNKNOWN ? UNKNOWN : result;
        }
        return result;
    }

    private ConditionDecision negated() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
