package dev.audiencesync.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the commands that began runs let pass: given once, it holds for the run, however often it is gone on with. */
public final class RunAllowances {
    private final JdbcTemplate template;

    public RunAllowances(JdbcTemplate template) {
        this.template = template;
    }

    /**
     * What one command lets pass.
     *
     * @param untags by tag, the exact number of people who may lose it
     * @param guards the names of whole guards
     */
    public record Allowed(Map<String, Long> untags, Set<String> guards) {}

    public void keep(long run, Allowed allowed) {
        allowed.guards()
                .forEach(guard ->
                        template.update("insert into run_allowance (run_id, guard) values (?, ?)", run, guard));
        allowed.untags()
                .forEach((tag, amount) -> template.update(
                        "insert into run_allowance (run_id, tag, amount) values (?, ?, ?)", run, tag, amount));
    }

    public Allowed of(long run) {
        Map<String, Long> untags = new HashMap<>();
        Set<String> guards = new HashSet<>(template.queryForList(
                "select guard from run_allowance where run_id = ? and guard is not null", String.class, run));
        template.query(
                "select tag, amount from run_allowance where run_id = ? and tag is not null",
                row -> {
                    untags.put(row.getString(1), row.getLong(2));
                },
                run);
        return new Allowed(untags, guards);
    }
}
