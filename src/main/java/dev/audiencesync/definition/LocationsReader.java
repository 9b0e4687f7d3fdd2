package dev.audiencesync.definition;

import java.nio.file.FileSystems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads where the files are: a glob, or a list of globs and of locations that say what being there means. */
final class LocationsReader {

    private final NodeReader reader;
    private final Map<Source.Location, Node> telling = new HashMap<>();

    LocationsReader(NodeReader reader) {
        this.reader = reader;
    }

    List<Source.Location> read(Node node, String name) {
        if (!(node instanceof SequenceNode)) {
            return List.of(new Source.Location(glob(node, name)));
        }
        List<Source.Location> locations = new ArrayList<>();
        for (Node item : reader.list(node, name, "name at least one file or glob")) {
            Source.Location location = location(item, "an entry of " + name);
            if (telling.containsKey(opposite(location))) {
                reader.problem(
                        item,
                        "`" + Found.shortened(location.glob()) + "` is given both as joined and as left for `"
                                + location.audience() + "`",
                        "keep one of the two");
            }
            if (location.tells()) {
                telling.put(location, item);
            }
            locations.add(location);
        }
        return List.copyOf(locations);
    }

    private static Source.Location opposite(Source.Location location) {
        Source.Membership other =
                location.membership() == Source.Membership.JOINED ? Source.Membership.LEFT : Source.Membership.JOINED;
        return new Source.Location(location.glob(), other, location.audience());
    }

    private Source.Location location(Node node, String name) {
        if (!(node instanceof MappingNode)) {
            return new Source.Location(glob(node, name));
        }
        Section section = reader.section(node, name, Keys.LOCATION);
        Source.Membership membership = section.read("membership", Source.Membership.FROM_RECORD, this::membership);
        if (membership != Source.Membership.FROM_RECORD && section.isMissing("name")) {
            reader.problem(
                    node,
                    name + " says who joined or left, but not which audience",
                    "add `name:` with the audience's name or id, as the conditions have it");
        }
        String audience = section.read("name", "", reader::name).strip();
        String glob = section.require("location", "add `location: ../exports/1235/*.gz`", "", this::glob);
        boolean named = membership == Source.Membership.FROM_RECORD || !audience.isEmpty();
        return new Source.Location(
                glob, named ? membership : Source.Membership.FROM_RECORD, audience.isEmpty() ? null : audience);
    }

    private Source.Membership membership(Node node, String name) {
        return reader.choice(node, name, Choices.MEMBERSHIP, Source.Membership.FROM_RECORD);
    }

    private String glob(Node node, String name) {
        String location = reader.text(node, name);
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + location.replace("{date}", "2026-11-20"));
        } catch (PatternSyntaxException e) {
            reader.problem(
                    node,
                    name + " is not a glob: " + e.getDescription(),
                    "close its brackets and braces: `[…]`, `{…}`");
        }
        return location;
    }

    /** A location that tells of an audience no condition or pattern asks about would take people in and do nothing with them. */
    void checkAsked(List<Action> actions) {
        Set<String> asked = new HashSet<>();
        for (Action action : actions) {
            collect(action.when(), asked);
            if (action instanceof Action.AddTag tag && tag.name() instanceof TagName.Pattern pattern) {
                asked.addAll(pattern.groups().told());
            }
        }
        telling.forEach((location, node) -> {
            if (!asked.contains(String.valueOf(location.audience()))) {
                refuseUnasked(node, String.valueOf(location.audience()), asked);
            }
        });
    }

    private void refuseUnasked(Node node, String audience, Set<String> asked) {
        Optional<String> meant = Suggestion.nearest(audience, asked);
        reader.problem(
                node,
                "this location tells who is in the audience `" + Found.shortened(audience)
                        + "`, but no condition or tag pattern asks about it",
                meant.map(nearest -> "did you mean `" + Found.shortened(nearest) + "`?")
                        .orElse("write `when: { audience: " + Found.shortened(audience)
                                + " }` at an action; the name has to be the same"));
    }

    private static void collect(Condition condition, Set<String> audiences) {
        if (condition instanceof Condition.Leaf leaf && leaf.question() instanceof Condition.Question.InAudience in) {
            audiences.add(in.audience().strip());
        } else if (condition instanceof Condition.Not not) {
            collect(not.condition(), audiences);
        } else if (condition instanceof Condition.All all) {
            all.conditions().forEach(each -> collect(each, audiences));
        } else if (condition instanceof Condition.Any any) {
            any.conditions().forEach(each -> collect(each, audiences));
        }
    }
}
