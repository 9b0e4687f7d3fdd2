package dev.audiencesync.definition;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Refuses what a definition never needs: several documents, tags, data that contains itself, aliases that blow up.
 *
 * <p>It works on the parser's flat events, before anything recursive touches the document: a thousand opening brackets
 * or a few lines of nested aliases must not cost a stack or a heap.
 */
final class PlainDataCheck {

    static final int MAX_NODES = 20_000;
    static final int MAX_DEPTH = 64;

    /** A collection that is being read. */
    private record Open(Optional<Anchor> anchor, long nodesBefore) {}

    private final Problems problems;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private long nodes;
    private int documents;

    PlainDataCheck(Problems problems) {
        this.problems = problems;
    }

    void accept(Event event) {
        if (event instanceof DocumentStartEvent) {
            startDocument(event);
        } else if (event instanceof AliasEvent alias) {
            add(event, expandedSize(alias));
        } else if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar, scalar.getTag());
            add(event, 1);
            scalar.getAnchor().ifPresent(anchor -> sizes.put(anchor.getValue(), 1L));
        } else if (event instanceof CollectionStartEvent start) {
            refuseTag(start, start.getTag());
            start(start);
        } else if (event instanceof CollectionEndEvent) {
            Open closed = open.pop();
            closed.anchor().ifPresent(anchor -> sizes.put(anchor.getValue(), nodes - closed.nodesBefore()));
        }
    }

    private void startDocument(Event event) {
        documents++;
        if (documents > 1) {
            throw problems.fatal(
                    event.getStartMark(),
                    "a second document begins here",
                    "keep one definition a file: remove the `---`, or what follows it");
        }
    }

    private void start(CollectionStartEvent event) {
        if (open.size() >= MAX_DEPTH) {
            throw problems.fatal(
                    event.getStartMark(), "nested more than " + MAX_DEPTH + " levels deep", "nest less deeply");
        }
        event.getAnchor().ifPresent(anchor -> sizes.remove(anchor.getValue()));
        open.push(new Open(event.getAnchor(), nodes));
        add(event, 1);
    }

    private void add(Event event, long more) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw problems.fatal(
                    event.getStartMark(),
                    "holds more than " + MAX_NODES + " values once its aliases are written out",
                    "use fewer aliases, or a smaller definition");
        }
    }

    private long expandedSize(AliasEvent alias) {
        String name = alias.getAlias().getValue();
        Long size = sizes.get(name);
        if (size == null) {
            throw problems.fatal(
                    alias.getStartMark(),
                    "the alias `*" + name + "` names no anchor that ends before it",
                    "write the value out, or put `&" + name + "` at the value to repeat");
        }
        return size;
    }

    private void refuseTag(NodeEvent event, Optional<String> tag) {
        tag.ifPresent(name -> problems.add(
                event.getStartMark(), "a definition is plain data, without tags such as `!!str`", "remove the tag"));
    }
}
