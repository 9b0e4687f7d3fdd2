package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Records and people that were refused, with the reason. */
public final class Rejects {
    /** Where in a file something is wrong is another place every night. */
    private static final Pattern PLACE = Pattern.compile("\\(line \\d+, column \\d+\\)");

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
     * @param standingSince the run that refused the same before; null for what is new
     */
    public record Reject(
            int execution,
            SourcePosition position,
            String person,
            String change,
            String reason,
            String code,
            @Nullable Long standingSince) {

        /** What tells a refused record from others, wherever it stands; null for changes and for records of nobody. */
        @Nullable
        Fingerprint ofRecord() {
            boolean recordOfSomebody =
                    (change.equals("read") || change.equals("plan")) && !person.equals(Identifiers.NOBODY);
            return recordOfSomebody
                    ? Fingerprint.of(
                            person + "\n" + code + "\n" + PLACE.matcher(reason).replaceAll(""))
                    : null;
        }

        /** A new one. */
        public Reject(
                int execution, SourcePosition position, String person, String change, String reason, String code) {
            this(execution, position, person, change, reason, code, null);
        }
    }

    public void add(long run, Collection<Reject> rejects) {
        template.batchUpdate(
                "insert into reject (run_id, execution, file, line, person, change_kind, reason, code, standing_since, fingerprint)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rejects.stream()
                        .map(reject -> new @Nullable Object[] {
                            run,
                            reject.execution(),
                            reject.position().file(),
                            reject.position().line(),
                            Rows.text(reject.person()),
                            reject.change(),
                            Rows.text(reject.reason()),
                            reject.code(),
                            reject.standingSince(),
                            Rows.uuidOrNull(reject.ofRecord())
                        })
                        .toList());
    }

    /** Forgets what an earlier attempt to read and plan the run refused. */
    public void clear(long run) {
        template.update("delete from reject where run_id = ?", run);
    }

    /** Whom Intercom refused something in a run. */
    public List<String> refusedPeople(long run) {
        return people(run, "change_kind not in ('read', 'plan')");
    }

    /** Those, and whoever is named by a record that could not be used. */
    public List<String> namedPeople(long run) {
        return people(run, "person <> '" + Identifiers.NOBODY + "'");
    }

    private List<String> people(long run, String which) {
        return template.queryForList(
                "select person from reject where run_id = ? and " + which + " group by person order by min(ordinal)",
                String.class,
                run);
    }

    /** Streams a run's rejects in the order they were met. */
    public void forEach(long run, Consumer<Reject> consumer) {
        new Scan(template)
                .over(
                        "select * from reject where run_id = ? order by ordinal",
                        row -> {
                            consumer.accept(new Reject(
                                    row.getInt("execution"),
                                    new SourcePosition(row.getString("file"), row.getLong("line")),
                                    row.getString("person"),
                                    row.getString("change_kind"),
                                    row.getString("reason"),
                                    row.getString("code"),
                                    Rows.longOrNull(row, "standing_since")));
                        },
                        run);
    }
}
