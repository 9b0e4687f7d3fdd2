package dev.audiencesync.ledger;

import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people Intercom is known to hold; what jobs remember of them is in {@link JobMemories}. */
public final class PeopleLedger {
    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    public PeopleLedger(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    public List<LedgerPerson> byExternalId(long workspace, Collection<String> externalIds) {
        return by("external_id", workspace, externalIds);
    }

    public List<LedgerPerson> byEmail(long workspace, Collection<String> emailKeys) {
        return by("email_key", workspace, emailKeys);
    }

    public List<LedgerPerson> byIntercomId(long workspace, Collection<String> intercomIds) {
        return by("intercom_id", workspace, intercomIds);
    }

    /** Whom the job knows by its own keys, whatever of them Intercom was told. */
    public Map<Fingerprint, LedgerPerson> byJobKey(long workspace, String job, Collection<Fingerprint> keys) {
        Map<Fingerprint, LedgerPerson> known = new HashMap<>();
        if (keys.isEmpty() || !knowsAnybody(workspace)) {
            return known;
        }
        jdbc.sql("select k.person_key, p.id, p.external_id, p.email, p.intercom_id from person_job k join person p"
                        + " on p.id = k.person_id where k.workspace_id = :workspace and k.job = :job"
                        + " and k.person_key in (:keys)")
                .param("workspace", workspace)
                .param("job", job)
                .param("keys", keys.stream().map(Rows::uuid).toList())
                .query(row -> {
                    known.put(Rows.requiredFingerprint(row, "person_key"), person(row, 0));
                });
        return known;
    }

    /** Whether there is anybody: before a first night is done thousands of names are looked for in vain. */
    public boolean knowsAnybody(long workspace) {
        return any("person where workspace_id = ?", workspace);
    }

    private List<LedgerPerson> by(String column, long workspace, Collection<String> values) {
        if (values.isEmpty() || !knowsAnybody(workspace)) {
            return List.of();
        }
        return jdbc.sql("select id, external_id, email, intercom_id from person where workspace_id = :workspace and "
                        + column + " in (:values)")
                .param("workspace", workspace)
                .param("values", values)
                .query(PeopleLedger::person)
                .list();
    }

    /** Takes in a contact that was read. */
    public LedgerPerson takeIn(long workspace, long run, Identifiers contact) {
        String intercomId = Objects.requireNonNull(contact.intercomId(), "A contact has an id");
        long id = new PersonRows(template)
                .foundOrInserted(
                        workspace, run, new Outcome.ContactRef(intercomId, contact.externalId(), contact.email()));
        return new LedgerPerson(id, contact);
    }

    /** Learns the ids of those of the contacts whom tag calls have met under another name. */
    public void identify(long workspace, long run, Collection<Identifiers> contacts) {
        Map<String, Identifiers> byExternalId = new HashMap<>();
        Map<String, Identifiers> byEmail = new HashMap<>();
        for (Identifiers contact : contacts) {
            if (contact.externalId() != null) {
                byExternalId.put(contact.externalId(), contact);
            }
            if (contact.emailKey() != null) {
                byEmail.put(contact.emailKey(), contact);
            }
        }
        List<LedgerPerson> known = new ArrayList<>(byExternalId(workspace, byExternalId.keySet()));
        known.addAll(byEmail(workspace, byEmail.keySet()));
        for (LedgerPerson person : known) {
            Identifiers names = person.identifiers();
            Identifiers contact = names.externalId() == null
                    ? byEmail.get(String.valueOf(names.emailKey()))
                    : byExternalId.get(names.externalId());
            if (contact != null && !person.isIdentified()) {
                takeIn(workspace, run, contact);
            }
        }
    }

    /** The next people with tags of the job whose Intercom ids are not known, by ascending id. */
    public List<LedgerPerson> unidentifiedAfter(long workspace, String job, long personId, int limit) {
        return jdbc.sql("select id, external_id, email, intercom_id from person p where workspace_id = ? and id > ?"
                        + " and intercom_id is null and exists (select 1 from tag_owner o where o.person_id = p.id"
                        + " and o.job = ?) order by id limit ?")
                .params(workspace, personId, job, limit)
                .query(PeopleLedger::person)
                .list();
    }

    /** The next people known by an e-mail alone whose Intercom ids are not known, by ascending id. */
    public List<LedgerPerson> unidentifiedByEmailAfter(long workspace, long personId, int limit) {
        return jdbc.sql("select id, external_id, email, intercom_id from person where workspace_id = ? and id > ?"
                        + " and intercom_id is null and external_id is null and email_key is not null"
                        + " order by id limit ?")
                .params(workspace, personId, limit)
                .query(PeopleLedger::person)
                .list();
    }

    /** Whether anybody has a tag of ours under an e-mail alone, and no Intercom id is known. */
    public boolean hasTagsUnderEmailAlone(long workspace) {
        return any(
                "person p join tag_owner o on o.person_id = p.id where p.workspace_id = ? and p.intercom_id is null"
                        + " and p.external_id is null",
                workspace);
    }

    /** Whether anybody with an external id has a tag of ours. */
    public boolean hasTagsUnderExternalId(long workspace) {
        return any(
                "person p join tag_owner o on o.person_id = p.id where p.workspace_id = ? and p.external_id is not null",
                workspace);
    }

    private boolean any(String rows, long of) {
        return !jdbc.sql("select 1 from " + rows + " limit 1")
                .param(of)
                .query(Integer.class)
                .list()
                .isEmpty();
    }

    /** Forgets somebody of whom no id was known, and who is not in Intercom any more. */
    public void forget(LedgerPerson person) {
        new PersonRows(template).forget(person.id());
    }

    /** The next people with a contact whom the job knows, by ascending id. */
    public List<LedgerPerson> identifiedAfter(long workspace, String job, long personId, int limit) {
        return jdbc.sql("select id, external_id, email, intercom_id from person p where workspace_id = ? and id > ?"
                        + " and intercom_id is not null and exists (select 1 from person_job k where k.person_id = p.id"
                        + " and k.job = ?) order by id limit ?")
                .params(workspace, personId, job, limit)
                .query(PeopleLedger::person)
                .list();
    }

    /**
     * Of the people, those about whom any run has written since: what Intercom lists may still be what it held before.
     */
    public Set<Long> writtenSince(Collection<Long> personIds, Instant since) {
        if (personIds.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(
                jdbc.sql("select p.id from person p where p.id in (:ids) and exists (select 1 from run_execution e"
                                + " where e.run_id = p.version_run and (e.ended_at is null or e.ended_at > :since))")
                        .param("ids", personIds)
                        .param("since", Rows.time(since))
                        .query(Long.class)
                        .list());
    }

    Optional<LedgerPerson> byId(long personId) {
        return jdbc.sql("select id, external_id, email, intercom_id from person where id = ?")
                .param(personId)
                .query(PeopleLedger::person)
                .optional();
    }

    static LedgerPerson person(ResultSet row, int number) throws SQLException {
        return new LedgerPerson(
                row.getLong("id"),
                new Identifiers(row.getString("external_id"), row.getString("email"), row.getString("intercom_id")));
    }
}
