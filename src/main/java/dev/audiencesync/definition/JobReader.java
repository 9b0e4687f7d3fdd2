package dev.audiencesync.definition;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the whole of a definition. */
final class JobReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final NodeReader reader;
    private final Path file;

    JobReader(NodeReader reader, Path file) {
        this.reader = reader;
        this.file = file;
    }

    JobDefinition read(Node root, String text) {
        Section section = reader.section(root, "the definition", Keys.ROOT);
        ScheduleReader schedules = new ScheduleReader(reader);
        RecordShape shape = RecordShape.of(reader, section.find("source").orElse(null));
        SourceReader sources = new SourceReader(reader, shape);
        Source source = section.require(
                "source",
                "add `source:` with stream, location, format and mode below it",
                SourceReader.standIn(),
                sources::read);
        IntercomSettings intercom =
                section.read("intercom", IntercomReader.defaults(), new IntercomReader(reader)::read);
        Api api = Api.ofVersion(intercom.version());
        List<Action> actions = section.require(
                "actions",
                "add `actions:` with at least one `- action: " + Keys.CREATE + "` below it",
                List.of(),
                (node, name) -> new ActionsReader(reader, shape, api, source.toldAudiences())
                        .read(node, name, source.stream()));
        sources.checkAgainst(actions);
        return new JobDefinition(
                section.require("name", "add `name: " + baseName() + "`", "", this::name),
                source,
                intercom,
                actions,
                section.read("retired-tags", List.of(), new RetiredTagsReader(reader, actions)::read),
                section.read("limits", Limits.DEFAULTS, new LimitsReader(reader)::read),
                section.read("verify", Verification.DEFAULT, new VerificationReader(reader)::read),
                section.find("schedule")
                        .map(node -> schedules.schedule(node, "`schedule`"))
                        .orElse(null),
                section.<ZoneId>read("time-zone", ScheduleReader.DEFAULT_ZONE, schedules::timeZone),
                file,
                text);
    }

    /** Taken as written: which job a file is must not hang on the environment. */
    private String name(Node node, String name) {
        if (!Found.isText(node)) {
            reader.wrongType(node, name, "text", "write `name: " + baseName() + "`, in quotes if that is a number");
            return "";
        }
        String written = ((ScalarNode) node).getValue();
        if (!NAME.matcher(written).matches()) {
            reader.wrongType(
                    node,
                    name,
                    "a name a file can have",
                    "use up to 100 letters, digits, `-`, `_` and `.`, beginning with a letter or digit");
        } else if (!written.equals(baseName())) {
            reader.problem(
                    node,
                    "`name: " + written + "` is not the file's name",
                    "write `name: " + baseName() + "`, or rename the file to " + written + ".yml");
        }
        return written;
    }

    private String baseName() {
        Path last = file.getFileName();
        return last == null ? "" : last.toString().replaceFirst("\\.ya?ml$", "");
    }
}
