package dev.audiencesync.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.audiencesync.report.TextStyle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands typed in a folder, with what the last of them printed. */
final class Typed {
    private final Path folder;
    private final Map<String, String> environment;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Typed(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    static Typed in(Path folder) {
        return new Typed(folder, Map.of());
    }

    static Typed in(Path folder, Map<String, String> environment) {
        return new Typed(folder, environment);
    }

    /** Returns the exit code. */
    int run(String words) {
        return run(words.isEmpty() ? List.of() : List.of(words.split(" ", -1)));
    }

    /** The same, for words that may hold spaces. */
    int run(List<String> words) {
        out.reset();
        err.reset();
        return CommandLineFactory.of(console()).execute(words.toArray(String[]::new));
    }

    Console console() {
        return new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                UTF_8,
                false,
                TextStyle.of(false, UTF_8),
                Clock.systemUTC(),
                folder,
                "./audience-sync",
                null,
                environment::get);
    }

    /** What the command prints on standard output, as JSON. */
    JsonNode json(String words) {
        run(words);
        return JsonMapper.shared().readTree(text());
    }

    String text() {
        return out.toString(UTF_8);
    }

    String errors() {
        return err.toString(UTF_8);
    }
}
