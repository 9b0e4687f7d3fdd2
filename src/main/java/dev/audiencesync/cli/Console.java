package dev.audiencesync.cli;

import dev.audiencesync.report.FollowUp;
import dev.audiencesync.report.TextStyle;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What commands have of the world around them.
 *
 * @param program what the operator types for this program
 * @param project the folder the launcher stands in; null where the jar was started by itself
 */
record Console(
        PrintStream out,
        PrintStream err,
        Charset charset,
        boolean terminal,
        TextStyle style,
        Clock clock,
        Path workingDirectory,
        String program,
        @Nullable Path project,
        Function<String, @Nullable String> environment) {

    PrintWriter outWriter() {
        return new PrintWriter(out, true, charset);
    }

    PrintWriter errWriter() {
        return new PrintWriter(err, true, charset);
    }

    static Console ofProcess(Clock clock, Path workingDirectory, @Nullable String command, @Nullable String project) {
        boolean terminal = Terminal.isWatched();
        Charset charset = Charset.forName(
                System.getProperty("stdout.encoding", Charset.defaultCharset().name()));
        boolean colour = terminal && System.getenv("NO_COLOR") == null;
        return new Console(
                new PrintStream(System.out, true, charset),
                new PrintStream(System.err, true, charset),
                charset,
                terminal,
                TextStyle.of(colour, charset),
                clock,
                workingDirectory,
                command == null ? "audience-sync" : FollowUp.shellWord(command),
                project == null ? null : Path.of(project),
                System::getenv);
    }
}
