package dev.audiencesync.sandbox;

/**
 * A tag and how many contacts hold it.
 *
 * @param contacts active holders
 */
public record TagSnapshot(String id, String name, int contacts) {}
