package dev.audiencesync.definition;

import dev.audiencesync.definition.Condition.Question;
import dev.audiencesync.person.GroupKind;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads what an add-tag action calls its tag: a name, or a pattern that makes one for each audience or badge. */
final class TagNameReader {

    static final TagName STAND_IN = new TagName.Fixed("");

    /** Leaves room for every name that an export can hold. */
    private static final int LONGEST_PREFIX = 255 - ExportedName.LONGEST;

    private static final String FIX = "say which, with `*` and `?` where you like: `only: [ VIP, \"Trial *\" ]`";

    private final NodeReader reader;
    private final RecordShape shape;
    private final ConditionReader conditions;
    private final Set<String> toldAudiences;

    /**
     * Makes a reader.
     *
     * @param conditions number a pattern's questions among all others
     * @param toldAudiences of which locations tell
     */
    TagNameReader(NodeReader reader, RecordShape shape, ConditionReader conditions, Set<String> toldAudiences) {
        this.reader = reader;
        this.shape = shape;
        this.conditions = conditions;
        this.toldAudiences = toldAudiences;
    }

    TagName read(Node node, String name) {
        return node instanceof MappingNode
                ? pattern(reader.section(node, name, Keys.TAG_PATTERN))
                : new TagName.Fixed(reader.text(node, name).strip());
    }

    private TagName pattern(Section section) {
        GroupKind kind = section.require(
                "each",
                "add `each: audience` or `each: badge`, or write a text for one tag",
                GroupKind.AUDIENCE,
                (node, name) -> reader.choice(node, name, Choices.GROUP_KIND, GroupKind.AUDIENCE));
        List<String> only = section.require("only", FIX + "; `only: [ \"*\" ]` is all of them", List.of(), this::only);
        String prefix = section.read("prefix", "", this::prefix);
        int leaf = conditions.nextLeaf();
        List<String> told = told(new Question.InAny(kind, only));
        told.forEach(each -> conditions.nextLeaf());
        return new TagName.Pattern(leaf, new Question.InAny(kind, only, told, shape.mayHaveColumns()), prefix);
    }

    private List<String> told(Question.InAny question) {
        GroupMatcher matcher = new GroupMatcher(question);
        return toldAudiences.stream()
                .filter(audience -> question.kind() == GroupKind.AUDIENCE && matcher.matches(audience, audience))
                .toList();
    }

    private List<String> only(Node node, String name) {
        return reader.list(node, name, FIX).stream()
                .map(item -> reader.name(item, "a name of " + name).strip())
                .toList();
    }

    private String prefix(Node node, String name) {
        String prefix = reader.text(node, name).stripLeading();
        if (prefix.codePointCount(0, prefix.length()) > LONGEST_PREFIX) {
            reader.problem(
                    node,
                    name + " is longer than " + LONGEST_PREFIX + " characters",
                    "shorten it: with a name of up to " + ExportedName.LONGEST
                            + " characters it has to fit into a tag's 255");
        }
        return prefix;
    }
}
