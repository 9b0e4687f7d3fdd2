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
            String key = tag.toLowerCase(Locale.ROOT);
            if (!tag.isEmpty() && !keys.add(key)) {
                reader.problem(item, name + " has `" + Found.shortened(tag) + "` twice", "keep one of the two");
            }
            stillNamed(key).ifPresent(line -> refuse(item, tag, line));
            tags.add(tag);
        }
        return List.copyOf(tags);
    }

    private void refuse(Node item, String tag, int line) {
        reader.problem(
                item,
                "the tag `" + Found.shortened(tag) + "` is retired, but the action on line " + line + " names it",
                "remove that action, or take the tag out of `retired-tags`");
    }

    private Optional<Integer> stillNamed(String key) {
        return actions.stream()
                .filter(action -> action instanceof Action.AddTag tag
                        && tag.name().toLowerCase(Locale.ROOT).equals(key))
                .map(Action::line)
                .findFirst();
    }
}
