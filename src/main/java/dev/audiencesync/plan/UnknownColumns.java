package dev.audiencesync.plan;

import dev.audiencesync.definition.Action.AddTag;
import dev.audiencesync.definition.Condition;
import dev.audiencesync.definition.Condition.Question.InOne;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.TagName;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.person.GroupKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The groups of tag patterns that no record of a run tells of, though its audiences or badges have columns: the column is
 * gone from the header, or empty in every row. Who is in them is unknown.
 */
final class UnknownColumns {
    private final JobDefinition definition;
    private final Map<GroupKind, Set<String>> columns = new HashMap<>();

    /**
     * Makes it.
     *
     * @param definition with every tag that its patterns are known to make
     * @param columns the names that some record told of; kinds without any are in no column, and their lists are whole
     */
    UnknownColumns(JobDefinition definition, Map<GroupKind, Set<String>> columns) {
        this.definition = definition;
        columns.forEach((kind, names) -> this.columns.put(
                kind, names.stream().map(UnknownColumns::folded).collect(Collectors.toSet())));
    }

    /** As {@link InOne#column()} calls them. */
    Set<String> all() {
        return of(definition.tagActions());
    }

    /** Those of certain tags, by their keys. */
    Set<String> ofTags(Set<String> nameKeys) {
        return of(definition.tagActions().stream()
                .filter(action ->
                        action.name() instanceof TagName.Fixed tag && nameKeys.contains(TagLedger.nameKey(tag.name())))
                .toList());
    }

    private Set<String> of(Collection<AddTag> actions) {
        Set<String> unknown = new HashSet<>();
        for (AddTag action : actions) {
            group(action).filter(this::isUnknown).map(InOne::column).ifPresent(unknown::add);
        }
        return unknown;
    }

    /** The group of a tag that a pattern makes. */
    private static Optional<InOne> group(AddTag action) {
        Condition first =
                action.when() instanceof Condition.All all ? all.conditions().get(0) : action.when();
        return first instanceof Condition.Leaf leaf && leaf.question() instanceof InOne one
                ? Optional.of(one)
                : Optional.empty();
    }

    /** A job's files may have been of another kind once, and spelled the name in another case. */
    private boolean isUnknown(InOne group) {
        Set<String> told = columns.get(group.kind());
        return told != null && !told.contains(folded(group.name()));
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
