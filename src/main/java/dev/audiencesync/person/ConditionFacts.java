package dev.audiencesync.person;

import java.util.List;
import java.util.Map;

/**
 * What one record says to each leaf of the definition's conditions, in the definition's order: {@code T} holds,
 * {@code F} does not, {@code A} the container asked about (audiences, badges…) is absent from the record.
 *
 * <p>Whether {@code A} means "not a member" or "unknown" is known only after the whole export was read: a container that
 * no record carries is unknown. So the facts are kept, and conditions are decided in the plan.
 *
 * @param groups by the leaf of a tag pattern, the person's groups that match it, in their order; no entry where none does
 */
public record ConditionFacts(String answers, Map<Integer, List<Group>> groups) {

    public static final ConditionFacts NONE = new ConditionFacts("");

    public static final char HOLDS = 'T';
    public static final char FAILS = 'F';
    public static final char ABSENT = 'A';

    /**
     * The record says nothing: it was mapped with another definition, which did not ask, or stands at a location that
     * tells of other audiences than the one asked about. An older record's answer stands.
     */
    public static final char UNASKED = 'U';

    /**
     * To a tag pattern: the record tells of groups that have columns of their own, each in a cell. Of one without a column
     * it says nothing, and one without an answer in its cell counts as not had only if some record of the run has one.
     */
    public static final char IN_COLUMNS = 'C';

    public ConditionFacts {
        groups = Map.copyOf(groups);
    }

    public ConditionFacts(String answers) {
        this(answers, Map.of());
    }

    public char answer(int leaf) {
        return answers.charAt(leaf);
    }

    /** Whether the group with this name is among those that match the pattern with this leaf. */
    public boolean isIn(int leaf, String name) {
        for (Group group : groups(leaf)) {
            if (group.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The person's groups that match the pattern with this leaf. */
    public List<Group> groups(int leaf) {
        return groups.getOrDefault(leaf, List.of());
    }
}
