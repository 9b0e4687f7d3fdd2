package dev.audiencesync.definition;

import dev.audiencesync.person.CellPlace;
import dev.audiencesync.person.SourcePosition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Looks in the header of one CSV file for the columns of all that a definition reads. Used once. */
final class ColumnSearch {

    private static final int NONE = -1;

    private final References references;
    private final List<String> columns;
    private final ColumnProblems said;
    private final List<CellPlace> places = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    ColumnSearch(JobDefinition definition, SourcePosition header, List<String> columns) {
        this.references = References.of(definition);
        this.columns = columns;
        this.said = new ColumnProblems(definition, header, columns);
    }

    Columns all() {
        checkNames();
        references.lines().forEach((reference, line) -> {
            if (reference instanceof Reference.Each each) {
                findEach(each, line);
            } else {
                find(reference, line);
            }
        });
        checkHidden();
        return new Columns(places, problems);
    }

    private void checkNames() {
        Set<String> known = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isBlank()) {
                problems.add(said.nameless(i));
            } else if (!known.add(columns.get(i))) {
                problems.add(said.twice(columns.get(i)));
            }
        }
    }

    private void find(Reference reference, int line) {
        List<CellPlace> found = places(reference);
        if (found.size() == 1) {
            places.addAll(found);
        } else if (!found.isEmpty()) {
            problems.add(said.ambiguous(reference, found, line));
        } else if (references.mayLack(reference)) {
            places.add(new CellPlace(NONE, reference.container(), ((Reference.Attribute) reference).name(), true));
        } else {
            problems.add(said.missing(reference, line));
        }
    }

    /** What only wildcards take in may come and go with the header. */
    private void findEach(Reference.Each each, int line) {
        TagName.Pattern pattern = each.pattern();
        List<AttributeColumn> ofKind = attributes(columns)
                .filter(column -> column.kind().container().equals(each.container()))
                .toList();
        if (ofKind.isEmpty() && !references.mayStandInFolders()) {
            problems.add(said.missing(each, line));
            return;
        }
        for (String name : pattern.namedAlone()) {
            TealiumName wanted = new TealiumName(name);
            if (ofKind.stream().noneMatch(column -> column.isCalled(wanted))) {
                AttributeKind kind =
                        AttributeKind.valueOf(pattern.groups().kind().name());
                problems.add(said.missing(new Reference.Attribute(kind, name), line));
            }
        }
        List<CellPlace> found = ofKind.stream()
                .filter(column -> pattern.takesInColumn(List.of(column.title(), column.name(), column.id())))
                .map(column -> place(pattern, column))
                .toList();
        places.addAll(found.isEmpty() ? List.of(new CellPlace(NONE, pattern.columnsPart(), "", true)) : found);
    }

    private static CellPlace place(TagName.Pattern pattern, AttributeColumn column) {
        String id = column.id().isEmpty() ? column.name() : column.id();
        return new CellPlace(column.column(), pattern.columnsPart(), column.name(), true, id);
    }

    /** Attributes stand below the name of their kind, and hide a column that is called so. */
    private void checkHidden() {
        Set<String> hiding = places.stream()
                .map(CellPlace::container)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        references.lines().forEach((reference, line) -> {
            boolean plain = reference instanceof Reference.Top
                    || (reference instanceof Reference.FlagOrColumn flag && !flag.inFlags());
            if (plain && hiding.contains(reference.container())) {
                problems.add(said.hidden(reference, line));
            }
        });
    }

    private List<CellPlace> places(Reference reference) {
        if (reference instanceof Reference.Attribute attribute) {
            return attributes(attribute.kind(), attribute.name())
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
            IntStream flags = attributes(AttributeKind.FLAG, flag.name()).mapToInt(AttributeColumn::column);
            return IntStream.concat(plain, flags)
                    .distinct()
                    .mapToObj(column -> new CellPlace(column, container, flag.name(), false))
                    .toList();
        }
        String name = reference.container();
        int column = columns.indexOf(name);
        return column < 0 ? List.of() : List.of(new CellPlace(column, null, name, false));
    }

    private Stream<AttributeColumn> attributes(AttributeKind kind, String name) {
        TealiumName wanted = new TealiumName(name);
        return attributes(columns).filter(column -> column.kind() == kind && column.isCalled(wanted));
    }

    static Stream<AttributeColumn> attributes(List<String> columns) {
        return IntStream.range(0, columns.size())
                .boxed()
                .flatMap(column -> AttributeColumn.of(column, columns.get(column)).stream());
    }
}
