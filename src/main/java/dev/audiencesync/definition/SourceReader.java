package dev.audiencesync.definition;

import java.nio.file.FileSystems;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code source}. */
final class SourceReader {

    static final Set<String> STREAMS_TO_COME = Set.of("event");
    static final Set<String> FORMATS_TO_COME = Set.of("event-store");

    private static final String NO_DELIMITERS = "\"\r\n";

    private static final Source STAND_IN = new Source(
            Source.Stream.AUDIENCE, List.of(), Source.Format.AUDIENCE_STORE, Source.Mode.STREAM, false, null, null);

    private final NodeReader reader;
    private final RecordShape shape;
    private final ValueReader values;

    SourceReader(NodeReader reader, RecordShape shape) {
        this.reader = reader;
        this.shape = shape;
        this.values = new ValueReader(reader, shape);
    }

    static Source standIn() {
        return STAND_IN;
    }

    Source read(Node node, String name) {
        Section section = reader.section(node, name, Keys.SOURCE);
        Source source = new Source(
                section.require("stream", "add `stream: audience`", Source.Stream.AUDIENCE, this::stream),
                section.require("location", "add `location: ../exports/*.gz`", List.of(), this::locations),
                section.require("format", "add `format: audience-store`", Source.Format.AUDIENCE_STORE, this::format),
                section.require(
                        "mode",
                        "add `mode: stream` if the files add to each other, `mode: snapshot` if they hold everybody; it is"
                                + " never guessed, since it decides what an absence means",
                        Source.Mode.STREAM,
                        (value, key) -> reader.choice(value, key, Choices.MODE, Source.Mode.STREAM)),
                section.read("complete", false, reader::truth),
                newestBy(section),
                delimiter(section));
        refuseIncompleteSnapshot(section, source);
        return source;
    }

    private Source.Stream stream(Node node, String name) {
        return refusedAsToCome(node, name, STREAMS_TO_COME, "audience")
                ? Source.Stream.EVENT
                : reader.choice(node, name, Choices.STREAM, Source.Stream.AUDIENCE);
    }

    private Source.Format format(Node node, String name) {
        return refusedAsToCome(node, name, FORMATS_TO_COME, "audience-store")
                ? Source.Format.AUDIENCE_STORE
                : reader.choice(node, name, Choices.FORMAT, Source.Format.AUDIENCE_STORE);
    }

    private boolean refusedAsToCome(Node node, String name, Set<String> toCome, String supported) {
        if (!(node instanceof ScalarNode scalar) || !toCome.contains(scalar.getValue())) {
            return false;
        }
        String key = name.replace("`", "");
        reader.problem(
                node,
                "`" + key + ": " + scalar.getValue() + "` is not supported by this release",
                "use `" + key + ": " + supported + "`");
        return true;
    }

    private List<String> locations(Node node, String name) {
        if (node instanceof SequenceNode) {
            return reader.list(node, name, "name at least one file or glob").stream()
                    .map(item -> location(item, "an entry of " + name))
                    .toList();
        }
        return List.of(location(node, name));
    }

    private String location(Node node, String name) {
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

    private @Nullable Value newestBy(Section section) {
        return section.find("newest-by")
                .map(node -> values.read(node, "`newest-by`", ValueReader.Use.ORDER))
                .orElse(null);
    }

    private @Nullable Character delimiter(Section section) {
        if (!shape.mayHaveColumns()) {
            section.key("delimiter")
                    .ifPresent(key -> reader.problem(key, "only CSV files have a `delimiter`", "remove it"));
        }
        return section.find("delimiter").map(this::delimiter).orElse(null);
    }

    /** Taken as written, like every choice; a tab or a pipe is easier to write as a word. */
    private char delimiter(Node node) {
        String written = Found.isText(node) ? ((ScalarNode) node).getValue() : "";
        if (written.length() == 1 && NO_DELIMITERS.indexOf(written.charAt(0)) < 0) {
            return written.charAt(0);
        }
        return reader.choice(node, "`delimiter`", Choices.DELIMITER, ',', "one character in quotes");
    }

    private void refuseIncompleteSnapshot(Section section, Source source) {
        if (source.mode() == Source.Mode.SNAPSHOT
                && source.format() == Source.Format.AUDIENCE_STORE
                && !source.complete()) {
            reader.problem(
                    section.find("mode").orElse(section.node()),
                    "AudienceStore files are an append stream: a visitor missing tonight has not left, and `mode:"
                            + " snapshot` would untag most of the audience",
                    "use `mode: stream`; or add `complete: true` if each run's files hold the whole audience");
        }
    }
}
