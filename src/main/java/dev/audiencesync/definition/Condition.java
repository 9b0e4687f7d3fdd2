package dev.audiencesync.definition;

import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.GroupKind;
import java.util.List;
import java.util.Optional;

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

        /** @param hasColumn whether the audience may have a column of its own */
        record InAudience(String audience, boolean hasColumn) implements Question {
            public InAudience(String audience) {
                this(audience, false);
            }
        }

        /** @param hasColumn as of an audience */
        record HasBadge(String badge, boolean hasColumn) implements Question {
            public HasBadge(String badge) {
                this(badge, false);
            }
        }

        /**
         * Asked by a tag pattern: holds where any of the record's groups matches.
         *
         * @param only names or ids, with {@code *} and {@code ?}
         * @param told audiences that would match and that locations tell of: each is asked about by itself, and none is
         *     among the groups
         * @param haveColumns whether each of the groups may have a column of its own
         */
        record InAny(GroupKind kind, List<String> only, List<String> told, boolean haveColumns) implements Question {
            public InAny(GroupKind kind, List<String> only) {
                this(kind, only, List.of(), false);
            }
        }

        /** Of one tag that a pattern makes: holds where the group with this name is among those that match. */
        record InOne(GroupKind kind, String name) implements Question {

            /** What has to be in some record of a run for {@link ConditionFacts#IN_COLUMNS} to tell of the group. */
            public String column() {
                return kind.word() + " column: " + name;
            }
        }

        /**
         * Holds where the flag is present and true.
         *
         * @param hasColumn as of an audience
         */
        record HasFlag(String flag, boolean hasColumn) implements Question {
            public HasFlag(String flag) {
                this(flag, false);
            }
        }

        /** Holds where the record's own value at the pointer is true: a CSV column. */
        record IsTrue(String pointer) implements Question {}

        /** Holds where the record's value at the pointer is this scalar: String, BigDecimal or Boolean. */
        record Equals(String pointer, Object value) implements Question {}

        /** The part of a record the question looks into. */
        default String part() {
            return Reference.of(this).container();
        }

        /** What it asks for, where that may be known without the rest of its part. */
        default Optional<String> alone() {
            if (this instanceof InAudience in && in.hasColumn()) {
                return Optional.of(in.audience());
            }
            if (this instanceof HasBadge has && has.hasColumn()) {
                return Optional.of(has.badge());
            }
            return this instanceof HasFlag has && has.hasColumn() ? Optional.of(has.flag()) : Optional.empty();
        }

        /**
         * What has to be in some record of a run for the answers to count: the question's part, or only what it asks for,
         * where that may be known alone. A container that no record of a run carries is unknown, not empty.
         */
        default String container() {
            return alone().map(name -> part() + ": " + name).orElseGet(this::part);
        }
    }
}
