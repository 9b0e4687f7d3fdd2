package dev.audiencesync.definition;

import dev.audiencesync.definition.Condition.Question;
import java.util.Locale;
import java.util.Optional;

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
     * @param leaf the question's number among all leaves of the definition
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

        /**
         * The name of the group whose tag this is, if the pattern names that group. What a wildcard might take in is
         * nobody's before a record names it.
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
                    groups.only().stream()
                            .filter(NamePattern::isPlain)
                            .map(Pattern::folded)
                            .toList()));
        }

        /** Tags compare without case. */
        private static String folded(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    }
}
