package dev.audiencesync.mapping;

import dev.audiencesync.definition.GroupMatcher;
import dev.audiencesync.definition.TagName;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupCells;
import dev.audiencesync.person.GroupKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the groups of a record that one tag pattern matches. */
final class GroupReader {

    private static final int MAX_LENGTH = 255;
    private static final int SHOWN_LENGTH = 60;

    private final TagName.Pattern pattern;
    private final GroupMatcher matcher;
    private final String container;

    GroupReader(TagName.Pattern pattern) {
        this.pattern = pattern;
        this.matcher = new GroupMatcher(pattern.groups());
        this.container = pattern.groups().container();
    }

    int leaf() {
        return pattern.leaf();
    }

    /** Each once and in their order: a record that lists them otherwise says the same. */
    List<Group> read(ObjectNode content) {
        TreeSet<Group> groups = new TreeSet<>();
        if (content.get(pattern.columnsPart()) instanceof ObjectNode columns) {
            columns.propertyStream().forEach(group -> group.getValue()
                    .forEach(id -> groups.add(new Group(id.stringValue(), group.getKey()))));
            return List.copyOf(groups);
        }
        Groups.any(content.path(container), (id, name) -> {
            if (!name.isBlank() && matcher.matches(id, name)) {
                groups.add(new Group(id.isBlank() ? name.strip() : id.strip(), name.strip()));
            }
            return false;
        });
        return List.copyOf(groups);
    }

    /** Of which groups the record says in a column of theirs whether its person is in them, by name. */
    Collection<String> told(ObjectNode content) {
        return columns(content)
                .filter(column -> !column.getValue().isNull())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What the record says in columns of the groups that its person is not in. */
    GroupCells cells(ObjectNode content) {
        List<String> denied = new ArrayList<>();
        List<String> blank = new ArrayList<>();
        columns(content).forEach(column -> {
            if (column.getValue().isNull()) {
                blank.add(column.getKey());
            } else if (column.getValue().isEmpty()) {
                denied.add(column.getKey());
            }
        });
        return denied.isEmpty() && blank.isEmpty() ? GroupCells.NONE : new GroupCells(denied, blank);
    }

    /** Whether the record's file has a column for any of the groups. */
    boolean hasColumns(ObjectNode content) {
        return !content.path(pattern.columnsPart()).isEmpty();
    }

    private Stream<Map.Entry<String, JsonNode>> columns(ObjectNode content) {
        return content.path(pattern.columnsPart()).propertyStream();
    }

    GroupKind kind() {
        return pattern.groups().kind();
    }

    /** A group whose tag Intercom cannot have, so that nobody knows what the record's tags are. */
    Optional<UnusableRecord> problem(List<Group> groups) {
        return groups.stream().map(this::problem).flatMap(Optional::stream).findFirst();
    }

    private Optional<UnusableRecord> problem(Group group) {
        String tag = pattern.tagOf(group.name());
        if (!isSound(tag) || !isSound(group.id())) {
            return Optional.of(new UnusableRecord(
                    "invalid_tag_name",
                    container + ": a name with control characters or half a surrogate pair cannot be a tag's"));
        }
        if (length(tag) > MAX_LENGTH) {
            return Optional.of(tooLong("the tag", tag));
        }
        return length(group.id()) > MAX_LENGTH ? Optional.of(tooLong("the id", group.id())) : Optional.empty();
    }

    private UnusableRecord tooLong(String what, String text) {
        return new UnusableRecord(
                "tag_name_too_long",
                container + ": " + what + " `" + text.substring(0, text.offsetByCodePoints(0, SHOWN_LENGTH)) + "…` has "
                        + length(text) + " characters, at most " + MAX_LENGTH + " are allowed");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isSound(String text) {
        return Scalars.isSound(text) && text.codePoints().noneMatch(Character::isISOControl);
    }
}
