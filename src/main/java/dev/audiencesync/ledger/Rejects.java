package dev.audiencesync.ledger;

import dev.audiencesync.person.SourcePosition;
import java.util.Collection;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;

/** Records and people that were refused, with the reason. */
public final class Rejects {
    private final JdbcTemplate template;

    public Rejects(JdbcTemplate template) {
        this.template = template;
    }

    /**
     * One refusal.
     *
     * @param execution the run's execution that met it
     * @param person the strongest identifier readable, or {@code unknown}
     * @param change {@code read}, {@code plan}, or the kind of the refused change in lower case
     */
    public record Reject(
            int execution, SourcePosition position, String person, String change, String reason, String code) {}

    public void add(long run, Collection<Reject> rejects) {
        template.batchUpdate(
                "insert into reject (run_id, execution, file, line, person, change_kind, reason, code)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                rejects.stream()
                        .map(reject -> new Object[] {
                            run,
                            reject.execution(),
                            reject.position().file(),
                            reject.position().line(),
                            reject.person(),
                            reject.change(),
                            reject.reason(),
                            reject.code()
                        })
                        .toList());
    }

    /** Forgets what an earlier attempt to read and plan the run refused. */
    public void clear(long run) {
        template.update("delete from reject where run_id = ?", run);
    }

    /** Streams a run's rejects in the order they were met. */
    public void forEach(long run, Consumer<Reject> consumer) {
        template.query(
                "select * from reject where run_id = ? order by ordinal",
                row -> {
                    consumer.accept(new Reject(
                            row.getInt("execution"),
                            new SourcePosition(row.getString("file"), row.getLong("line")),
                            row.getString("person"),
                            row.getString("change_kind"),
                            row.getString("reason"),
                            row.getString("code")));
                },
                run);
    }
}
