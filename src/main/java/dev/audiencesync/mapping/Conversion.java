package dev.audiencesync.mapping;

import dev.audiencesync.person.FieldValue;

/** What a scalar became on its way to a field. */
sealed interface Conversion {

    record Converted(FieldValue value) implements Conversion {}

    /**
     * What cannot be sent.
     *
     * @param showing whether the value may be shown beside the complaint
     */
    record Refused(String code, String complaint, boolean showing) implements Conversion {}
}
