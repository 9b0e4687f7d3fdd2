package dev.audiencesync.job;

import dev.audiencesync.ledger.FileLocked;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.report.LiveRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Who runs in a home or waits to, from what the lock files say. The locks themselves are not tried: a job's start in
 * that moment would take the looker for the same job running already.
 */
public final class LiveRuns {
    private LiveRuns() {}

    public static List<LiveRun> of(Home home) {
        Path locks = home.lock("run").resolveSibling("");
        if (!Files.isDirectory(locks)) {
            return List.of();
        }
        Optional<LockHolder> turn = holder(home.lock("run"));
        List<LiveRun> live = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(locks, "job-*.lock")) {
            for (Path file : files) {
                holder(file).map(of -> liveRun(of, turn)).ifPresent(live::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at the locks in " + locks + ": " + e.getMessage(), e);
        }
        live.sort(Comparator.comparing(LiveRun::since).thenComparing(LiveRun::job));
        return live;
    }

    private static Optional<LockHolder> holder(Path lock) {
        return LockHolder.parse(FileLocked.read(lock)).filter(LockHolder::isAlive);
    }

    private static LiveRun liveRun(LockHolder holder, Optional<LockHolder> turn) {
        String waitsFor = turn.map(LockHolder::job)
                .filter(job -> !job.equals(holder.job()))
                .orElse(null);
        return new LiveRun(holder.job(), holder.process(), holder.since(), waitsFor);
    }
}
