package dev.audiencesync.intercom;

import java.util.Set;

/** What became of taking a tag off several contacts in one call: {@link Answered} or {@link Refused}. */
public sealed interface BulkUntagResult permits BulkUntagResult.Answered, Refused {

    /**
     * Intercom took the call, which need not mean that it heeded it. A contact in neither set was skipped: Intercom does
     * not know it, or has merged it into another.
     *
     * @param tagId of the tag that has the name now
     * @param untagged those who lost the tag
     * @param tagged those who carry it all the same
     */
    record Answered(String tagId, Set<String> untagged, Set<String> tagged) implements BulkUntagResult {
        public Answered {
            untagged = Set.copyOf(untagged);
            tagged = Set.copyOf(tagged);
        }
    }
}
