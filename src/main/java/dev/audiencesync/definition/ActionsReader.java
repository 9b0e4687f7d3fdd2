package dev.audiencesync.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the list of actions, and checks them against each other. */
final class ActionsReader {

    private final NodeReader reader;
    private final ConditionReader conditions;
    private final CreateActionReader creates;
    private final TagActionReader tags;

    /** @param toldAudiences of which locations tell */
    ActionsReader(NodeReader reader, RecordShape shape, Api api, Set<String> toldAudiences) {
        this.reader = reader;
        this.conditions = new ConditionReader(reader, shape);
        ValueReader values = new ValueReader(reader, shape);
        this.creates = new CreateActionReader(reader, shape, values, api);
        this.tags =
                new TagActionReader(reader, shape, values, new TagNameReader(reader, shape, conditions, toldAudiences));
    }

    List<Action> read(Node node, String name, Source.Stream stream) {
        List<Action> actions = new ArrayList<>();
        List<Node> items = reader.list(node, name, "write at least one `- action: …` below it");
        for (Node item : items) {
            action(reader.section(item, "an action", Keys.ACTION), stream).ifPresent(actions::add);
        }
        if (actions.size() == items.size()) {
            tags.checkIdentifiers(actions);
        }
        return List.copyOf(actions);
    }

    private Optional<Action> action(Section section, Source.Stream stream) {
        Condition when = section.read("when", new Condition.Always(), conditions::read);
        String action = section.require("action", "add `action: " + Keys.CREATE + "`", "", this::actionName);
        if (action.isEmpty()) {
            return Optional.empty();
        }
        Action.Basis basis = Keys.TAG_ACTIONS.get(action);
        if (basis != null && stream == Source.Stream.EVENT) {
            reader.problem(
                    section.node(),
                    "`" + action + "` does not exist for `stream: event`: the connector offers its tag actions for"
                            + " AudienceStream only, and `" + Keys.CREATE + "` for both",
                    "tag people from `stream: audience`, or remove the action");
        }
        if (section.find("parameters").isEmpty()) {
            section.require("parameters", "add `parameters: { … }`", action, (node, name) -> action);
            return Optional.empty();
        }
        return section.find("parameters")
                .map(node -> basis == null
                        ? creates.read(section, node, when)
                        : tags.read(section, node, when, action, basis));
    }

    private String actionName(Node node, String name) {
        if (node instanceof ScalarNode scalar && Keys.ACTIONS.contains(scalar.getValue())) {
            return scalar.getValue();
        }
        String written = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        String known = "the connector's actions are " + Suggestion.quoted(Keys.ACTIONS);
        String fix = Suggestion.nearest(written, Keys.ACTIONS)
                .map(nearest -> "did you mean `" + nearest + "`? " + known)
                .orElse(known);
        reader.wrongType(node, name, "an action of the connector", fix);
        return "";
    }
}
