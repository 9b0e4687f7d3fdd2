package dev.audiencesync.cli;

import dev.audiencesync.job.LiveRuns;
import dev.audiencesync.ledger.FileLocked;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.Store;
import dev.audiencesync.ledger.StoreWait;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.report.FollowUp;
import dev.audiencesync.report.LiveRun;
import dev.audiencesync.report.RunHistory;
import dev.audiencesync.report.RunRow;
import dev.audiencesync.report.StatusJson;
import dev.audiencesync.report.StatusText;
import java.nio.file.Files;
import java.time.Duration;
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
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
        List<LiveRun> live = home.exists() ? live(home) : List.of();
        List<RunRow> rows = rows(home, live);
        FollowUp followUp = options.followUp(home, console);
        if (options.json()) {
            console.out().println(StatusJson.render(rows, live, followUp));
        } else if (rows.isEmpty() && live.isEmpty()) {
            console.out()
                    .println((which == null ? "No runs yet in " : "No runs of " + which + " in ") + home.directory());
        } else {
            console.out().print(new StatusText(console.style(), ZoneId.systemDefault(), followUp).render(rows, live));
        }
        return ExitCode.DONE;
    }

    private List<LiveRun> live(Home home) {
        String job = CommonOptions.jobName(which);
        return LiveRuns.of(home).stream()
                .filter(run -> job == null || run.job().equals(job))
                .toList();
    }

    private List<RunRow> rows(Home home, List<LiveRun> live) {
        try (Store store =
                Store.openToLook(home, new StoreWait(console.clock(), PATIENCE)).orElse(null)) {
            JdbcTemplate template = store == null ? null : new JdbcTemplate(store.dataSource());
            if (isRun()) {
                return List.of(run(home, template));
            }
            List<RunRow> rows = template == null
                    ? List.of()
                    : new RunHistory(template, FileLocked.isHeld(home.lock("run")))
                            .latest(CommonOptions.jobName(which), SHOWN);
            if (rows.isEmpty() && live.isEmpty()) {
                requireKnown(home, template);
            }
            return rows;
        }
    }

    private RunRow run(Home home, @Nullable JdbcTemplate template) {
        Optional<RunRow> run = template == null
                ? Optional.empty()
                : new RunHistory(template, FileLocked.isHeld(home.lock("run")))
                        .find(Long.parseLong(String.valueOf(which)));
        return run.orElseThrow(() -> new UsageException("There is no run " + which + " in " + home.directory() + "."));
    }

    /** A job that is only misspelt must not look like one that has not run yet. */
    private void requireKnown(Home home, @Nullable JdbcTemplate template) {
        if (which == null || Files.exists(options.definitionFile(which, console))) {
            return;
        }
        TreeSet<String> known = new TreeSet<>(options.jobNames(console));
        if (template != null) {
            new RunStore(template)
                    .latest(null, LOOKED_AT).stream().map(StoredRun::job).forEach(known::add);
        }
        throw new UsageException("There is no job `" + which + "`: " + options.definitionFile(which, console)
                + " does not exist, and " + home.directory() + " has no run of it."
                + (known.isEmpty() ? "" : " Known are " + String.join(", ", known) + "."));
    }

    /** Longer numbers than any run has are taken for a job's name. */
    private boolean isRun() {
        return which != null && which.matches("\\d{1,18}");
    }
}
