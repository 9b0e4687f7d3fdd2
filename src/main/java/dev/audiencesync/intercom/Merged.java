package dev.audiencesync.intercom;

/**
 * The contact was merged into another: 410 {@code contact_merged} with a {@code Link} of {@code rel="canonical"}, from
 * 2.16; earlier versions answer 404.
 */
public record Merged(String canonicalId) implements ContactLookup, ContactTagsLookup, WriteResult, UntagResult {}
