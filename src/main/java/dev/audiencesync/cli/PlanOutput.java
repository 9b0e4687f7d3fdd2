package dev.audiencesync.cli;

import dev.audiencesync.ledger.Home;
import dev.audiencesync.report.PlanJson;
import dev.audiencesync.report.PlanMarkdown;
import dev.audiencesync.report.PlanText;
import dev.audiencesync.report.PlanView;
import dev.audiencesync.report.PlanViews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a plan is shown. */
final class PlanOutput {
    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the whole plan to this file, as JSON; only its owner can read it.")
    private @Nullable Path out;

    @Option(names = "--markdown", description = "Show the plan in Markdown, for a pull request.")
    private boolean markdown;

    /** @throws UsageException where two forms are asked for */
    void requireOneForm(CommonOptions options) {
        if (options.json() && markdown) {
            throw new UsageException("--json and --markdown name two forms: give one of them.");
        }
    }

    boolean markdown() {
        return markdown;
    }

    /** The plan of a run; empty where there is none that is whole. Writes it to the file that was asked for. */
    Optional<PlanView> write(long run, Home home, Console console) {
        return new EarlierRuns(home, console).look(template -> {
            Optional<PlanView> view = new PlanViews(template).of(run);
            Path file = file(console);
            if (file != null && view.isPresent()) {
                try {
                    new PlanJson(template).write(view.get(), file);
                } catch (IOException e) {
                    throw new UncheckedIOException(
                            "Plan " + run + " is kept, but it could not be written to " + file + ": " + e.getMessage()
                                    + ". Try again with `show " + run + " --out FILE`.",
                            e);
                }
            }
            return view;
        });
    }

    /** The file that was asked for; null where none was. */
    @Nullable
    Path file(Console console) {
        return out == null ? null : console.workingDirectory().resolve(out);
    }

    /** The whole plan in the form that was asked for. */
    String whole(PlanView view, Console console) {
        return markdown ? PlanMarkdown.render(view) : new PlanText(console.style()).render(view);
    }
}
