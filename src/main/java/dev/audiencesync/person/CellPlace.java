package dev.audiencesync.person;

import org.jspecify.annotations.Nullable;

/**
 * Where a CSV cell stands in its record besides under its column's name, so that a definition finds an attribute there
 * whatever its column is called.
 *
 * @param column the column's place in the header, from 0; negative where the header has none for it, and nothing is known
 * @param container the part of the record, such as {@code properties}; null for the record itself
 * @param name as the definition gives it; empty where the header has nothing for a whole part, which then holds nothing
 * @param membership whether the cell says whether the visitor has something: {@code t} or {@code f}
 * @param id of an audience or a badge that a tag pattern takes in: then a list stands at its name, which holds the id
 *     where the visitor has it, or null where the cell is empty; null for all else
 */
public record CellPlace(int column, @Nullable String container, String name, boolean membership, @Nullable String id) {

    /** A place that is for no tag pattern. */
    public CellPlace(int column, @Nullable String container, String name, boolean membership) {
        this(column, container, name, membership, null);
    }
}
