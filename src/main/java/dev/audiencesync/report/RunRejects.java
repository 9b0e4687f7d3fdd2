package dev.audiencesync.report;

import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.RunFigures;
import dev.audiencesync.report.RunSummary.RejectLine;
import dev.audiencesync.report.RunSummary.Standing;
import dev.audiencesync.report.RunSummary.StandingLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run was refused, as its summary and report show it.
 *
 * @param first of the new ones, for the terminal
 * @param file with all of the new ones; null where there is none
 */
record RunRejects(List<RejectLine> first, Standing standing, @Nullable Path file) {
    private static final int SHOWN = 5;
    private static final int LISTED = 1_000;

    /** Reads them, and writes the new ones to the run's rejects file. */
    static RunRejects write(long run, Rejects rejects, RunFigures figures, Home home) throws IOException {
        List<RejectLine> shown = new ArrayList<>();
        Path target = home.run(run).resolve("rejects.jsonl");
        boolean anyNew = figures.rejected(run, null) > 0;
        if (anyNew) {
            writeNew(run, rejects, target, shown);
        }
        return new RunRejects(shown, standing(run, rejects, figures.standing(run)), anyNew ? target : null);
    }

    private static void writeNew(long run, Rejects rejects, Path target, List<RejectLine> shown) throws IOException {
        try (RejectsFile file = RejectsFile.replacing(target)) {
            rejects.forEach(run, reject -> {
                if (reject.standingSince() == null) {
                    write(file, reject);
                    if (shown.size() < SHOWN) {
                        shown.add(line(reject));
                    }
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Standing standing(long run, Rejects rejects, long people) {
        if (people == 0) {
            return Standing.NONE;
        }
        List<StandingLine> standing = new ArrayList<>();
        rejects.forEach(run, reject -> {
            if (reject.standingSince() != null && standing.size() < LISTED) {
                standing.add(new StandingLine(line(reject), reject.standingSince()));
            }
        });
        return new Standing(people, standing);
    }

    private static RejectLine line(Rejects.Reject reject) {
        return new RejectLine(reject.position().file(), reject.position().line(), reject.reason(), reject.code());
    }

    private static void write(RejectsFile file, Rejects.Reject reject) {
        try {
            file.write(new RejectedItem(
                    reject.position().file(),
                    reject.position().line(),
                    reject.person(),
                    reject.change(),
                    reject.reason(),
                    reject.code()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
