package dev.audiencesync.definition;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads nodes as what they have to be. Where one is something else, that becomes a problem and a harmless stand-in is
 * returned: reading goes on to the next problem, and no stand-in gets out, since any problem refuses the definition.
 */
final class NodeReader {

    /** A key and its value. */
    record Entry(Node key, String name, Node value) {}

    private final Problems problems;
    private final Placeholders placeholders;

    NodeReader(Problems problems, Placeholders placeholders) {
        this.problems = problems;
        this.placeholders = placeholders;
    }

    void problem(Node at, String message, String fix) {
        problems.add(at.getStartMark(), message, fix);
    }

    Section section(Node node, String name, Collection<String> known) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Set<String> misspelled = new HashSet<>();
        for (Entry entry : entries(node, name)) {
            if (known.contains(entry.name())) {
                entries.put(entry.name(), entry);
            } else {
                Optional<String> meant = Suggestion.nearest(entry.name(), known);
                meant.ifPresent(misspelled::add);
                refuseKey(entry, name, known, meant);
            }
        }
        return new Section(this, node, name, entries, misspelled);
    }

    private void refuseKey(Entry entry, String name, Collection<String> known, Optional<String> meant) {
        String fix = meant.map(nearest -> "did you mean `" + nearest + "`?")
                .orElse("remove it; known here: " + Suggestion.quoted(known));
        problem(entry.key(), name + " has no key `" + Found.shortened(entry.name()) + "`", fix);
    }

    /** A mapping's entries, each key once, in the order they are written. */
    List<Entry> entries(Node node, String name) {
        if (!(node instanceof MappingNode mapping)) {
            wrongType(node, name, "a mapping", "write `key: value` lines, indented below it");
            return List.of();
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                wrongType(tuple.getKeyNode(), "a key of " + name, "text", "write a plain word before the colon");
            } else if (entries.containsKey(key.getValue())) {
                problem(key, name + " has `" + Found.shortened(key.getValue()) + "` twice", "keep one of the two");
            } else {
                entries.put(key.getValue(), new Entry(key, key.getValue(), tuple.getValueNode()));
            }
        }
        return List.copyOf(entries.values());
    }

    List<Node> list(Node node, String name, String fix) {
        if (!(node instanceof SequenceNode sequence)) {
            wrongType(node, name, "a list", fix);
            return List.of();
        }
        if (sequence.getValue().isEmpty()) {
            problem(node, name + " is an empty list", fix);
        }
        return sequence.getValue();
    }

    /** Free text: its placeholders are replaced, and it says something; empty where that is a problem. */
    String text(Node node, String name) {
        if (!Found.isText(node)) {
            String fix =
                    Found.hasTag(node, Tag.NULL) ? "write a text" : "put it in quotes if this is the text you mean";
            wrongType(node, name, "text", node instanceof ScalarNode ? fix : "write a text");
            return "";
        }
        String written = ((ScalarNode) node).getValue();
        if (written.isBlank()) {
            problem(node, name + " is empty", "write a text, or remove it");
            return "";
        }
        return placeholders.substitute(node, written).orElse("");
    }

    /** The name or id of something in a record; ids are often numbers. */
    String name(Node node, String name) {
        if (Found.isNumber(node)) {
            return ((ScalarNode) node).getValue();
        }
        return text(node, name);
    }

    boolean truth(Node node, String name) {
        if (!Found.hasTag(node, Tag.BOOL)) {
            wrongType(node, name, "`true` or `false`", "write true or false, without quotes");
            return false;
        }
        return ((ScalarNode) node).getValue().equalsIgnoreCase("true");
    }

    int wholeNumber(Node node, String name, int least, int most) {
        String range = "a whole number from " + least + " to " + most;
        Optional<BigDecimal> number = Found.isNumber(node) ? Numbers.parse((ScalarNode) node) : Optional.empty();
        boolean whole = number.filter(Numbers::isWhole).isPresent();
        if (!whole
                || number.get().compareTo(BigDecimal.valueOf(least)) < 0
                || number.get().compareTo(BigDecimal.valueOf(most)) > 0) {
            wrongType(node, name, range, "write " + range + ", without quotes or a percent sign");
            return least;
        }
        return number.get().intValueExact();
    }

    /** One of a few words, taken as written: a setting of this kind never comes from the environment. */
    <T> T choice(Node node, String name, Map<String, T> choices, T standIn) {
        return choice(node, name, choices, standIn, "");
    }

    /** As {@link #choice(Node, String, Map, Object)}, for messages that name what else is taken. */
    <T> T choice(Node node, String name, Map<String, T> choices, T standIn, String otherwise) {
        if (node instanceof ScalarNode scalar && Found.isText(node)) {
            T chosen = choices.get(scalar.getValue());
            if (chosen != null) {
                return chosen;
            }
        }
        String written = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        String known = Suggestion.quoted(choices.keySet()) + (otherwise.isEmpty() ? "" : ", or " + otherwise);
        String fix = Suggestion.nearest(written, choices.keySet())
                .filter(nearest -> !nearest.equals(written))
                .map(nearest -> "did you mean `" + nearest + "`?")
                .orElse("write one of " + known);
        wrongType(node, name, "one of " + known, fix);
        return standIn;
    }

    /** A String, BigDecimal or Boolean. */
    Object scalar(Node node, String name) {
        if (!(node instanceof ScalarNode scalar) || Found.hasTag(node, Tag.NULL)) {
            wrongType(node, name, "a text, a number, true or false", "write one value");
            return "";
        }
        if (Found.hasTag(node, Tag.BOOL)) {
            return truth(node, name);
        }
        if (Found.isNumber(node)) {
            Optional<BigDecimal> number = Numbers.parse(scalar);
            if (number.isEmpty()) {
                wrongType(node, name, "a number Intercom can hold", "write a finite number of usual size");
            }
            return number.orElse(BigDecimal.ZERO);
        }
        return text(node, name);
    }

    void wrongType(Node node, String name, String expected, String fix) {
        problem(node, name + " must be " + expected + ", but is " + Found.describe(node), fix);
    }
}
