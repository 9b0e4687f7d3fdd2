package dev.audiencesync.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run as the store has it.
 *
 * @param input the paths that replaced the definition's location, absolute; null where they did not
 * @param definitionText the definition it started with, without secrets
 */
public record StoredRun(
        long id,
        long workspaceId,
        String workspace,
        String job,
        String mode,
        long definitionId,
        String definitionFile,
        String definitionText,
        @Nullable List<String> input,
        LocalDate date,
        boolean sandbox,
        Canary canary,
        RunState state,
        boolean planWhole,
        @Nullable Integer exitCode,
        @Nullable String message,
        Instant startedAt,
        @Nullable Instant endedAt,
        Totals totals) {

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
