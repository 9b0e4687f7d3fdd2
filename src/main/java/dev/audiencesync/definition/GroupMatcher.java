package dev.audiencesync.definition;

import dev.audiencesync.definition.Condition.Question;
import java.util.List;

/** A pattern's question, made ready to be asked of many groups. */
public final class GroupMatcher {

    private final List<NamePattern> patterns;
    private final List<TealiumName> told;

    public GroupMatcher(Question.InAny question) {
        patterns = question.only().stream().map(NamePattern::new).toList();
        told = question.told().stream().map(TealiumName::new).toList();
    }

    /** Whether the group is taken in, by its name or its id. */
    public boolean matches(String id, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name) || pattern.matches(id))
                && told.stream().noneMatch(audience -> audience.matches(name) || audience.matches(id));
    }

    /** Whether the group is taken in by any of its names. */
    boolean matchesAny(List<String> names) {
        return names.stream().anyMatch(name -> patterns.stream().anyMatch(pattern -> pattern.matches(name)))
                && names.stream().noneMatch(name -> told.stream().anyMatch(audience -> audience.matches(name)));
    }
}
