package dev.audiencesync.definition;

import dev.audiencesync.person.CellPlace;
import dev.audiencesync.person.SourcePosition;
import java.util.List;

/**
 * What a definition reads, held against the header of one CSV file.
 *
 * @param places where attributes stand, by the columns that hold them
 * @param problems what keeps the file from being read as the definition wants it; empty where nothing does
 */
public record Columns(List<CellPlace> places, List<Problem> problems) {

    public Columns {
        places = List.copyOf(places);
        problems = List.copyOf(problems);
    }

    /**
     * Looks for everything the definition reads.
     *
     * @param header where the header stands
     * @param columns the header's names in their order
     */
    public static Columns of(JobDefinition definition, SourcePosition header, List<String> columns) {
        return new ColumnSearch(definition, header, columns).all();
    }
}
