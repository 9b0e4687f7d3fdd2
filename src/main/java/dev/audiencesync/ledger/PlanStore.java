package dev.audiencesync.ledger;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The people and changes of runs' plans. */
public final class PlanStore {
    /** A change with its person, as {@link PlanRows#open} reads them. */
    static final String SELECT = "select c.*, p.person_key, p.person_id, p.external_id, p.email, p.intercom_id,"
            + " p.newest_by, p.visitor, p.overtakes, p.state, p.looked_at, p.looked_for, p.email_unseen_at, p.file, p.line,"
            + " p.staged_seq, p.ages, p.held_back ";

    private static final String OF_RUN = " from planned_change c join planned_person p on p.run_id = c.run_id"
            + " and p.seq = c.person_seq where c.run_id = ?";

    private static final String OPEN = OF_RUN + " and c.outcome is null";

    private static final int MANY = 200;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final PlanRows rows;
    private final PlanPages pages;
    private final TransactionTemplate transaction;
    private final int many;

    public PlanStore(JdbcTemplate template) {
        this(template, MANY);
    }

    /** @param many how many people of one {@link #insert} whom the ledger does not know go into pages */
    PlanStore(JdbcTemplate template, int many) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.rows = new PlanRows(template);
        this.pages = new PlanPages(template);
        this.transaction =
                new TransactionTemplate(new JdbcTransactionManager(Objects.requireNonNull(template.getDataSource())));
        this.many = many;
    }

    /** Forgets a plan that was not whole, so that it can be made anew. */
    public void clear(long run) {
        pages.clear(run);
        rows.clear(run);
    }

    /** Many whom the ledger does not know become rows when their wave's turn comes; for a few a page does not pay. */
    public void insert(long run, Collection<PlannedPerson> people, Collection<PlannedChange> changes) {
        Map<Long, List<PlannedChange>> byPerson =
                changes.stream().collect(Collectors.groupingBy(PlannedChange::personSeq));
        Map<Boolean, List<PersonPlan>> byKnown = people.stream()
                .map(person -> new PersonPlan(person, byPerson.getOrDefault(person.seq(), List.of())))
                .collect(Collectors.partitioningBy(plan -> plan.person().personId() != null));
        List<PersonPlan> unknown = byKnown.getOrDefault(false, List.of());
        rows.insert(run, byKnown.getOrDefault(true, List.of()));
        if (unknown.size() < many) {
            rows.insert(run, unknown);
        } else {
            pages.insert(run, unknown);
        }
    }

    private void unpack(long run, int wave) {
        transaction.executeWithoutResult(status -> rows.insert(run, pages.take(run, wave)));
    }

    /**
     * The first open changes of the plan that may go out together: of one wave and one phase, tag by tag so that tag calls
     * are full.
     *
     * @param limit how many at most, by phase
     * @return empty when nothing is open
     */
    public List<OpenChange> nextOpen(long run, ToIntFunction<ChangeKind.Phase> limit) {
        Optional<int[]> first = firstOpen(run);
        Optional<Integer> packed = pages.firstWave(run);
        while (packed.isPresent() && (first.isEmpty() || packed.get() <= first.get()[0])) {
            unpack(run, packed.get());
            first = firstOpen(run);
            packed = pages.firstWave(run);
        }
        return first.map(of -> slice(run, of[0], ChangeKind.Phase.ofOrder(of[1]), limit))
                .orElse(List.of());
    }

    /** The orders name whole beginnings of an index: else H2 sorts all that is open for each slice. */
    private Optional<int[]> firstOpen(long run) {
        return jdbc.sql("select c.wave, c.phase from planned_change c where c.run_id = ?"
                        + " and c.outcome is null order by c.run_id, c.outcome, c.wave, c.phase limit 1")
                .param(run)
                .query((row, number) -> new int[] {row.getInt(1), row.getInt(2)})
                .optional();
    }

    private List<OpenChange> slice(long run, int wave, ChangeKind.Phase phase, ToIntFunction<ChangeKind.Phase> limit) {
        return jdbc.sql(SELECT + OPEN + " and c.wave = ? and c.phase = ?"
                        + " order by c.run_id, c.outcome, c.wave, c.phase, c.tag, c.seq limit ?")
                .params(run, wave, phase.order(), limit.applyAsInt(phase))
                .query(PlanRows::open)
                .list();
    }

    /** The plan's first changes of a kind, in plan order, whatever became of them. */
    public List<OpenChange> first(long run, ChangeKind kind, int limit) {
        List<OpenChange> first = jdbc.sql(SELECT + OF_RUN + " and c.kind = ? order by c.run_id, c.seq limit ?")
                .params(run, kind.name(), limit)
                .query(PlanRows::open)
                .list();
        PackedChanges packed = new PackedChanges(pages.with(run, kind));
        Stream<OpenChange> unpacked =
                packed.stream().filter(open -> open.change().kind() == kind);
        return Stream.concat(first.stream(), unpacked.limit(limit))
                .sorted(Comparator.comparingLong(open -> open.change().seq()))
                .limit(limit)
                .toList();
    }

    /** A change of a plan with the word for what became of it; null while it is open. */
    public interface ChangeScan {
        void change(OpenChange change, @Nullable String outcome);
    }

    /** Runs over all changes of the plan, in plan order. */
    public void forEach(long run, ChangeScan scan) {
        PackedChanges packed = new PackedChanges(pages.all(run));
        new Scan(template)
                .over(
                        SELECT + OF_RUN + " order by c.run_id, c.seq",
                        row -> {
                            OpenChange change = PlanRows.open(row, 0);
                            packed.before(change.change().seq(), scan);
                            scan.change(change, row.getString("outcome"));
                        },
                        run);
        packed.before(Long.MAX_VALUE, scan);
    }

    /** How many changes of each kind the plan has. */
    public Map<ChangeKind, Long> countByKind(long run) {
        Map<ChangeKind, Long> counts = new EnumMap<>(ChangeKind.class);
        template.query(
                "select kind, count(*) from planned_change where run_id = ? group by kind union all"
                        + " select kind, sum(amount) from planned_page_change where run_id = ? group by kind",
                row -> {
                    counts.merge(ChangeKind.valueOf(row.getString(1)), row.getLong(2), Long::sum);
                },
                run,
                run);
        return counts;
    }

    /** The names of the tags the plan puts on anybody. */
    public List<String> tagsPutOn(long run) {
        return jdbc.sql("select tag from planned_change where run_id = ? and kind in ('TAG', 'CLAIM') union"
                        + " select tag from planned_page_change where run_id = ? and kind in ('TAG', 'CLAIM')")
                .params(run, run)
                .query(String.class)
                .list();
    }

    /**
     * People whose contacts were gone.
     *
     * @param created those for whom one was made
     * @param found those who had another
     */
    public record Anew(long created, long found) {}

    public Anew countAnew(long run) {
        return jdbc.sql("select count(case when applied_as = 'CREATE' then 1 end),"
                        + " count(case when applied_as <> 'CREATE' then 1 end) from planned_change"
                        + " where run_id = ? and anew")
                .param(run)
                .query((row, number) -> new Anew(row.getLong(1), row.getLong(2)))
                .single();
    }

    /**
     * Changes whose cause is drift; they are about people whom the ledger knows, so none is on a page.
     *
     * @param done those that have an outcome
     */
    public record OfDrift(long all, long done) {}

    public OfDrift countOfDrift(long run) {
        return jdbc.sql("select count(*), count(outcome) from planned_change where run_id = ? and cause = ?")
                .params(run, Cause.DRIFT.name())
                .query((row, number) -> new OfDrift(row.getLong(1), row.getLong(2)))
                .single();
    }

    public long countOpen(long run) {
        return pages.countChanges(run) + count("planned_change where run_id = ? and outcome is null", run);
    }

    public long countChanges(long run) {
        return pages.countChanges(run) + count("planned_change where run_id = ?", run);
    }

    private long count(String rows, long run) {
        return jdbc.sql("select count(*) from " + rows)
                .param(run)
                .query(Long.class)
                .single();
    }
}
