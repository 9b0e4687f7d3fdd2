package dev.audiencesync.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Planned people whom the ledger does not know, many in one row, until the wave they are in is carried out: on a first
 * night everybody is new, and a row each of theirs and of their changes, with the indexes that carrying out needs, takes
 * longer to write than all else that planning does. The changes of a page are all open, and each page is of one wave.
 */
final class PlanPages {
    private final JdbcTemplate template;

    PlanPages(JdbcTemplate template) {
        this.template = template;
    }

    void clear(long run) {
        template.update("delete from planned_page_change where run_id = ?", run);
        template.update("delete from planned_page where run_id = ?", run);
    }

    /** Adds people, none of whom the ledger knows. */
    void insert(long run, List<PersonPlan> people) {
        Map<Integer, List<PersonPlan>> waves = new TreeMap<>();
        people.stream()
                .sorted(Comparator.comparingLong(plan -> plan.person().seq()))
                .forEach(plan -> waves.computeIfAbsent(
                                PlannedChange.wave(plan.person().seq()), wave -> new ArrayList<>())
                        .add(plan));
        waves.forEach((wave, some) -> insert(run, wave, some));
    }

    private void insert(long run, int wave, List<PersonPlan> people) {
        List<PersonPlan> left = people;
        while (!left.isEmpty()) {
            PlanPage page = new PlanPage();
            int size = 0;
            while (size < left.size() && !page.isFull()) {
                page.add(left.get(size++));
            }
            insert(run, wave, left.subList(0, size), page.bytes());
            left = left.subList(size, left.size());
        }
    }

    /** What changes of one page have in common. */
    private record Sort(ChangeKind kind, @Nullable String tag) {}

    private void insert(long run, int wave, List<PersonPlan> people, byte[] page) {
        long first = people.get(0).person().seq();
        Map<Sort, Long> amounts = new HashMap<>();
        long last = 0;
        for (PersonPlan plan : people) {
            for (PlannedChange change : plan.changes()) {
                amounts.merge(new Sort(change.kind(), change.tag()), 1L, Long::sum);
                last = Math.max(last, change.seq());
            }
        }
        template.update(
                "insert into planned_page (run_id, first_seq, wave, last_change, people) values (?, ?, ?, ?, ?)",
                run,
                first,
                wave,
                last,
                page);
        template.batchUpdate(
                "insert into planned_page_change (run_id, first_seq, kind, tag, amount) values (?, ?, ?, ?, ?)",
                amounts.entrySet().stream()
                        .map(amount -> new @Nullable Object[] {
                            run,
                            first,
                            amount.getKey().kind().name(),
                            amount.getKey().tag(),
                            amount.getValue()
                        })
                        .toList());
    }

    /** The first wave of which people are in pages. */
    Optional<Integer> firstWave(long run) {
        return template
                .queryForList(
                        "select wave from planned_page where run_id = ? order by run_id, first_seq limit 1",
                        Integer.class,
                        run)
                .stream()
                .findFirst();
    }

    /** Takes a wave's people out. */
    List<PersonPlan> take(long run, int wave) {
        List<PersonPlan> people = new ArrayList<>();
        template.query(
                "select people from planned_page where run_id = ? and wave = ? order by run_id, first_seq",
                row -> {
                    people.addAll(PlanPage.read(row.getBytes(1)));
                },
                run,
                wave);
        template.update(
                "delete from planned_page_change where run_id = ? and first_seq in"
                        + " (select first_seq from planned_page where run_id = ? and wave = ?)",
                run,
                run,
                wave);
        template.update("delete from planned_page where run_id = ? and wave = ?", run, wave);
        return people;
    }

    /** How many changes there are. */
    long countChanges(long run) {
        Long count = template.queryForObject(
                "select coalesce(sum(amount), 0) from planned_page_change where run_id = ?", Long.class, run);
        return count == null ? 0 : count;
    }

    /** The people of all pages, in plan order. */
    Iterator<PersonPlan> all(long run) {
        return new Pages(run, "");
    }

    /** The people of the pages with a kind of change, in plan order. */
    Iterator<PersonPlan> with(long run, ChangeKind kind) {
        return new Pages(
                run,
                " and exists (select 1 from planned_page_change c where c.run_id = p.run_id"
                        + " and c.first_seq = p.first_seq and c.kind = '" + kind.name() + "')");
    }

    /** Reads a page at a time. */
    private final class Pages implements Iterator<PersonPlan> {
        private final long run;
        private final String which;
        private Iterator<PersonPlan> page = Collections.emptyIterator();
        private long last;

        Pages(long run, String which) {
            this.run = run;
            this.which = which;
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext()) {
                List<byte[]> next = template.query(
                        "select p.people from planned_page p where p.run_id = ? and p.first_seq > ?" + which
                                + " order by p.run_id, p.first_seq limit 1",
                        (row, number) -> row.getBytes(1),
                        run,
                        last);
                page = next.isEmpty()
                        ? Collections.emptyIterator()
                        : PlanPage.read(next.get(0)).iterator();
            }
            return page.hasNext();
        }

        @Override
        public PersonPlan next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            PersonPlan plan = page.next();
            last = plan.person().seq();
            return plan;
        }
    }
}
