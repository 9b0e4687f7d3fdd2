package dev.audiencesync.person;

/**
 * What one record says to each leaf of the definition's conditions, in the definition's order: {@code T} holds,
 * {@code F} does not, {@code A} the container asked about (audiences, badges…) is absent from the record.
 *
 * <p>Whether {@code A} means "not a member" or "unknown" is known only after the whole export was read: a container that
 * no record carries is unknown. So the facts are kept, and conditions are decided in the plan.
 */
public record ConditionFacts(String answers) {

    public static final ConditionFacts NONE = new ConditionFacts("");

    public static final char HOLDS = 'T';
    public static final char FAILS = 'F';
    public static final char ABSENT = 'A';

    /** Of a record that was mapped with another definition, which did not ask. */
    public static final char UNASKED = 'U';

    public char answer(int leaf) {
        return answers.charAt(leaf);
    }
}
