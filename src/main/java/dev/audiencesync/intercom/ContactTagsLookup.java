package dev.audiencesync.intercom;

import java.util.List;

/** All tags of one contact, or why not: {@link Listed}, {@link Merged} or {@link Refused}. */
public sealed interface ContactTagsLookup permits ContactTagsLookup.Listed, Merged, Refused {

    record Listed(List<Tag> tags) implements ContactTagsLookup {
        public Listed {
            tags = List.copyOf(tags);
        }
    }
}
