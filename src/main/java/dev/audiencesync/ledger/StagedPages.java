package dev.audiencesync.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows that hold pages of staged records. */
final class StagedPages {
    /** PostgreSQL's driver would take all pages of a scan into memory at once. */
    private static final int PAGES_AT_A_TIME = 64;

    private final JdbcTemplate template;
    private final JdbcTemplate scanning;

    StagedPages(JdbcTemplate template) {
        this.template = template;
        this.scanning = new JdbcTemplate(Objects.requireNonNull(template.getDataSource()));
        this.scanning.setFetchSize(PAGES_AT_A_TIME);
    }

    /** A record stands in the last part that has its place. */
    enum Part {
        /** As they were read. */
        READ(0),
        /** Each made of all of one person's. */
        MERGED(1),
        /** As another run is to read them. */
        TOLD(2);

        private final int stored;

        Part(int stored) {
            this.stored = stored;
        }
    }

    /**
     * Adds records behind all others of their part.
     *
     * @return the places of the pages' first records
     */
    List<Long> insert(long run, Part part, Collection<StagedPerson> people) {
        List<StagedPage> pages = new ArrayList<>();
        StagedPage page = null;
        for (StagedPerson staged : people) {
            if (page == null || page.isFull()) {
                page = new StagedPage(staged.seq());
                pages.add(page);
            }
            page.add(staged);
        }
        template.batchUpdate(
                "insert into staged_page (run_id, part, first_seq, records) values (?, ?, ?, ?)",
                pages.stream()
                        .map(one -> new Object[] {run, part.stored, one.first(), one.bytes()})
                        .toList());
        return pages.stream().map(StagedPage::first).toList();
    }

    /** The places of the pages' first records, ascending. */
    long[] firsts(long run, Part part) {
        return template
                .queryForList(
                        "select first_seq from staged_page where run_id = ? and part = ?"
                                + " order by run_id, part, first_seq",
                        Long.class,
                        run,
                        part.stored)
                .stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** Pages by the places of their first records, of which these are two of the run's and all that are between. */
    Map<Long, List<StagedEntry>> read(long run, Part part, long from, long upTo) {
        Map<Long, List<StagedEntry>> pages = new TreeMap<>();
        template.query(
                "select first_seq, records from staged_page where run_id = ? and part = ?"
                        + " and first_seq >= ? and first_seq <= ?",
                row -> {
                    pages.put(row.getLong(1), StagedPage.read(row.getBytes(2)));
                },
                run,
                part.stored,
                from,
                upTo);
        return pages;
    }

    /** Runs over the records of the pages that a part of the reading order lies in, in the caller's transaction. */
    void scan(long run, Part part, long from, long upTo, Consumer<StagedEntry> each) {
        scanning.query(
                "select records from staged_page where run_id = ? and part = ? and first_seq <= ? and first_seq >="
                        + " coalesce((select max(first_seq) from staged_page where run_id = ? and part = ?"
                        + " and first_seq <= ?), 0) order by run_id, part, first_seq",
                row -> {
                    StagedPage.read(row.getBytes(1)).forEach(each);
                },
                run,
                part.stored,
                upTo,
                run,
                part.stored,
                from);
    }

    void clear(long run) {
        template.update("delete from staged_page where run_id = ?", run);
    }

    /** Forgets those of all runs of a job. */
    void clearAll(long workspace, String job) {
        template.update(
                "delete from staged_page where run_id in (select id from run where workspace_id = ? and job = ?)",
                workspace,
                job);
    }
}
