package dev.audiencesync.intercom;

/**
 * What {@code GET /me} answers: a {@link Workspace}, or {@link Refused}. Some versions document the call for OAuth tokens
 * only, so a refusal, even a 401, does not yet say that the token is bad.
 */
public sealed interface WorkspaceLookup permits Workspace, Refused {}
