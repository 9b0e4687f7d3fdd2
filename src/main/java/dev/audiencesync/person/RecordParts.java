package dev.audiencesync.person;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How much of an object is read: all of it, nothing, or some of its members, and of each of those how much again. A value
 * or array where members are read is read as a whole: what it means there is the mapping's to say. Immutable.
 */
public final class RecordParts {

    /** The whole object. */
    public static final RecordParts ALL = new RecordParts(Map.of(), List.of());

    private static final RecordParts NOTHING = new RecordParts(Map.of(), List.of());

    private final Map<String, RecordParts> members;
    private final List<Predicate<String>> wholeMembers;

    private RecordParts(Map<String, RecordParts> members, List<Predicate<String>> wholeMembers) {
        this.members = members;
        this.wholeMembers = wholeMembers;
    }

    /** How much of a member of the object is read. */
    public RecordParts of(String member) {
        if (this == ALL) {
            return ALL;
        }
        RecordParts named = members.get(member);
        if (named != null) {
            return named;
        }
        for (Predicate<String> whole : wholeMembers) {
            if (whole.test(member)) {
                return ALL;
            }
        }
        return NOTHING;
    }

    public boolean isNothing() {
        return this == NOTHING;
    }

    /** Gathers what is read of an object. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Builder> members = new HashMap<>();
        private final List<Predicate<String>> wholeMembers = new ArrayList<>();
        private boolean whole;

        /** Adds the whole of what stands under a name in an object under a name, and so on. */
        public Builder add(List<String> path) {
            at(path).whole = true;
            return this;
        }

        /** Adds the whole of some members of the object there. */
        public Builder add(List<String> path, Predicate<String> member) {
            at(path).wholeMembers.add(member);
            return this;
        }

        private Builder at(List<String> path) {
            Builder at = this;
            for (String name : path) {
                at = at.members.computeIfAbsent(name, any -> new Builder());
            }
            return at;
        }

        public RecordParts build() {
            if (whole) {
                return ALL;
            }
            Map<String, RecordParts> built = new HashMap<>();
            members.forEach((name, member) -> built.put(name, member.build()));
            return new RecordParts(Map.copyOf(built), List.copyOf(wholeMembers));
        }
    }
}
