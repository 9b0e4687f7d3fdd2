package dev.audiencesync.cli;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.Store;
import dev.audiencesync.ledger.StoreWait;
import dev.audiencesync.ledger.StoredRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs that a home knows of, for commands that go on with one. */
final class EarlierRuns {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Home home;
    private final Console console;

    EarlierRuns(Home home, Console console) {
        this.home = home;
        this.console = console;
    }

    Optional<StoredRun> find(Function<RunStore, Optional<StoredRun>> choice) {
        return look(template -> choice.apply(new RunStore(template)));
    }

    /** What a look into the store answers; empty where nothing has run yet. */
    <T> Optional<T> look(Function<JdbcTemplate, Optional<T>> question) {
        try (Store store =
                Store.openToLook(home, new StoreWait(console.clock(), PATIENCE)).orElse(null)) {
            return store == null ? Optional.empty() : question.apply(new JdbcTemplate(store.dataSource()));
        }
    }

    /** The run's definition as it is now, or, where its file is gone, as the run has it. */
    JobDefinition today(StoredRun run) {
        Path file = Path.of(run.definitionFile());
        DefinitionLoader loader = new DefinitionLoader(console.environment());
        return Files.exists(file) ? loader.load(file) : loader.parse(run.definitionText(), file);
    }
}
