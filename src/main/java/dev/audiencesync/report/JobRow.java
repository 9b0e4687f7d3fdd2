package dev.audiencesync.report;

import org.jspecify.annotations.Nullable;

/**
 * A job and how it stands.
 *
 * @param problem what is wrong with the definition; null where it can be run
 * @param last the job's last run or plan; null where it has none
 */
public record JobRow(String job, @Nullable String problem, @Nullable RunRow last) {}
