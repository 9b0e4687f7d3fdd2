package dev.audiencesync.job;

import dev.audiencesync.ledger.OpenChange;
import java.util.List;

/** What one transaction of the applying step does. */
sealed interface ChangeSlice {

    /** Open changes of one wave and phase. */
    record Open(List<OpenChange> changes) implements ChangeSlice {}

    /** All is done: remember the people's states, and the stream's files as consumed. */
    record Settlement() implements ChangeSlice {}
}
