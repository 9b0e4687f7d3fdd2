package dev.audiencesync.ledger;

/** A planned change without an outcome, with its person as the plan now has it. */
public record OpenChange(PlannedChange change, PlannedPerson person) {}
