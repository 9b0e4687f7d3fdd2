package dev.audiencesync.ledger;

import dev.audiencesync.ledger.OutcomeStore.Execution;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * How much was learnt of each person, counted: tells whom another run wrote about between a plan and what comes of it. A
 * run that resumes writes over the count, so it is looked at before each of its own writes and once more at the end.
 */
final class Versions {
    /** Of a person {@code l}, for planned person {@code p} of the run {@code :run}; the run's own writes do not count. */
    static final String WRITTEN_SINCE = "l.version_run <> :run and (p.version is null or l.version <> p.version)";

    private static final String FORGET = "update planned_person p set state = null where p.run_id = :run"
            + " and p.state is not null and exists (select 1 from person l where " + WRITTEN_SINCE + " and l.id = ";

    private final NamedParameterJdbcTemplate template;

    Versions(JdbcTemplate template) {
        this.template = new NamedParameterJdbcTemplate(template);
    }

    /** A person of the run's plan, and the row in the ledger. */
    record Planned(long seq, long personId) {}

    /** The run learnt something of these people: plans made before are stale for them, its own excepted. */
    void note(Execution execution, Collection<Planned> people) {
        update(
                FORGET + ":person) and p.seq = :seq",
                people.stream()
                        .distinct()
                        .map(one -> Map.of("run", execution.run(), "person", one.personId(), "seq", one.seq())));
        update(
                "update person set version = version + 1, version_run = :run where id = :person",
                people.stream()
                        .map(Planned::personId)
                        .distinct()
                        .map(person -> Map.of("run", execution.run(), "person", person)));
    }

    /**
     * Whom another run wrote about is not as the plan has it: it may have taken off what the plan left on, so the person
     * is looked at again.
     */
    void forgetStates(Execution execution) {
        template.update(FORGET + "p.person_id)", Map.of("run", execution.run()));
    }

    @SuppressWarnings("unchecked")
    private void update(String sql, Stream<Map<String, Long>> rows) {
        template.batchUpdate(sql, rows.toArray(Map[]::new));
    }
}
