package dev.audiencesync.report;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.ledger.Drift;
import dev.audiencesync.ledger.Drift.Kind;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.ledger.Verifications;
import dev.audiencesync.report.RunSummary.Drifted;
import dev.audiencesync.report.RunSummary.Found;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a run that verified found to differ, as its summary and its plan count it; its file names each, as the rejects do. */
final class RunDrift {
    private final Verifications verifications;
    private final TagLedger tags;
    private final Home home;

    RunDrift(JdbcTemplate store, Home home) {
        this.verifications = new Verifications(store);
        this.tags = new TagLedger(store);
        this.home = home;
    }

    /** Reads it, and writes the file; empty where the run has not compared the whole workspace. */
    Optional<Drifted> write(long run, long workspace, JobDefinition definition) throws IOException {
        Optional<Found> found = found(verifications, run);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Path file = found.get().total() == 0 ? null : home.run(run).resolve("drift.jsonl");
        if (file != null) {
            write(run, file, tags.names(workspace));
        }
        return Optional.of(new Drifted(
                found.get(), definition.verification().onDrift().name().toLowerCase(Locale.ROOT), file));
    }

    /** Empty where the run has not compared the whole workspace. */
    static Optional<Found> found(Verifications verifications, long run) {
        return verifications.extent(run).map(extent -> {
            Map<Kind, Long> counts = verifications.counts(run);
            return new Found(
                    extent.contacts(),
                    extent.calls(),
                    counts.getOrDefault(Kind.FIELD, 0L),
                    counts.getOrDefault(Kind.TAG_REMOVED, 0L),
                    counts.getOrDefault(Kind.TAG_ADDED, 0L),
                    counts.getOrDefault(Kind.GONE, 0L),
                    counts.getOrDefault(Kind.MERGED, 0L) + counts.getOrDefault(Kind.MERGED_AWAY, 0L));
        });
    }

    private void write(long run, Path target, Map<String, String> tagNames) throws IOException {
        Path draft = PrivateFiles.draftOf(target);
        try {
            try (BufferedWriter lines = Files.newBufferedWriter(draft, StandardOpenOption.APPEND)) {
                verifications.forEach(run, drift -> write(lines, line(drift, tagNames)));
            }
            PrivateFiles.replace(target, draft);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void write(BufferedWriter lines, String line) {
        try {
            lines.write(line);
            lines.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No value stands here: neither what was sent nor what is there now is kept. */
    private static String line(Drift drift, Map<String, String> tagNames) {
        return RunJson.object()
                .put("person", drift.person())
                .put("contact", drift.contactId())
                .put("what", word(drift.kind()))
                .put("field", drift.kind() == Kind.FIELD ? drift.name() : null)
                .put("tag", isOfTag(drift.kind()) ? tagNames.getOrDefault(drift.name(), drift.name()) : null)
                .put("into", isMerge(drift.kind()) ? drift.name() : null)
                .toString();
    }

    private static boolean isOfTag(Kind kind) {
        return kind == Kind.TAG_ADDED || kind == Kind.TAG_REMOVED;
    }

    private static boolean isMerge(Kind kind) {
        return kind == Kind.MERGED || kind == Kind.MERGED_AWAY;
    }

    private static String word(Kind kind) {
        return switch (kind) {
            case FIELD -> "edited";
            case TAG_REMOVED -> "untagged";
            case TAG_ADDED -> "tagged";
            case GONE -> "gone";
            case MERGED -> "merged";
            case MERGED_AWAY -> "merged into somebody else";
        };
    }
}
