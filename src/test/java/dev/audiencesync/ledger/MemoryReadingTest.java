package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class MemoryReadingTest {
    private static final int PEOPLE = 40_000;

    private static long remembered(JdbcTemplate template) {
        long workspace = Ledgers.workspace(template);
        template.update(
                "insert into person_job (workspace_id, job, person_key, newest_by, definition_id, fields, run_id, file,"
                        + " line) select r.workspace_id, r.job, random_uuid(), 0, r.definition_id, '{}', r.id, 'f', x"
                        + " from run r, system_range(1, ?) where r.id = ?",
                PEOPLE,
                Ledgers.run(template, workspace, "test", "text"));
        return workspace;
    }

    /** Interrupting H2 while it reads would close its file; and who was told of the failure is told no more rows. */
    @Test
    void whereOnePartFailsTheOthersAreReadToTheirEndFirst() {
        try (HikariDataSource store = TestDatabase.H2.open()) {
            JdbcTemplate template = new JdbcTemplate(store);
            long workspace = remembered(template);
            AtomicLong told = new AtomicLong();

            assertThatThrownBy(() -> new JobMemories(template)
                            .scan(workspace, "test", (key, state, newestBy, lookedAt) -> {
                                if (told.getAndIncrement() == 0) {
                                    throw new UnsupportedOperationException("no room");
                                }
                            }))
                    .hasMessage("no room");

            int parts = Math.min(4, Runtime.getRuntime().availableProcessors());
            assertThat(told.get()).isCloseTo(1L + PEOPLE / parts * (parts - 1), within(8L));
        }
    }
}
