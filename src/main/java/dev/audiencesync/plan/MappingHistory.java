package dev.audiencesync.plan;

import dev.audiencesync.ledger.Cause;
import org.jspecify.annotations.Nullable;

/** Tells whether the definition or the data made something differ, from the definition under which it was last sent. */
interface MappingHistory {

    /** @param definitionId the definition of the last send; null where there was none, which is the data's doing */
    Cause ofField(@Nullable Long definitionId, String field);

    Cause ofTag(@Nullable Long definitionId, String nameKey);
}
