package dev.audiencesync.person;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one record says to each leaf of the definition's conditions, in the definition's order: {@code T} holds,
 * {@code F} does not, {@code A} the container asked about (audiences, badges…) is absent from the record.
 *
 * <p>Whether {@code A} means "not a member" or "unknown" is known only after the whole export was read: a container that
 * no record carries is unknown. So the facts are kept, and conditions are decided in the plan.
 *
 * @param groups by the leaf of a tag pattern, the person's groups that match it, in their order; no entry where none does
 * @param columns by the leaf of a tag pattern that is answered {@code C}, what the cells of the other groups say
 */
public record ConditionFacts(String answers, Map<Integer, List<Group>> groups, Map<Integer, GroupCells> columns) {

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
     * To a tag pattern: the record tells of groups that have columns of their own, each in a cell. Of one whose column its
     * file does not have it says nothing, whatever other files say.
     */
    public static final char IN_COLUMNS = 'C';

    public ConditionFacts {
        groups = Map.copyOf(groups);
        columns = columns.isEmpty() ? Map.of() : withoutEmpty(columns);
    }

    public ConditionFacts(String answers, Map<Integer, List<Group>> groups) {
        this(answers, groups, Map.of());
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

    private static Map<Integer, GroupCells> withoutEmpty(Map<Integer, GroupCells> columns) {
        Map<Integer, GroupCells> cells = new HashMap<>(columns);
        cells.values().removeIf(GroupCells.NONE::equals);
        return Map.copyOf(cells);
    }

    /** What the cells of groups say that the person is not in. */
    public GroupCells cells(int leaf) {
        return columns.getOrDefault(leaf, GroupCells.NONE);
    }

    /**
     * The facts without empty cells, which say something only beside the records of their own run: of those groups nothing
     * is known.
     */
    public ConditionFacts withoutBlankCells() {
        Map<Integer, GroupCells> filled = new HashMap<>();
        columns.forEach((leaf, cells) -> filled.put(leaf, new GroupCells(cells.denied(), Set.of())));
        return new ConditionFacts(answers, groups, filled);
    }

    /**
     * The same with what its run did not know, to be kept for another run.
     *
     * @param leaves those that ask about a container that was in no record
     */
    public ConditionFacts without(Set<Integer> leaves) {
        StringBuilder known = new StringBuilder(answers);
        for (int leaf = 0; leaf < answers.length(); leaf++) {
            if (answer(leaf) == ABSENT && leaves.contains(leaf)) {
                known.setCharAt(leaf, UNASKED);
            }
        }
        return new ConditionFacts(known.toString(), groups, columns);
    }

    /** As they stand in another run than the one that read the record: what the record does not carry is not had. */
    public ConditionFacts decided() {
        return new ConditionFacts(answers.replace(ABSENT, FAILS), groups, columns);
    }
}
