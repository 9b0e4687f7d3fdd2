package dev.audiencesync.definition;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What a node is, for decisions and for messages. */
final class Found {

    private static final int LONGEST = 60;

    private Found() {}

    static boolean hasTag(Node node, Tag tag) {
        return node instanceof ScalarNode && node.getTag().equals(tag);
    }

    /** The parser sees more than text in a bare {@code ${NAME}}; placeholders are this package's own affair. */
    static boolean isText(Node node) {
        return hasTag(node, Tag.STR) || hasTag(node, Tag.ENV_TAG);
    }

    static boolean isNumber(Node node) {
        return hasTag(node, Tag.INT) || hasTag(node, Tag.FLOAT);
    }

    static boolean isEmptyMapping(Node node) {
        return node instanceof MappingNode mapping && mapping.getValue().isEmpty();
    }

    /** As written, placeholders unresolved: a message never shows what the environment holds. */
    static String describe(Node node) {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        if (hasTag(node, Tag.NULL)) {
            return "nothing";
        }
        String written = shortened(((ScalarNode) node).getValue());
        if (isNumber(node)) {
            return "the number " + written;
        }
        return hasTag(node, Tag.BOOL) ? "`" + written + "`" : "the text `" + written + "`";
    }

    /** One line of bearable length: problems print one a line. */
    static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
