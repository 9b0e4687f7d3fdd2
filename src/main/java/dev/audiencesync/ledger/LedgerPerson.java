package dev.audiencesync.ledger;

import dev.audiencesync.person.Identifiers;

/** A person Intercom is known to hold; the identifiers always hold the Intercom id. */
public record LedgerPerson(long id, Identifiers identifiers) {}
