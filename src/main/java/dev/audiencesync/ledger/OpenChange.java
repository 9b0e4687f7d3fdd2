package dev.audiencesync.ledger;

import dev.audiencesync.person.Identifiers;

/** A planned change without an outcome, with its person as the plan now has it. */
public record OpenChange(PlannedChange change, PlannedPerson person) {

    /** The same as the create of somebody whom Intercom does not hold any more. */
    public OpenChange anew() {
        Identifiers known = person.identifiers();
        return new OpenChange(change.anew(), person.as(new Identifiers(known.externalId(), known.email(), null)));
    }
}
