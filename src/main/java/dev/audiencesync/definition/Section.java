package dev.audiencesync.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** A mapping whose keys are known. */
final class Section {

    private final NodeReader reader;
    private final Node node;
    private final String name;
    private final Map<String, NodeReader.Entry> entries;
    private final Set<String> misspelled;

    Section(NodeReader reader, Node node, String name, Map<String, NodeReader.Entry> entries, Set<String> misspelled) {
        this.reader = reader;
        this.node = node;
        this.name = name;
        this.entries = entries;
        this.misspelled = misspelled;
    }

    Node node() {
        return node;
    }

    List<NodeReader.Entry> entries() {
        return List.copyOf(entries.values());
    }

    Optional<Node> find(String key) {
        return Optional.ofNullable(entries.get(key)).map(NodeReader.Entry::value);
    }

    /** Where the key itself stands, for what is wrong with its being there at all. */
    Optional<Node> key(String key) {
        return Optional.ofNullable(entries.get(key)).map(NodeReader.Entry::key);
    }

    /** Not where it was reported already, as misspelled or because this is no mapping at all. */
    boolean isMissing(String key) {
        return find(key).isEmpty() && !misspelled.contains(key) && node instanceof MappingNode;
    }

    <T> T read(String key, T absent, BiFunction<Node, String, T> read) {
        return find(key).map(value -> read.apply(value, "`" + key + "`")).orElse(absent);
    }

    /** As {@link #read}, with a problem where the key is missing. */
    <T> T require(String key, String fix, T standIn, BiFunction<Node, String, T> read) {
        if (isMissing(key)) {
            reader.problem(node, name + " needs `" + key + "`", fix);
        }
        return read(key, standIn, read);
    }
}
