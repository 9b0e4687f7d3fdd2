package dev.audiencesync.ledger;

import dev.audiencesync.ledger.Outcome.ContactRef;
import dev.audiencesync.person.Identifiers;
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

    /** A merged contact's canonical id may already have a row of its own: then that row is the person. */
    long updated(long workspaceId, long personId, ContactRef contact) {
        Long other = idOf(workspaceId, contact.intercomId());
        long id = other == null ? personId : other;
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

    long foundOrInserted(long workspaceId, long run, ContactRef contact) {
        Long known = idOf(workspaceId, contact.intercomId());
        if (known != null) {
            return updated(workspaceId, known, contact);
        }
        template.update(
                "insert into person (workspace_id, external_id, email, email_key, intercom_id, first_run)"
                        + " values (?, ?, ?, ?, ?, ?)",
                workspaceId,
                contact.externalId(),
                contact.email(),
                emailKey(contact.email()),
                contact.intercomId(),
                run);
        return Objects.requireNonNull(idOf(workspaceId, contact.intercomId()));
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
