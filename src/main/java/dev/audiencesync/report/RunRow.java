package dev.audiencesync.report;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code status}.
 *
 * @param worked what its commands took, without the time between them
 * @param open planned changes without an outcome
 * @param message whom it was for, where not for everybody; why it did not end well, or why it was superseded
 * @param next the words of the command to give now; null for none
 */
public record RunRow(
        long run,
        String job,
        String workspace,
        RunStatus status,
        Instant startedAt,
        @Nullable Instant endedAt,
        Duration worked,
        @Nullable Integer exitCode,
        RunSummary.Records records,
        long people,
        RunSummary.Planned planned,
        RunSummary.Applied applied,
        long rejected,
        long open,
        @Nullable String message,
        @Nullable String next) {}
