package dev.audiencesync.cli;

import dev.audiencesync.ledger.FileLocked;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.Store;
import dev.audiencesync.ledger.StoreWait;
import dev.audiencesync.report.RunHistory;
import dev.audiencesync.report.RunRow;
import dev.audiencesync.report.StatusJson;
import dev.audiencesync.report.StatusText;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
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
        List<RunRow> rows;
        try (Store store =
                Store.openToLook(home, new StoreWait(console.clock(), PATIENCE)).orElse(null)) {
            rows = store == null ? none() : rows(new RunHistory(new JdbcTemplate(store.dataSource()), isHeld(home)));
        }
        if (options.json()) {
            console.out().println(StatusJson.render(rows));
        } else if (rows.isEmpty()) {
            console.out()
                    .println(
                            which == null
                                    ? "No runs yet in " + home.directory()
                                    : "No runs of " + which + " in " + home.directory());
        } else {
            console.out().print(new StatusText(console.style(), ZoneId.systemDefault()).render(rows));
        }
        return ExitCode.DONE;
    }

    private List<RunRow> none() {
        if (isRun()) {
            throw unknownRun();
        }
        return List.of();
    }

    private List<RunRow> rows(RunHistory history) {
        return isRun()
                ? List.of(history.find(Long.parseLong(String.valueOf(which))).orElseThrow(this::unknownRun))
                : history.latest(CommonOptions.jobName(which), SHOWN);
    }

    /** Longer numbers than any run has are taken for a job's name. */
    private boolean isRun() {
        return which != null && which.matches("\\d{1,18}");
    }

    private UsageException unknownRun() {
        return new UsageException("There is no run " + which + " in this home.");
    }

    private static boolean isHeld(Home home) {
        Optional<FileLocked> free = FileLocked.tryLock(home.lock("run"));
        free.ifPresent(FileLocked::close);
        return free.isEmpty();
    }
}
