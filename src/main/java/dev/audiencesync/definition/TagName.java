package dev.audiencesync.definition;

import dev.audiencesync.definition.Condition.Question;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What an add-tag action calls its tag, or its tags. */
public sealed interface TagName {

    /** How messages speak of it. */
    String described();

    /** One tag, by its name, trimmed. */
    record Fixed(String name) implements TagName {
        @Override
        public String described() {
            return "the tag `" + Found.shortened(name) + "`";
        }
    }

    /**
     * One tag for every group that is matched: the prefix and the group's name, trimmed.
     *
     * @param leaf the question's number among all leaves of the definition; those of the audiences that locations tell of
     *     follow it
     */
    record Pattern(int leaf, Question.InAny groups, String prefix) implements TagName {

        @Override
        public String described() {
            return "the tag of each " + groups.kind().word();
        }

        /** The tag of the group with this name. */
        public String tagOf(String group) {
            return (prefix + group).strip();
        }

        /** The questions about audiences that locations tell of: of each, the newest word counts for itself. */
        public List<Condition.Leaf> toldLeaves() {
            return IntStream.range(0, groups.told().size())
                    .mapToObj(i -> new Condition.Leaf(
                            leaf + 1 + i, new Question.InAudience(groups.told().get(i), groups.haveColumns())))
                    .toList();
        }

        /**
         * The part of a record that holds those of its groups that have columns of their own, by name. No column is called
         * so, since columns' names are stripped.
         */
        public String columnsPart() {
            return " " + leaf;
        }

        /**
         * Whether the pattern takes in a group of its kind that stands in a column, by any of its names and in any case: a
         * database writes names in one of its own.
         */
        boolean takesInColumn(List<String> names) {
            return groups.haveColumns()
                    && new GroupMatcher(new Question.InAny(
                                    groups.kind(), folded(groups.only()), folded(groups.told()), true))
                            .matchesAny(folded(names));
        }

        /** The names in {@code only} that mean one group each, but those that locations tell of. */
        List<String> namedAlone() {
            return groups.only().stream()
                    .filter(NamePattern::isPlain)
                    .filter(name -> groups.told().stream().noneMatch(told -> new TealiumName(told).matches(name)))
                    .toList();
        }

        /** Whether the definition says that the pattern makes a tag of this name. */
        boolean mayMake(String tag) {
            return namedGroupOf(tag).isPresent()
                    || groups.told().stream()
                            .anyMatch(audience -> tagOf(audience).equalsIgnoreCase(tag.strip()));
        }

        /**
         * The name of the group whose tag this is, if the pattern names that group; never that of an audience that
         * locations tell of. What a wildcard might take in is nobody's before a record names it.
         */
        Optional<String> namedGroupOf(String tag) {
            String name = tag.strip();
            if (!name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return Optional.empty();
            }
            String group = name.substring(prefix.length());
            boolean isName = !group.isEmpty() && group.equals(group.strip());
            return isName && namedInAnyCase().matches(folded(group), folded(group))
                    ? Optional.of(group)
                    : Optional.empty();
        }

        private GroupMatcher namedInAnyCase() {
            return new GroupMatcher(new Question.InAny(
                    groups.kind(),
                    folded(groups.only().stream().filter(NamePattern::isPlain).toList()),
                    folded(groups.told()),
                    groups.haveColumns()));
        }

        private static List<String> folded(List<String> texts) {
            return texts.stream().map(Pattern::folded).toList();
        }

        /** Tags compare without case. */
        private static String folded(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    }
}
