package dev.audiencesync.intercom;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** All contacts of a workspace but archived ones, as many a call as Intercom shows. */
public interface ContactListing {

    /** How many contacts there are, where Intercom says so; at most one call. */
    OptionalLong total();

    /** The most contacts of one call. */
    int perPage();

    /**
     * All contacts, leads perhaps too, fetched as the stream is gone through. Who comes or goes meanwhile may be missing;
     * others are not. Somebody may come more than once: then the last time counts.
     */
    Stream<List<Contact>> pages();
}
