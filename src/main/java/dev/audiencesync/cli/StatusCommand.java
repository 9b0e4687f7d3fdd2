package dev.audiencesync.cli;

import dev.audiencesync.job.LiveRuns;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.report.FollowUp;
import dev.audiencesync.report.LiveRun;
import dev.audiencesync.report.RunHistory;
import dev.audiencesync.report.RunRow;
import dev.audiencesync.report.StatusJson;
import dev.audiencesync.report.StatusText;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code status [JOB or RUN]}. Works beside a live run and never disturbs it. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows runs: when, how they ended, what they did, what to do next.",
        sortOptions = false)
final class StatusCommand implements Callable<Integer> {
    private static final int SHOWN = 20;
    private static final int LOOKED_AT = 200;

    private final Console console;

    @Mixin
    private final CommonOptions options = new CommonOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "JOB or RUN", description = "A job's runs, or one run.")
    private @Nullable String which;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Home home = options.homeOf(which, console);
        EarlierRuns earlier = new EarlierRuns(home, console);
        return earlier.lookAlive((template, alive) -> show(home, earlier.place(), template, alive));
    }

    private int show(Home home, String place, @Nullable JdbcTemplate template, LiveRuns alive) {
        String job = CommonOptions.jobName(which);
        List<LiveRun> live = alive.all().stream()
                .filter(run -> job == null || run.job().equals(job))
                .toList();
        RunHistory history = template == null ? null : new RunHistory(template, alive::turnIsTaken);
        List<RunRow> rows = isRun() ? List.of(run(place, history)) : runs(history);
        if (rows.isEmpty() && live.isEmpty()) {
            requireKnown(place, template);
        }
        FollowUp followUp = options.followUp(home, console);
        if (options.json()) {
            console.out().println(StatusJson.render(rows, live, followUp));
        } else if (options.quiet()) {
            return ExitCode.DONE;
        } else if (rows.isEmpty() && live.isEmpty()) {
            console.out().println((which == null ? "No runs yet in " : "No runs of " + which + " in ") + place);
        } else {
            console.out().print(new StatusText(console.style(), ZoneId.systemDefault(), followUp).render(rows, live));
        }
        return ExitCode.DONE;
    }

    private List<RunRow> runs(@Nullable RunHistory history) {
        return history == null ? List.of() : history.latest(CommonOptions.jobName(which), SHOWN);
    }

    private RunRow run(String place, @Nullable RunHistory history) {
        Optional<RunRow> run = history == null ? Optional.empty() : history.find(Long.parseLong(String.valueOf(which)));
        return run.orElseThrow(() -> new UsageException("There is no run " + which + " in " + place + "."));
    }

    /** A job that is only misspelt must not look like one that has not run yet. */
    private void requireKnown(String place, @Nullable JdbcTemplate template) {
        if (which == null || Files.exists(options.definitionFile(which, console))) {
            return;
        }
        TreeSet<String> known = new TreeSet<>(options.jobNames(console));
        if (template != null) {
            new RunStore(template)
                    .latest(null, LOOKED_AT).stream().map(StoredRun::job).forEach(known::add);
        }
        throw new UsageException("There is no job `" + which + "`: " + options.definitionFile(which, console)
                + " does not exist, and " + place + " has no run of it."
                + (known.isEmpty() ? "" : " Known are " + String.join(", ", known) + "."));
    }

    /** Longer numbers than any run has are taken for a job's name. */
    private boolean isRun() {
        return which != null && which.matches("\\d{1,18}");
    }
}
