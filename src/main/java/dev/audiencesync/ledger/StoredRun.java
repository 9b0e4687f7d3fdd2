package dev.audiencesync.ledger;

import dev.audiencesync.person.Amount;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run as the store has it.
 *
 * @param input the paths that replaced the definition's location, absolute; null where they did not
 * @param baseUrl where Intercom is, where its command said so in the definition's place
 * @param sending whether anything of it may have been sent
 * @param definitionText the definition it started with, without secrets
 */
public record StoredRun(
        long id,
        long workspaceId,
        String workspace,
        String job,
        RunKind kind,
        String mode,
        long definitionId,
        String definitionFile,
        String definitionText,
        @Nullable List<String> input,
        LocalDate date,
        boolean sandbox,
        @Nullable URI baseUrl,
        Canary canary,
        RunState state,
        boolean planWhole,
        boolean sending,
        @Nullable Integer exitCode,
        @Nullable String message,
        Instant startedAt,
        @Nullable Instant endedAt,
        Totals totals) {

    /**
     * Whether something is left to do that a restart would do; while its process lives, nothing is. A plan that nobody
     * has begun to apply is only a plan.
     */
    public boolean unfinished() {
        return (kind != RunKind.PLAN || sending)
                && switch (state) {
                    case PLANNING, APPLYING, FAILED, STOPPED -> true;
                    case COMPLETED, GUARDED, PLANNED, SUPERSEDED -> false;
                };
    }

    /** Whom it is for, for people; empty for everybody. */
    public Optional<String> forWhom() {
        if (canary.isEverybody()) {
            return Optional.empty();
        }
        return Optional.of(
                kind == RunKind.RETRY
                        ? "Another try of what was refused, for "
                                + Amount.people(canary.only().size()) + "."
                        : "A canary run, " + canary.words() + ".");
    }

    /** What was read and planned. */
    public record Totals(
            long read,
            long rejected,
            long older,
            long people,
            long create,
            long update,
            long tag,
            long untag,
            long unchanged,
            long estimatedCalls,
            double estimatedMinutes) {}
}
