package dev.audiencesync.intercom;

/** What became of bringing an archived contact back: {@link Restored}, {@link NotRestorable} or {@link Refused}. */
public sealed interface UnarchiveResult permits UnarchiveResult.Restored, UnarchiveResult.NotRestorable, Refused {

    /** Under the same id as before. */
    record Restored(String contactId) implements UnarchiveResult {}

    /**
     * Deleted, merged or blocked: 400 with "is not restorable" in the message or {@code not_restorable} as the code. A
     * deleted contact may also answer 500, however often it is asked.
     */
    record NotRestorable(int status, String code, String message) implements UnarchiveResult {}
}
