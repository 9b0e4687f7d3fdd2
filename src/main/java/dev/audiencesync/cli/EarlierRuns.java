package dev.audiencesync.cli;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.job.LiveRuns;
import dev.audiencesync.ledger.Database;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.Store;
import dev.audiencesync.ledger.StoreWait;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.report.FollowUp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs that a home knows of, for commands that go on with one. */
final class EarlierRuns {
    private static final Logger LOG = LoggerFactory.getLogger(EarlierRuns.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LOOKS = 5;

    private final Home home;
    private final Database database;
    private final Console console;

    EarlierRuns(Home home, Console console) {
        this.home = home;
        this.database = Database.of(home, console.environment());
        this.console = console;
    }

    /** What messages call the place they are in. */
    String place() {
        return database.place();
    }

    /** A run to go on with, whatever release began it; going on, not looking it up, brings the store up to date. */
    Optional<StoredRun> find(Function<RunStore, Optional<StoredRun>> choice) {
        return perhapsAgain(() -> {
            try (Store store = database.openToLookUp(patience()).orElse(null)) {
                return store == null
                        ? Optional.empty()
                        : choice.apply(new RunStore(new JdbcTemplate(store.dataSource())));
            }
        });
    }

    /** What a look into the store answers; empty where nothing has run yet. */
    <T> Optional<T> look(Function<JdbcTemplate, Optional<T>> question) {
        return lookAlive((template, live) -> template == null ? Optional.empty() : question.apply(template));
    }

    /** What is asked of the store, perhaps more than once, or of null where nothing has run yet, and of those who run or wait to. */
    interface Look<T> {
        T at(@Nullable JdbcTemplate template, LiveRuns live);
    }

    <T> T lookAlive(Look<T> look) {
        return perhapsAgain(() -> lookOnce(look));
    }

    /** A run that serves the store to lookers can end under their eyes: then the store is there to be looked at again. */
    private static <T> T perhapsAgain(Supplier<T> look) {
        for (int looks = 1; looks < LOOKS; looks++) {
            try {
                return look.get();
            } catch (DataAccessException e) {
                LOG.debug("The store went away while it was looked at", e);
            }
        }
        return look.get();
    }

    private <T> T lookOnce(Look<T> look) {
        try (Store store = database.openToLook(patience()).orElse(null)) {
            return look.at(
                    store == null ? null : new JdbcTemplate(store.dataSource()), LiveRuns.of(home, database, store));
        }
    }

    private StoreWait patience() {
        return new StoreWait(console.clock(), PATIENCE);
    }

    static UsageException unknown(long run, Home home, FollowUp followUp) {
        return new UsageException("There is no run " + run + " in " + home.directory() + ". `"
                + followUp.command("status") + "` shows what there is.");
    }

    /** The run's definition as it is now, or, where its file is gone, as the run has it. */
    JobDefinition today(StoredRun run) {
        Path file = Path.of(run.definitionFile());
        DefinitionLoader loader = new DefinitionLoader(console.environment());
        return Files.exists(file) ? loader.load(file) : loader.parse(run.definitionText(), file);
    }
}
