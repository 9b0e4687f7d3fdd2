package dev.audiencesync.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the tags that are to go, and checks that no action still speaks of them. Names compare without case. */
final class RetiredTagsReader {

    private final NodeReader reader;
    private final List<Action> actions;

    RetiredTagsReader(NodeReader reader, List<Action> actions) {
        this.reader = reader;
        this.actions = actions;
    }

    List<String> read(Node node, String name) {
        List<String> tags = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Node item : reader.list(node, name, "write `[ NAME ]`, or remove it")) {
            String tag = reader.text(item, "a tag of " + name).strip();
            String key = key(tag);
            if (!tag.isEmpty() && !keys.add(key)) {
                reader.problem(item, name + " has `" + Found.shortened(tag) + "` twice", "keep one of the two");
            }
            stillNamed(tag).ifPresent(action -> refuse(item, tag, action));
            tags.add(tag);
        }
        return List.copyOf(tags);
    }

    private void refuse(Node item, String tag, Action.AddTag action) {
        boolean byName = action.name() instanceof TagName.Fixed;
        reader.problem(
                item,
                "the tag `" + Found.shortened(tag) + "` is retired, but the action on line " + action.line()
                        + (byName ? " names it" : " makes it"),
                (byName ? "remove that action" : "take its name out of `only` there")
                        + ", or take the tag out of `retired-tags`");
    }

    private Optional<Action.AddTag> stillNamed(String tag) {
        return actions.stream()
                .filter(Action.AddTag.class::isInstance)
                .map(Action.AddTag.class::cast)
                .filter(action -> names(action.name(), tag))
                .findFirst();
    }

    private static boolean names(TagName name, String tag) {
        return name instanceof TagName.Pattern pattern
                ? pattern.mayMake(tag)
                : key(((TagName.Fixed) name).name()).equals(key(tag));
    }

    private static String key(String tag) {
        return tag.toLowerCase(Locale.ROOT);
    }
}
