package dev.audiencesync.intercom;

/** What became of a create or update: {@link Written}, {@link Met}, {@link Conflict}, {@link Merged} or {@link Refused}. */
public sealed interface WriteResult
        permits WriteResult.Written, WriteResult.Met, WriteResult.Conflict, Merged, Refused {

    /** The whole contact as it stands now. */
    record Written(Contact contact) implements WriteResult {}

    /** A create of 1.x found the person in Intercom and has updated them; the whole contact as it stands now. */
    record Met(Contact contact) implements WriteResult {}

    /**
     * 409: another contact has these details. It may be the very one an earlier attempt created whose answer was lost, or
     * another person with the same e-mail: compare external ids before writing to it.
     */
    record Conflict(String existingId, boolean archived) implements WriteResult {}
}
