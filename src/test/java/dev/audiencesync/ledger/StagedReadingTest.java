package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Who was merged is read once more at most, however many times others are asked for. */
class StagedReadingTest {
    private static final int PEOPLE = 20_000;

    private final AtomicInteger pagesRead = new AtomicInteger();

    /** Counts the pages that are read. */
    private final JdbcTemplate template =
            new JdbcTemplate(
                    Objects.requireNonNull(TestDatabase.standard().template().getDataSource())) {
                @Override
                public void query(String sql, RowCallbackHandler each, Object... parameters) {
                    super.query(
                            sql,
                            row -> {
                                pagesRead.addAndGet(sql.contains("from staged_page") ? 1 : 0);
                                each.processRow(row);
                            },
                            parameters);
                }
            };

    private final long run = Ledgers.run(template, Ledgers.workspace(template), "test", "text");

    private static StagedPerson record(long seq, long person) {
        Identifiers names = new Identifiers("p" + person, null, null);
        return new StagedPerson(
                seq,
                names.key().orElseThrow().hash(),
                Fingerprint.of("state"),
                new DesiredPerson(
                        names,
                        List.of(new TreeMap<>(Map.of("name", new FieldValue.Text("x".repeat(100))))),
                        ConditionFacts.NONE,
                        seq,
                        new SourcePosition("file", seq),
                        Collections.emptySortedMap(),
                        DesiredPerson.NO_VISITOR));
    }

    /** Everybody is in two folders. */
    @Test
    void mergedRecordsAreNotReadForEachBatch() {
        StagedPeople staged = new StagedPeople(template);
        StagedNames names = new StagedNames(staged);
        List<StagedPerson> read = new ArrayList<>();
        for (long seq = 1; seq <= 2 * PEOPLE; seq++) {
            read.add(record(seq, seq % PEOPLE));
        }
        staged.insert(run, read);
        int pages = template.queryForObject("select count(*) from staged_page where run_id = ?", Integer.class, run);
        for (long seq = PEOPLE + 1; seq <= 2 * PEOPLE; seq++) {
            StagedPerson merged = record(seq, seq % PEOPLE);
            names.merge(run, Optional.of(merged), List.of(merged.key()));
        }
        staged.storeMerged(run);

        pagesRead.set(0);
        long last = 0;
        int people = 0;
        List<StagedPerson> batch = staged.after(run, last, 100);
        while (!batch.isEmpty()) {
            people += batch.size();
            last = batch.get(batch.size() - 1).seq();
            batch = staged.after(run, last, 100);
        }
        assertThat(people).isEqualTo(PEOPLE);
        assertThat(pagesRead.get()).isLessThan(4 * pages);
    }
}
