package dev.audiencesync.intercom;

/** The workspace a token opens. */
public record Workspace(String idCode, String name) implements WorkspaceLookup {}
