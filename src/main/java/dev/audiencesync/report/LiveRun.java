package dev.audiencesync.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process that runs a job now or waits for its turn to; it may not have a run in the store yet.
 *
 * @param host where the process is; empty where that is this host
 * @param waitsFor the job whose turn it is; null for the one that has it
 */
public record LiveRun(String job, String host, long process, Instant since, @Nullable String waitsFor) {}
