package dev.audiencesync.intercom;

/** What looking up one contact finds: {@link Found}, {@link Absent}, {@link Merged} or {@link Refused}. */
public sealed interface ContactLookup permits ContactLookup.Found, ContactLookup.Absent, Merged, Refused {

    record Found(Contact contact) implements ContactLookup {}

    /** 404: never there, archived, or deleted. */
    record Absent() implements ContactLookup {}
}
