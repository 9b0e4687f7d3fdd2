package dev.audiencesync.definition;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the three add-tag actions. */
final class TagActionReader {

    private final NodeReader reader;
    private final RecordShape shape;
    private final ValueReader values;
    private final TagNameReader names;
    private final Map<Action, Node> withoutIdentifier = new HashMap<>();

    TagActionReader(NodeReader reader, RecordShape shape, ValueReader values, TagNameReader names) {
        this.reader = reader;
        this.shape = shape;
        this.values = values;
        this.names = names;
    }

    Action read(Section action, Node node, Condition when, String actionName, Action.Basis basis) {
        Section section = reader.section(node, "`parameters` of " + actionName, Keys.TAG_PARAMETERS);
        refuseOtherIdentifiers(section, actionName, basis);
        String parameter = basis.parameter().connectorName();
        Optional<Value> identifier = section.find(parameter)
                .map(value -> values.read(value, "`" + parameter + "`", ValueReader.Use.IDENTIFIER));
        Action tag = new Action.AddTag(
                CreateActionReader.line(action),
                when,
                basis,
                section.require("name", "add the tag's name: `name: VIP`", TagNameReader.STAND_IN, names::read),
                identifier.orElse(null),
                section.read("untag", Action.Untag.NEVER, this::untag),
                section.read("adopt-members", false, reader::truth));
        if (identifier.isEmpty()) {
            withoutIdentifier.put(tag, node);
        }
        return tag;
    }

    /** An action that leaves its identifier to the create action needs one that has it. */
    void checkIdentifiers(List<Action> actions) {
        for (Action action : actions) {
            Node node = withoutIdentifier.get(action);
            if (node != null && action instanceof Action.AddTag tag) {
                Parameter parameter = tag.basis().parameter();
                if (actions.stream().noneMatch(other -> gives(other, parameter))) {
                    String name = parameter.connectorName();
                    reader.problem(
                            node,
                            tag.name().described() + " finds its people by `" + name
                                    + "`, but neither this action nor a " + Keys.CREATE + " has it",
                            "add `" + name + ": " + shape.example() + "`");
                }
            }
        }
    }

    private static boolean gives(Action action, Parameter parameter) {
        return action instanceof Action.CreateOrUpdateUser create
                && create.parameters().containsKey(parameter);
    }

    private void refuseOtherIdentifiers(Section section, String actionName, Action.Basis basis) {
        Keys.TAG_ACTIONS.forEach((otherAction, other) -> {
            String parameter = other.parameter().connectorName();
            if (other != basis) {
                section.key(parameter)
                        .ifPresent(key -> reader.problem(
                                key,
                                actionName + " finds people by `"
                                        + basis.parameter().connectorName() + "`, not by `" + parameter + "`",
                                "write `" + basis.parameter().connectorName() + "`, or use the action `" + otherAction
                                        + "`"));
            }
        });
    }

    /** Quoted, {@code "true"} would be text, and might be meant as a name for anything. */
    private Action.Untag untag(Node node, String name) {
        boolean truth = Found.hasTag(node, Tag.BOOL);
        String word = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        Action.Untag untag = Choices.UNTAG.get(truth ? word.toLowerCase(Locale.ROOT) : word);
        if (untag != null && (truth || untag == Action.Untag.ON_LEAVE)) {
            return untag;
        }
        String choices = Suggestion.quoted(Choices.UNTAG.keySet());
        reader.wrongType(node, name, "one of " + choices, "write one of " + choices + ", without quotes");
        return Action.Untag.NEVER;
    }
}
