package dev.audiencesync.definition;

import dev.audiencesync.person.CellPlace;
import dev.audiencesync.person.SourcePosition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        ColumnProblems said = new ColumnProblems(definition, header, columns);
        List<Problem> problems = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isBlank()) {
                problems.add(said.nameless(i));
            } else if (!known.add(columns.get(i))) {
                problems.add(said.twice(columns.get(i)));
            }
        }
        List<CellPlace> places = new ArrayList<>();
        References.of(definition).lines().forEach((reference, line) -> {
            List<CellPlace> found = places(reference, columns);
            if (found.size() == 1) {
                places.addAll(found);
            } else {
                problems.add(found.isEmpty() ? said.missing(reference, line) : said.ambiguous(reference, found, line));
            }
        });
        return new Columns(places, problems);
    }

    private static List<CellPlace> places(Reference reference, List<String> columns) {
        if (reference instanceof Reference.Attribute attribute) {
            return attributes(attribute.kind(), attribute.name(), columns)
                    .map(column -> new CellPlace(
                            column.column(),
                            attribute.kind().container(),
                            attribute.name(),
                            attribute.kind().isMembership()))
                    .toList();
        }
        if (reference instanceof Reference.FlagOrColumn flag) {
            String container = flag.inFlags() ? AttributeKind.FLAG.container() : null;
            IntStream plain = IntStream.of(columns.indexOf(flag.name())).filter(column -> column >= 0);
            IntStream flags =
                    attributes(AttributeKind.FLAG, flag.name(), columns).mapToInt(AttributeColumn::column);
            return IntStream.concat(plain, flags)
                    .distinct()
                    .mapToObj(column -> new CellPlace(column, container, flag.name(), false))
                    .toList();
        }
        if (reference instanceof Reference.Every) {
            return List.of();
        }
        String name = ((Reference.Top) reference).name();
        int column = columns.indexOf(name);
        return column < 0 ? List.of() : List.of(new CellPlace(column, null, name, false));
    }

    private static Stream<AttributeColumn> attributes(AttributeKind kind, String name, List<String> columns) {
        TealiumName wanted = new TealiumName(name);
        return attributes(columns).filter(column -> column.kind() == kind && column.isCalled(wanted));
    }

    static Stream<AttributeColumn> attributes(List<String> columns) {
        return IntStream.range(0, columns.size())
                .boxed()
                .flatMap(column -> AttributeColumn.of(column, columns.get(column)).stream());
    }
}
