package dev.audiencesync.definition;

import dev.audiencesync.person.CellPlace;
import dev.audiencesync.person.SourcePosition;
import java.util.List;
import java.util.stream.Stream;

/** What is wrong with a CSV file's header, for a definition. */
final class ColumnProblems {

    private static final int MOST_SHOWN = 12;

    private final JobDefinition definition;
    private final SourcePosition header;
    private final List<String> columns;

    ColumnProblems(JobDefinition definition, SourcePosition header, List<String> columns) {
        this.definition = definition;
        this.header = header;
        this.columns = columns;
    }

    Problem nameless(int column) {
        return problem(
                "column " + (column + 1) + " of the header has no name",
                "name it, or take it out; a delimiter at the end of the header line begins one more column");
    }

    Problem twice(String column) {
        return problem(
                "the header has two columns `" + Found.shortened(column) + "`",
                "rename one of them: which of the two is meant cannot be known");
    }

    Problem ambiguous(Reference reference, List<CellPlace> found, int line) {
        List<String> names =
                found.stream().map(place -> columns.get(place.column())).toList();
        return problem(
                "the header has several columns " + words(reference) + ", which " + reader(line) + ": " + shown(names),
                "name the one that is meant by its id, which stands in parentheses");
    }

    Problem missing(Reference reference, int line) {
        if (reference instanceof Reference.Each each) {
            String kind = each.pattern().groups().kind().word();
            String article = kind.startsWith("a") ? "an " : "a ";
            return problem(
                    "the header has no column for " + article + kind + ", and `each` in the action on line " + line
                            + " of " + definition.file() + " asks for all of them",
                    "AudienceDB's are called `visitor - " + kind + " - NAME (ID)`; for a column of your own write an"
                            + " action with a `name` of its own, `when: { flag: COLUMN }`; its columns are "
                            + shown(columns));
        }
        return problem("the header has no column " + words(reference) + ", which " + reader(line), fix(reference));
    }

    Problem hidden(Reference reference, int line) {
        return problem(
                "the column " + words(reference) + ", which " + reader(line)
                        + ", is called like the part of a record where attributes stand that the definition reads too",
                "give the column another name");
    }

    private String fix(Reference reference) {
        List<String> near = Suggestion.near(name(reference), candidates(reference));
        if (!near.isEmpty()) {
            return "did you mean " + shown(near) + "?";
        }
        if (reference instanceof Reference.Attribute attribute) {
            List<String> plain = Suggestion.near(attribute.name(), columns);
            if (!plain.isEmpty()) {
                String key = attribute.kind().isMembership() ? "flag" : "column";
                return "did you mean `" + key + ": " + Found.shortened(plain.get(0)) + "`?";
            }
            List<String> titles =
                    attributes(attribute.kind()).map(AttributeColumn::title).toList();
            if (!titles.isEmpty()) {
                return "its " + attribute.kind().container() + " are " + shown(titles);
            }
        }
        return "its columns are " + shown(columns);
    }

    /** What may have been meant. */
    private List<String> candidates(Reference reference) {
        if (reference instanceof Reference.Attribute attribute) {
            return attributes(attribute.kind())
                    .flatMap(column -> Stream.of(column.name(), column.id()))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
        return reference instanceof Reference.FlagOrColumn
                ? Stream.concat(columns.stream(), attributes(AttributeKind.FLAG).map(AttributeColumn::name))
                        .toList()
                : columns;
    }

    private Stream<AttributeColumn> attributes(AttributeKind kind) {
        return ColumnSearch.attributes(columns).filter(column -> column.kind() == kind);
    }

    private static String name(Reference reference) {
        if (reference instanceof Reference.Attribute attribute) {
            return attribute.name();
        }
        return reference instanceof Reference.FlagOrColumn flag ? flag.name() : ((Reference.Top) reference).name();
    }

    private static String words(Reference reference) {
        String name = "`" + Found.shortened(name(reference)) + "`";
        return reference instanceof Reference.Attribute attribute
                ? "for the " + attribute.kind().word() + " " + name
                : name;
    }

    private String reader(int line) {
        return (line > 0 ? "the action on line " + line : "`newest-by`") + " of " + definition.file() + " reads";
    }

    private static String shown(List<String> names) {
        return Suggestion.quoted(
                        names.stream().limit(MOST_SHOWN).map(Found::shortened).toList())
                + (names.size() > MOST_SHOWN ? ", …" : "");
    }

    private Problem problem(String message, String fix) {
        return new Problem(header.file(), (int) header.line(), 0, message, fix);
    }
}
