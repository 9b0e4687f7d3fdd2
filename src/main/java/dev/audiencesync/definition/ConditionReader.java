package dev.audiencesync.definition;

import dev.audiencesync.definition.Condition.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads conditions, and numbers their leaves in the order they are written: one reader for a whole definition. */
final class ConditionReader {

    private final NodeReader reader;
    private final RecordShape shape;
    private int leaves;

    ConditionReader(NodeReader reader, RecordShape shape) {
        this.reader = reader;
        this.shape = shape;
    }

    Condition read(Node node, String name) {
        if (!(node instanceof MappingNode)) {
            reader.wrongType(node, name, "a condition", "write a mapping such as `{ audience: VIP }`");
            return new Condition.Always();
        }
        Section section = reader.section(node, name, Keys.CONDITION);
        List<Condition> conditions = new ArrayList<>();
        for (NodeReader.Entry entry : section.entries()) {
            conditions.add(read(entry));
        }
        if (Found.isEmptyMapping(node)) {
            reader.problem(
                    node,
                    name + " asks nothing",
                    "write a condition such as `{ audience: VIP }`; without `when` an action always applies");
        }
        return all(conditions);
    }

    private Condition read(NodeReader.Entry entry) {
        Node node = entry.value();
        String name = "`" + entry.name() + "`";
        return switch (entry.name()) {
            case "audience" -> leaf(new Question.InAudience(member(entry, name), shape.mayHaveColumns()));
            case "badge" -> leaf(new Question.HasBadge(member(entry, name), shape.mayHaveColumns()));
            case "flag" -> leaf(shape.flag(reader.name(node, name)));
            case "equals" -> all(equal(node));
            case "not" -> new Condition.Not(read(node, name));
            case "all" -> list(node, name, Condition.All::new);
            default -> list(node, name, Condition.Any::new);
        };
    }

    private String member(NodeReader.Entry entry, String name) {
        shape.checkMembership(entry.key(), entry.name());
        return reader.name(entry.value(), name);
    }

    private Condition list(Node node, String name, Function<List<Condition>, Condition> combined) {
        List<Condition> conditions = new ArrayList<>();
        for (Node item : reader.list(node, name, "write `[ { audience: A }, { audience: B } ]`")) {
            conditions.add(read(item, "a condition of " + name));
        }
        return combined.apply(List.copyOf(conditions));
    }

    private List<Condition> equal(Node node) {
        List<Condition> conditions = new ArrayList<>();
        for (NodeReader.Entry entry : reader.entries(node, "`equals`")) {
            if (!JsonPointer.isValid(entry.name())) {
                reader.problem(
                        entry.key(),
                        "`equals` must name a place in the record, but names `" + Found.shortened(entry.name()) + "`",
                        "write a JSON Pointer: `/properties/Plan: gold`");
            }
            shape.checkPointer(entry.key(), entry.name());
            String name = "the value of `" + Found.shortened(entry.name()) + "`";
            conditions.add(leaf(new Question.Equals(entry.name(), reader.scalar(entry.value(), name))));
        }
        if (Found.isEmptyMapping(node)) {
            reader.problem(node, "`equals` compares nothing", "write `equals: { /properties/Plan: gold }`");
        }
        return conditions;
    }

    private Condition leaf(Question question) {
        return new Condition.Leaf(nextLeaf(), question);
    }

    /** The number of a question that is put next. */
    int nextLeaf() {
        return leaves++;
    }

    private static Condition all(List<Condition> conditions) {
        return conditions.size() == 1 ? conditions.get(0) : new Condition.All(List.copyOf(conditions));
    }
}
