package dev.audiencesync.ledger;

import dev.audiencesync.ledger.Outcome.ContactRef;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of contacts that Intercom is known to hold, each once. */
final class PersonRows {
    private final JdbcTemplate template;

    PersonRows(JdbcTemplate template) {
        this.template = template;
    }

    /**
     * A merged contact's canonical id may already have a row of its own: then that row is the person. One whose id is news
     * is whoever was met under its names, too.
     */
    long updated(long workspaceId, long personId, ContactRef contact) {
        Long other = contact.intercomId() == null ? null : idOf(workspaceId, contact.intercomId());
        long id = other == null ? personId : other;
        if (id != personId) {
            becomes(personId, id);
        } else if (other == null) {
            become(named(workspaceId, contact), id);
        }
        template.update(
                "update person set external_id = coalesce(?, external_id), email = ?, email_key = ?, intercom_id = ?"
                        + " where id = ?",
                contact.externalId(),
                contact.email(),
                emailKey(contact.email()),
                contact.intercomId(),
                id);
        return id;
    }

    private void become(List<Long> named, long canonical) {
        named.stream().filter(id -> id != canonical).forEach(id -> becomes(id, canonical));
    }

    /** Tags move with a merge, and plans; the row of the contact that is no more is found by nothing. */
    private void becomes(long merged, long canonical) {
        template.update(
                "insert into tag_owner (tag_id, person_id, job, since_run, doubted) select o.tag_id, ?, o.job,"
                        + " o.since_run, o.doubted"
                        + " from tag_owner o where o.person_id = ? and not exists (select 1 from tag_owner k where"
                        + " k.person_id = ? and k.tag_id = o.tag_id and k.job = o.job)",
                canonical,
                merged,
                canonical);
        template.update("delete from tag_owner where person_id = ?", merged);
        template.update("update person_job set person_id = ? where person_id = ?", canonical, merged);
        template.update("update planned_person set person_id = ? where person_id = ?", canonical, merged);
        template.update("update person set external_id = null, email = null, email_key = null where id = ?", merged);
    }

    /** The row of a contact that was read, or written to. */
    long foundOrInserted(long workspaceId, long run, ContactRef contact) {
        Long known = contact.intercomId() == null ? null : idOf(workspaceId, contact.intercomId());
        List<Long> named = named(workspaceId, contact);
        if (known == null && named.isEmpty()) {
            return inserted(workspaceId, run, contact);
        }
        long id = known == null ? named.get(0) : known;
        become(named, id);
        return contact.intercomId() == null ? id : updated(workspaceId, id, contact);
    }

    private long inserted(long workspaceId, long run, ContactRef contact) {
        template.update(
                "insert into person (workspace_id, external_id, email, email_key, intercom_id, first_run)"
                        + " values (?, ?, ?, ?, ?, ?)",
                workspaceId,
                contact.externalId(),
                contact.email(),
                emailKey(contact.email()),
                contact.intercomId(),
                run);
        Long id = contact.intercomId() == null
                ? named(workspaceId, contact).get(0)
                : idOf(workspaceId, contact.intercomId());
        return Objects.requireNonNull(id);
    }

    /** Whom tag calls have met under the contact's User ID, and under its e-mail alone. */
    private List<Long> named(long workspaceId, ContactRef contact) {
        List<Long> ids = new ArrayList<>(template.queryForList(
                "select id from person where workspace_id = ? and intercom_id is null and external_id = ?",
                Long.class,
                workspaceId,
                contact.externalId()));
        if (contact.intercomId() != null || contact.externalId() == null) {
            ids.addAll(template.queryForList(
                    "select id from person where workspace_id = ? and intercom_id is null and external_id is null"
                            + " and email_key = ?",
                    Long.class,
                    workspaceId,
                    emailKey(contact.email())));
        }
        return ids;
    }

    /** Somebody whom tag calls met, and who is not in Intercom under that name any more: nothing is known of them. */
    void forget(long personId) {
        template.update("delete from tag_owner where person_id = ?", personId);
        template.update("delete from tag_removal where person_id = ?", personId);
        template.update("update person_job set person_id = null, state = null where person_id = ?", personId);
        template.update("update planned_person set person_id = null where person_id = ?", personId);
        template.update("update person set external_id = null, email = null, email_key = null where id = ?", personId);
    }

    private @Nullable Long idOf(long workspaceId, String intercomId) {
        List<Long> ids = template.queryForList(
                "select id from person where workspace_id = ? and intercom_id = ?",
                Long.class,
                workspaceId,
                intercomId);
        return ids.isEmpty() ? null : ids.get(0);
    }

    private static @Nullable String emailKey(@Nullable String email) {
        return email == null ? null : Identifiers.emailKey(email);
    }
}
