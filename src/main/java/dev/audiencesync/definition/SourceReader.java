package dev.audiencesync.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code source}. */
final class SourceReader {

    private static final String NO_DELIMITERS = "\"\r\n";

    private static final Source STAND_IN = new Source(
            Source.Stream.AUDIENCE, List.of(), Source.Format.AUDIENCE_STORE, Source.Mode.STREAM, false, null, null);

    private final NodeReader reader;
    private final RecordShape shape;
    private final ValueReader values;
    private final LocationsReader locations;

    SourceReader(NodeReader reader, RecordShape shape) {
        this.reader = reader;
        this.shape = shape;
        this.values = new ValueReader(reader, shape);
        this.locations = new LocationsReader(reader);
    }

    static Source standIn() {
        return STAND_IN;
    }

    Source read(Node node, String name) {
        Section section = reader.section(node, name, Keys.SOURCE);
        Source source = new Source(
                section.require("stream", "add `stream: audience`", Source.Stream.AUDIENCE, this::stream),
                section.require("location", "add `location: ../exports/*.gz`", List.of(), locations::read),
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
        refuseTellingSnapshot(section, source);
        refuseMismatch(section, source);
        return source;
    }

    /** What only the actions can show to be wrong. */
    void checkAgainst(List<Action> actions) {
        locations.checkAsked(actions);
    }

    private Source.Stream stream(Node node, String name) {
        return reader.choice(node, name, Choices.STREAM, Source.Stream.AUDIENCE);
    }

    private Source.Format format(Node node, String name) {
        return reader.choice(node, name, Choices.FORMAT, Source.Format.AUDIENCE_STORE);
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

    private void refuseTellingSnapshot(Section section, Source source) {
        if (source.mode() == Source.Mode.SNAPSHOT && source.locations().stream().anyMatch(Source.Location::tells)) {
            reader.problem(
                    section.find("mode").orElse(section.node()),
                    "a folder of who joined or left holds those who did, not everybody, and `mode: snapshot` would take"
                            + " all others for leavers",
                    "use `mode: stream`, or leave `membership` out");
        }
    }

    private void refuseMismatch(Section section, Source source) {
        boolean events = source.stream() == Source.Stream.EVENT;
        if (source.format() != Source.Format.AUTO && events != (source.format() == Source.Format.EVENT_STORE)) {
            section.find("format")
                    .filter(node -> section.find("stream").isPresent())
                    .ifPresent(node -> reader.problem(
                            node,
                            events
                                    ? "the records of `stream: event` are EventStore's"
                                    : "EventStore files hold events, not visitors",
                            events ? "use `format: event-store`" : "use `stream: event`"));
        }
        if (events && source.mode() == Source.Mode.SNAPSHOT) {
            reader.problem(
                    section.find("mode").orElse(section.node()),
                    "events tell what happened, never who is there: `mode: snapshot` cannot be meant",
                    "use `mode: stream`");
        }
        if (events && source.locations().stream().anyMatch(Source.Location::tells)) {
            reader.problem(
                    section.find("location").orElse(section.node()),
                    "`membership` is of visitors: an event is in no audience",
                    "leave `membership` out");
        }
    }
}
