package dev.audiencesync.intercom;

import java.util.Set;

/** What became of tagging contacts: {@link Tagged} or {@link Refused}. */
public sealed interface TagResult permits TagResult.Tagged, Refused {

    /**
     * The call went through.
     *
     * @param contactIds those that carry the tag now. From 2.16 unknown contacts are skipped and missing here; up to 2.15
     *     one of them fails the call: 404 for all
     */
    record Tagged(String tagId, Set<String> contactIds) implements TagResult {
        public Tagged {
            contactIds = Set.copyOf(contactIds);
        }
    }
}
