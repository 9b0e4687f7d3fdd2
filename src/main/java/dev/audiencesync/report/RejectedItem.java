package dev.audiencesync.report;

import org.jspecify.annotations.Nullable;

/**
 * One line of a rejects file. It names the person: the file is the operator's alone.
 *
 * @param line where the record begins, from 1; null where it no longer matters, as for a change found by reconciling
 * @param person the strongest identifier that could be read
 * @param change create, update, tag or untag; null where the record itself was refused
 * @param code the short name of the reason, Intercom's own where it gave one
 */
public record RejectedItem(
        @Nullable String file,
        @Nullable Long line,
        @Nullable String person,
        @Nullable String change,
        String reason,
        String code) {}
