package dev.audiencesync.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of an object is read: all of it, nothing, or some of its members, and of each of those how much again. A value
 * or array where members are read is read as a whole: what it means there is the mapping's to say. Immutable.
 */
public final class RecordParts {

    /** The whole object. */
    public static final RecordParts ALL = new RecordParts(Map.of(), List.of());

    private static final RecordParts NOTHING = new RecordParts(Map.of(), List.of());

    private final Map<String, RecordParts> members;
    private final List<TealiumName> wholeMembers;

    private RecordParts(Map<String, RecordParts> members, List<TealiumName> wholeMembers) {
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
        for (TealiumName name : wholeMembers) {
            if (name.matches(member)) {
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
        private final List<TealiumName> wholeMembers = new ArrayList<>();
        private boolean whole;

        /** Adds the whole of what stands at a JSON Pointer. */
        public Builder add(String pointer) {
            at(pointer).whole = true;
            return this;
        }

        /** Adds whatever an export may write for a name, in the object at the pointer. */
        Builder add(String pointer, TealiumName member) {
            at(pointer).wholeMembers.add(member);
            return this;
        }

        private Builder at(String pointer) {
            Builder at = this;
            for (String name : JsonPointer.names(pointer)) {
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
