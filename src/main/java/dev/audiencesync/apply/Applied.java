package dev.audiencesync.apply;

import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What became of a slice of changes.
 *
 * @param outcomes of those that were decided; the others stay open
 * @param failure what concerns everybody and ends the run for now: a revoked token, Intercom out of reach
 */
public record Applied(List<ChangeOutcome> outcomes, Optional<RuntimeException> failure) {

    /** Whether anything was decided, other than to leave it for later. */
    public boolean somethingWorked() {
        return outcomes.stream().anyMatch(outcome -> !(outcome.outcome() instanceof Outcome.Deferred));
    }
}
