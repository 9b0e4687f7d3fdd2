package dev.audiencesync.ledger;

/** A change and what became of it. */
public record ChangeOutcome(OpenChange open, Outcome outcome) {}
