package dev.audiencesync.definition;

import dev.audiencesync.person.GroupKind;
import java.util.List;

/** When an action applies to a record. */
public sealed interface Condition {

    record Always() implements Condition {}

    record All(List<Condition> conditions) implements Condition {}

    record Any(List<Condition> conditions) implements Condition {}

    record Not(Condition condition) implements Condition {}

    /**
     * A question put to the record.
     *
     * @param index its place among all leaves of the definition, from 0, in the order they are written
     */
    record Leaf(int index, Question question) implements Condition {}

    /** What a leaf asks. Names of audiences, badges and flags match a name or an id. */
    sealed interface Question {

        record InAudience(String audience) implements Question {}

        record HasBadge(String badge) implements Question {}

        /**
         * Asked by a tag pattern: holds where any of the record's groups matches.
         *
         * @param only names or ids, with {@code *} and {@code ?}
         */
        record InAny(GroupKind kind, List<String> only) implements Question {}

        /** Of one tag that a pattern makes: holds where the group with this name is among those that match. */
        record InOne(GroupKind kind, String name) implements Question {}

        /** Holds where the flag is present and true. */
        record HasFlag(String flag) implements Question {}

        /** Holds where the record's own value at the pointer is true: a CSV column. */
        record IsTrue(String pointer) implements Question {}

        /** Holds where the record's value at the pointer is this scalar: String, BigDecimal or Boolean. */
        record Equals(String pointer, Object value) implements Question {}

        /**
         * The part of a record the question looks into. A container that no record of a run carries is unknown, not
         * empty.
         */
        default String container() {
            if (this instanceof InAudience) {
                return GroupKind.AUDIENCE.container();
            }
            if (this instanceof HasBadge) {
                return GroupKind.BADGE.container();
            }
            if (this instanceof InAny any) {
                return any.kind().container();
            }
            if (this instanceof InOne one) {
                return one.kind().container();
            }
            if (this instanceof HasFlag) {
                return "flags";
            }
            if (this instanceof IsTrue column) {
                return JsonPointer.firstName(column.pointer());
            }
            return JsonPointer.firstName(((Equals) this).pointer());
        }
    }
}
