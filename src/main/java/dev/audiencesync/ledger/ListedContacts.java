package dev.audiencesync.ledger;

import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.PersonKey;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The users whom a plan's look at the workspace showed and whom its records may be about: whether an e-mail is one user's
 * alone only the last page tells.
 */
public final class ListedContacts {
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final StagedNames staged;

    public ListedContacts(JdbcTemplate template, StagedNames staged) {
        this.template = template;
        this.staged = staged;
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * A user that Intercom showed.
     *
     * @param names with the Intercom id
     * @param held its fields as Intercom holds them
     */
    public record ListedContact(Identifiers names, SortedMap<String, FieldValue> held) {
        public String id() {
            return Objects.requireNonNull(names.intercomId());
        }
    }

    /** Forgets what the runs of a job were shown. */
    public void clear(long workspace, String job) {
        template.update(
                "delete from listed_contact where run_id in (select id from run where workspace_id = ? and job = ?)",
                workspace,
                job);
    }

    /** Keeps those of the users that staged records of the run may be about. Of who was shown before, only the last counts. */
    public void keep(long run, Collection<ListedContact> users) {
        template.batchUpdate(
                "delete from listed_contact where run_id = ? and intercom_id = ?",
                users.stream().map(user -> new Object[] {run, user.id()}).toList());
        Set<String> emails = staged.emailsWithExternalId(
                run,
                users.stream()
                        .flatMap(user -> Stream.ofNullable(user.names().emailKey()))
                        .toList());
        Set<Fingerprint> people = staged.staged(
                run,
                users.stream()
                        .flatMap(user -> keys(user.names()).stream())
                        .map(PersonKey::hash)
                        .toList());
        template.batchUpdate(
                "insert into listed_contact (run_id, intercom_id, external_id, email, email_key, fields)"
                        + " values (?, ?, ?, ?, ?, ?)",
                users.stream()
                        .filter(user ->
                                emails.contains(String.valueOf(user.names().emailKey()))
                                        || keys(user.names()).stream()
                                                .map(PersonKey::hash)
                                                .anyMatch(people::contains))
                        .map(user -> new Object[] {
                            run,
                            user.id(),
                            user.names().externalId(),
                            user.names().email(),
                            user.names().emailKey(),
                            FieldsJson.write(user.held())
                        })
                        .toList());
    }

    /** Under which a record without an Intercom id may be about the user. */
    private static List<PersonKey> keys(Identifiers names) {
        return names.withIntercomId(null).allKeys();
    }

    public List<ListedContact> byExternalId(long run, Collection<String> externalIds) {
        return by("external_id", run, externalIds);
    }

    /** @param emailKeys in the form e-mails are compared by */
    public List<ListedContact> byEmail(long run, Collection<String> emailKeys) {
        return by("email_key", run, emailKeys);
    }

    /** Whether any is kept. */
    public boolean hasAny(long run) {
        return !jdbc.sql("select 1 from listed_contact where run_id = ? limit 1")
                .param(run)
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    private List<ListedContact> by(String column, long run, Collection<String> values) {
        if (values.isEmpty() || !hasAny(run)) {
            return List.of();
        }
        return jdbc.sql("select intercom_id, external_id, email, fields from listed_contact where run_id = :run and "
                        + column + " in (:values) order by intercom_id")
                .param("run", run)
                .param("values", values)
                .query((row, number) -> new ListedContact(
                        new Identifiers(
                                row.getString("external_id"), row.getString("email"), row.getString("intercom_id")),
                        FieldsJson.read(row.getString("fields"))))
                .list();
    }
}
