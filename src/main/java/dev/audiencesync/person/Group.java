package dev.audiencesync.person;

/**
 * An audience or a badge as a record names it, trimmed.
 *
 * @param id the name where the record has no id of its own for it
 * @param name the id where that is all the record has
 */
public record Group(String id, String name) implements Comparable<Group> {

    @Override
    public int compareTo(Group other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : id.compareTo(other.id);
    }
}
