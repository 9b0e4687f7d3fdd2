package dev.audiencesync.definition;

import dev.audiencesync.definition.Action.AddTag;
import dev.audiencesync.definition.Condition.Question;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A definition in which every tag has its name: in the place of a pattern stands an action for each tag that it is known
 * to make, so that all rules of tags hold of those as of any other.
 */
public final class NamedTags {

    private final Map<GroupKind, ? extends Collection<Group>> groups;
    private final Set<String> tags;

    private NamedTags(Map<GroupKind, ? extends Collection<Group>> groups, Collection<String> tags) {
        this.groups = groups;
        this.tags = new LinkedHashSet<>(tags);
    }

    /**
     * Names the tags.
     *
     * @param groups that records were in
     * @param tags further tags, which a pattern makes too where it names their groups: what it says of a group that no
     *     record is known to name is said of that group's tag all the same
     */
    public static JobDefinition of(
            JobDefinition definition, Map<GroupKind, ? extends Collection<Group>> groups, Collection<String> tags) {
        NamedTags naming = new NamedTags(groups, tags);
        naming.noteTags(definition);
        List<Action> actions = new ArrayList<>();
        for (Action action : definition.actions()) {
            if (action instanceof AddTag tag && tag.name() instanceof TagName.Pattern pattern) {
                naming.groupsByTag(pattern)
                        .forEach((name, group) -> actions.add(named(
                                tag,
                                name,
                                new Condition.Leaf(
                                        pattern.leaf(),
                                        new Question.InOne(pattern.groups().kind(), group)))));
                toldOf(pattern).forEach((name, leaf) -> actions.add(named(tag, name, leaf)));
            } else {
                actions.add(action);
            }
        }
        return definition.withActions(actions);
    }

    /** Whether the action stands in the place of a pattern that learns the tag's name from records. */
    public static boolean isOfPattern(AddTag action) {
        Condition first =
                action.when() instanceof Condition.All all ? all.conditions().get(0) : action.when();
        return first instanceof Condition.Leaf leaf && leaf.question() instanceof Question.InOne;
    }

    /** A tag that one action makes is also another's that names its group. */
    private void noteTags(JobDefinition definition) {
        tags.addAll(definition.tagNames());
        for (AddTag tag : definition.tagActions()) {
            if (tag.name() instanceof TagName.Pattern pattern) {
                matching(pattern).forEach(group -> tags.add(pattern.tagOf(group)));
                tags.addAll(toldOf(pattern).keySet());
            }
        }
    }

    /** The pattern's groups by their tags; several spellings of one tag are each a group's. */
    private Map<String, String> groupsByTag(TagName.Pattern pattern) {
        Map<String, String> known = new LinkedHashMap<>();
        Set<String> keys = new LinkedHashSet<>();
        for (String group : matching(pattern)) {
            known.put(pattern.tagOf(group), group);
            keys.add(key(pattern.tagOf(group)));
        }
        for (String tag : tags) {
            if (keys.add(key(tag))) {
                pattern.namedGroupOf(tag).ifPresent(group -> known.put(tag.strip(), group));
            }
        }
        return known;
    }

    private List<String> matching(TagName.Pattern pattern) {
        GroupMatcher matcher = new GroupMatcher(pattern.groups());
        Collection<Group> ofKind = groups.get(pattern.groups().kind());
        return ofKind == null
                ? List.of()
                : ofKind.stream()
                        .filter(group -> matcher.matches(group.id(), group.name())
                                || pattern.takesInColumn(List.of(group.id(), group.name())))
                        .map(Group::name)
                        .distinct()
                        .toList();
    }

    /** By their tags: they are known by name, whether or not any record was in them. */
    private static Map<String, Condition.Leaf> toldOf(TagName.Pattern pattern) {
        Map<String, Condition.Leaf> told = new LinkedHashMap<>();
        for (Condition.Leaf leaf : pattern.toldLeaves()) {
            told.put(pattern.tagOf(((Question.InAudience) leaf.question()).audience()), leaf);
        }
        return told;
    }

    private static AddTag named(AddTag action, String name, Condition.Leaf in) {
        Condition when = action.when() instanceof Condition.Always ? in : new Condition.All(List.of(in, action.when()));
        return new AddTag(
                action.line(),
                when,
                action.basis(),
                new TagName.Fixed(name),
                action.identifier(),
                action.untag(),
                action.adoptMembers());
    }

    private static String key(String tag) {
        return tag.strip().toLowerCase(Locale.ROOT);
    }
}
