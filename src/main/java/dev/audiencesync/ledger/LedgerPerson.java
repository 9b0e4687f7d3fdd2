package dev.audiencesync.ledger;

import dev.audiencesync.person.Identifiers;

/**
 * A person Intercom is known to hold. The identifiers hold the Intercom id, unless the person was only met in tag calls by
 * User ID or e-mail.
 */
public record LedgerPerson(long id, Identifiers identifiers) {

    /** Whether the Intercom id is known. */
    public boolean isIdentified() {
        return identifiers.intercomId() != null;
    }
}
