package dev.audiencesync.ledger;

import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was learnt since a plan was made; the plan's own writes do not count. */
public final class PlanAge {
    private static final int LOOKED_FOR_AT_A_TIME = 1_000;

    private static final String OF_STALE_PEOPLE = " from planned_person p where p.run_id = :run and exists"
            + " (select 1 from planned_change c where c.run_id = p.run_id and c.person_seq = p.seq"
            + " and c.outcome is null) and exists (select 1 from person l where l.workspace_id = :workspace"
            + " and (l.id = p.person_id or (p.person_id is null"
            + " and (l.intercom_id is not null or :byNames)"
            + " and (l.external_id = p.external_id or (p.external_id is null and l.email_key = lower(p.email)))))"
            + " and " + Versions.WRITTEN_SINCE + ")";

    private final JdbcClient jdbc;
    private final PlanPages pages;

    public PlanAge(JdbcTemplate template) {
        this.jdbc = JdbcClient.create(template);
        this.pages = new PlanPages(template);
    }

    /**
     * People with open changes of whom another run wrote something since.
     *
     * @param shown the first of them, by the strongest identifier
     */
    public record StalePeople(long count, List<String> shown) {}

    /** Somebody of them, by the place in the plan. */
    private record Stale(long seq, String name) {}

    /**
     * Finds them.
     *
     * @param byNames whether the plan's tag calls go by names: else it is about nobody whom only such calls have met,
     *     however lately
     * @param limit how many of them are named
     */
    public StalePeople stalePeople(StoredRun plan, boolean byNames, int limit) {
        List<Stale> packed = packed(plan, byNames);
        long count = jdbc.sql("select count(*)" + OF_STALE_PEOPLE)
                .param("run", plan.id())
                .param("workspace", plan.workspaceId())
                .param("byNames", byNames)
                .query(Long.class)
                .single();
        List<Stale> first = jdbc.sql("select p.seq, coalesce(p.external_id, p.email, p.intercom_id)" + OF_STALE_PEOPLE
                        + " order by p.seq limit :limit")
                .param("run", plan.id())
                .param("workspace", plan.workspaceId())
                .param("byNames", byNames)
                .param("limit", limit)
                .query((row, number) -> new Stale(row.getLong(1), row.getString(2)))
                .list();
        List<String> shown = Stream.concat(first.stream(), packed.stream())
                .sorted(Comparator.comparingLong(Stale::seq))
                .limit(limit)
                .map(Stale::name)
                .toList();
        return new StalePeople(count + packed.size(), shown);
    }

    /** Those in pages, whom the ledger did not know then: it knows them by now, from another run. */
    private List<Stale> packed(StoredRun plan, boolean byNames) {
        List<Stale> stale = new ArrayList<>();
        List<PlannedPerson> some = new ArrayList<>();
        Iterator<PersonPlan> all = pages.all(plan.id());
        while (all.hasNext()) {
            PersonPlan one = all.next();
            if (!one.changes().isEmpty()) {
                some.add(one.person());
            }
            if (some.size() == LOOKED_FOR_AT_A_TIME || !all.hasNext()) {
                stale.addAll(stale(plan, byNames, some));
                some.clear();
            }
        }
        return stale;
    }

    private List<Stale> stale(StoredRun plan, boolean byNames, List<PlannedPerson> people) {
        Set<String> externalIds = written(
                plan,
                byNames,
                "external_id",
                people.stream()
                        .flatMap(
                                person -> Stream.ofNullable(person.identifiers().externalId())));
        Set<String> emails = written(
                plan,
                byNames,
                "email_key",
                people.stream()
                        .map(PlannedPerson::identifiers)
                        .filter(names -> names.externalId() == null)
                        .flatMap(names -> Stream.ofNullable(names.emailKey())));
        return people.stream()
                .filter(person -> {
                    Identifiers names = person.identifiers();
                    return names.externalId() == null
                            ? names.emailKey() != null && emails.contains(names.emailKey())
                            : externalIds.contains(names.externalId());
                })
                .map(person -> new Stale(person.seq(), person.identifiers().display()))
                .toList();
    }

    /** Those of the names under which another run wrote something. */
    private Set<String> written(StoredRun plan, boolean byNames, String column, Stream<String> names) {
        List<String> sought = names.toList();
        return sought.isEmpty()
                ? Set.of()
                : Set.copyOf(jdbc.sql("select distinct l." + column + " from person l where l.workspace_id = :workspace"
                                + " and (l.intercom_id is not null or :byNames) and l.version_run <> :run and l."
                                + column
                                + " in (:names)")
                        .param("byNames", byNames)
                        .param("workspace", plan.workspaceId())
                        .param("run", plan.id())
                        .param("names", sought)
                        .query(String.class)
                        .list());
    }

    /**
     * Runs of the same job that have sent anything since the plan was made. Executions of one job never overlap, so what
     * began after the plan's first began when the plan was there.
     */
    public List<Long> laterRuns(StoredRun plan) {
        return jdbc.sql("select r.id from run r where r.workspace_id = :workspace and r.job = :job and r.id <> :run"
                        + " and r.sending and exists (select 1 from run_execution e where e.run_id = r.id"
                        + " and e.ordinal > (select min(x.ordinal) from run_execution x where x.run_id = :run))"
                        + " order by r.id")
                .param("workspace", plan.workspaceId())
                .param("job", plan.job())
                .param("run", plan.id())
                .query(Long.class)
                .list();
    }
}
