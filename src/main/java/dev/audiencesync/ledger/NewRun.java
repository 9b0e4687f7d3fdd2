package dev.audiencesync.ledger;

import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run when it begins.
 *
 * @param baseUrl where Intercom is, where the command said so in the definition's place
 * @param input absolute paths or globs that replace the definition's location; null where they do not
 */
public record NewRun(
        long workspaceId,
        String job,
        RunKind kind,
        String mode,
        Path definitionFile,
        String definitionText,
        @Nullable List<String> input,
        LocalDate date,
        boolean sandbox,
        @Nullable URI baseUrl,
        Canary canary) {}
