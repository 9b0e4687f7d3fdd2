package dev.audiencesync.intercom;

/** What became of taking a tag off a contact: {@link Untagged}, {@link Merged} or {@link Refused}. */
public sealed interface UntagResult permits UntagResult.Untagged, Merged, Refused {

    /** The contact does not carry the tag; whether it did before, Intercom does not say. */
    record Untagged() implements UntagResult {}
}
