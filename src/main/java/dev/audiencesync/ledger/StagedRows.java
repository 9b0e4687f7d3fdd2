package dev.audiencesync.ledger;

import dev.audiencesync.ledger.StagedPages.Part;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Identifiers;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** The staged records, as rows, that planned people in rows come from: what became of them is told by these. */
final class StagedRows {
    private final JdbcTemplate template;
    private final StagedPages pages;

    StagedRows(JdbcTemplate template) {
        this.template = template;
        this.pages = new StagedPages(template);
    }

    /**
     * Takes rows out of the pages. Those that an earlier release staged are rows already, and in no page.
     *
     * @param places of records of the run
     */
    void unpack(long run, Collection<Long> places) {
        if (!places.isEmpty()) {
            TreeSet<Long> wanted = new TreeSet<>(places);
            Map<Long, StagedPerson> found = new HashMap<>();
            for (Part part : Part.values()) {
                pages.scan(run, part, wanted.first(), wanted.last(), entry -> {
                    if (wanted.contains(entry.seq())) {
                        found.put(entry.seq(), entry.person());
                    }
                });
            }
            insert(
                    run,
                    found.values().stream()
                            .sorted(Comparator.comparingLong(StagedPerson::seq))
                            .toList());
        }
    }

    private void insert(long run, List<StagedPerson> people) {
        if (!people.isEmpty()) {
            template.batchUpdate(
                    "insert into staged_person (run_id, email_key, seq, person_key, external_id, email, intercom_id,"
                            + " fields, facts, newest_by, state, file, line, ages, visitor)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    people,
                    people.size(),
                    (row, person) -> set(row, run, person));
        }
    }

    /** Whoever sets a null without a type has the database asked for it each time. */
    private static void set(PreparedStatement row, long run, StagedPerson staged) throws SQLException {
        DesiredPerson desired = staged.desired();
        Identifiers identifiers = desired.identifiers();
        int column = 1;
        row.setLong(column++, run);
        row.setString(column++, identifiers.emailKey());
        row.setLong(column++, staged.seq());
        row.setObject(column++, Rows.uuid(staged.key()));
        row.setString(column++, identifiers.externalId());
        row.setString(column++, identifiers.email());
        row.setString(column++, identifiers.intercomId());
        row.setString(column++, FieldsJson.write(desired.fields()));
        row.setString(column++, FactsText.write(desired.facts()));
        row.setLong(column++, desired.newestBy());
        row.setObject(column++, Rows.uuid(staged.state()));
        row.setString(column++, desired.position().file());
        row.setLong(column++, desired.position().line());
        row.setString(column++, FieldsJson.writeAges(desired.ages()));
        row.setLong(column, desired.visitor());
    }

    void clear(long run) {
        template.update("delete from staged_person where run_id = ?", run);
    }

    /** Forgets those of all runs of a job. */
    void clearAll(long workspace, String job) {
        template.update(
                "delete from staged_person where run_id in (select id from run where workspace_id = ? and job = ?)",
                workspace,
                job);
    }
}
