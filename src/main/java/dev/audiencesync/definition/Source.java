package dev.audiencesync.definition;

import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the records come from and what their absence means.
 *
 * @param locations where the files are, in the definition's order
 * @param complete the definition's word that each run's files hold the whole audience
 * @param newestBy the value that orders one person's records; null stands for the format's own
 * @param delimiter between a CSV file's columns; null where each file's header line tells
 */
public record Source(
        Stream stream,
        List<Location> locations,
        Format format,
        Mode mode,
        boolean complete,
        @Nullable Value newestBy,
        @Nullable Character delimiter) {

    private static final Value LAST_VISIT = new Value.FromRecord("/dates/Last visit");
    private static final Value POST_TIME = new Value.FromRecord("/post_time");
    private static final Value UPDATED = new Value.FromRecord("/updated");

    /**
     * The values that order one person's records, of which the first counts that a record has: the definition's, or the
     * format's own.
     */
    public List<Value> newestByOrDefault() {
        if (newestBy != null) {
            return List.of(newestBy);
        }
        return (stream == Stream.EVENT ? Format.EVENT_STORE : format).newestBy();
    }

    /** The locations' globs. */
    public List<String> globs() {
        return locations.stream().map(Location::glob).toList();
    }

    /** Whether records are of visitors, which others may take over: rows and events are not. */
    public boolean isOfVisitors() {
        return stream == Stream.AUDIENCE && format != Format.CSV;
    }

    /** The audiences that locations speak of themselves, as conditions name them. */
    public SortedSet<String> toldAudiences() {
        return locations.stream()
                .filter(Location::tells)
                .map(location -> Objects.requireNonNull(location.audience()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Whether the records of one person add to each other: an event says little of its person, and a record of one folder
     * nothing of what another folder tells. Else the newest record of a person is all of it.
     */
    public boolean mergesRecords() {
        return stream == Stream.EVENT || locations.stream().anyMatch(Location::tells);
    }

    /**
     * A place where files are.
     *
     * @param glob relative to the definition's folder; {@code {date}} stands for the run's date
     * @param membership what being there means
     * @param audience the audience meant; never null where the membership is not the record's own affair
     */
    public record Location(String glob, Membership membership, @Nullable String audience) {

        public Location(String glob) {
            this(glob, Membership.FROM_RECORD, null);
        }

        /** Whether being there says something of an audience, whatever the record itself says. */
        public boolean tells() {
            return membership != Membership.FROM_RECORD;
        }
    }

    /** What a record's standing at a location says of its membership in the location's audience. */
    public enum Membership {
        /** Whoever stands there is in the audience. */
        JOINED,
        /** Whoever stands there is not in it any more: the folder of an action on the Left trigger. */
        LEFT,
        /** Nothing: the record says it. */
        FROM_RECORD
    }

    public enum Stream {
        AUDIENCE,
        EVENT
    }

    /** The shape of the files. */
    public enum Format {
        AUDIENCE_STORE,
        CSV,
        EVENT_STORE,
        /** Each file's own, told by its content. */
        AUTO;

        /** What orders one person's records unless the definition says it. */
        List<Value> newestBy() {
            return switch (this) {
                case AUDIENCE_STORE -> List.of(LAST_VISIT);
                case CSV -> List.of(UPDATED);
                case EVENT_STORE -> List.of(POST_TIME);
                case AUTO -> List.of(LAST_VISIT, UPDATED);
            };
        }
    }

    public enum Mode {
        /** The export is everybody; who is absent has left. */
        SNAPSHOT,
        /** An append stream; absence means nothing, and each file is consumed once. */
        STREAM
    }
}
