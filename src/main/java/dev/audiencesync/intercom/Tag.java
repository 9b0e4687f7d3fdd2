package dev.audiencesync.intercom;

/** A tag of the workspace; names are case-insensitive there. */
public record Tag(String id, String name) {}
