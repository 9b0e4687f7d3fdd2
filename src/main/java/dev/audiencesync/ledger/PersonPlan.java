package dev.audiencesync.ledger;

import java.util.List;

/** One person of a plan with all that is planned for them, in plan order. */
record PersonPlan(PlannedPerson person, List<PlannedChange> changes) {}
