package dev.audiencesync.cli;

import dev.audiencesync.ledger.Canary;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom a command that plans is for: everybody, unless it says otherwise. */
final class CanaryOptions {
    @Option(
            names = "--only",
            paramLabel = "PERSON",
            description =
                    "A canary run for this person, by User ID, e-mail or Intercom id; several with several --only."
                            + " Nobody else is planned for, and no file counts as read.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "A canary run for the first N people with changes (of those named, if any are).")
    private @Nullable Long limit;

    /** @throws UsageException where the options name nobody */
    Canary chosen() {
        if (only.stream().anyMatch(String::isBlank)) {
            throw new UsageException("--only is empty: give a User ID, an e-mail or an Intercom id, or leave it out.");
        }
        if (limit != null && limit < 1) {
            throw new UsageException(
                    "--limit " + limit + " leaves nobody to plan for: give 1 or more, or leave it out.");
        }
        return new Canary(only, limit == null ? OptionalLong.empty() : OptionalLong.of(limit));
    }
}
