package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class ScanTest {

    /** Row 20,000 cannot be computed: whoever is shown others before it has not read them all first. */
    @Test
    void postgresHandsRowsOutAsTheyCome() {
        AtomicInteger seen = new AtomicInteger();

        assertThatThrownBy(() -> new Scan(TestDatabase.POSTGRESQL.template())
                        .over(
                                "select 1 / (20000 - n) from generate_series(1, 20000) n where n > ?",
                                row -> seen.incrementAndGet(),
                                0))
                .isInstanceOf(DataAccessException.class);

        assertThat(seen.get()).isPositive();
    }
}
