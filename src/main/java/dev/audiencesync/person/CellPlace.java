package dev.audiencesync.person;

import org.jspecify.annotations.Nullable;

/**
 * Where a CSV cell stands in its record besides under its column's name, so that a definition finds an attribute there
 * whatever its column is called.
 *
 * @param column the column's place in the header, from 0
 * @param container the part of the record, such as {@code properties}; null for the record itself
 * @param name as the definition gives it
 * @param membership whether the cell says whether the visitor has something: {@code t} or {@code f}
 */
public record CellPlace(int column, @Nullable String container, String name, boolean membership) {}
