package dev.audiencesync.definition;

import dev.audiencesync.definition.Condition.Question;
import dev.audiencesync.person.SourcePosition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns a definition reads, held against the header of one CSV file. */
public final class Columns {

    private static final int MOST_SHOWN = 12;

    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> told;

    private Columns(Set<String> told) {
        this.told = told;
    }

    /**
     * What keeps a file from being read as the definition wants it; empty where nothing does.
     *
     * @param header where the header stands
     * @param columns the header's names in their order
     */
    public static List<Problem> problems(JobDefinition definition, SourcePosition header, List<String> columns) {
        List<Problem> problems = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            if (column.isBlank()) {
                problems.add(problem(
                        header,
                        "column " + (i + 1) + " of the header has no name",
                        "name it, or take it out; a delimiter at the end of the header line begins one more column"));
            } else if (!known.add(column)) {
                problems.add(problem(
                        header,
                        "the header has two columns `" + Found.shortened(column) + "`",
                        "rename one of them: which of the two is meant cannot be known"));
            }
        }
        of(definition).lines.forEach((column, line) -> {
            if (!known.contains(column)) {
                problems.add(missing(definition, header, columns, column, line));
            }
        });
        return List.copyOf(problems);
    }

    private static Problem missing(
            JobDefinition definition, SourcePosition header, List<String> columns, String column, int line) {
        List<String> near = Suggestion.near(column, columns);
        List<String> shown = near.isEmpty() ? columns : near;
        String names = Suggestion.quoted(
                        shown.stream().limit(MOST_SHOWN).map(Found::shortened).toList())
                + (shown.size() > MOST_SHOWN ? ", …" : "");
        return problem(
                header,
                "the header has no column `" + Found.shortened(column) + "`, which "
                        + (line > 0 ? "the action on line " + line : "`newest-by`") + " of " + definition.file()
                        + " reads",
                (near.isEmpty() ? "its columns are " : "did you mean ") + names + (near.isEmpty() ? "" : "?"));
    }

    private static Problem problem(SourcePosition header, String message, String fix) {
        return new Problem(header.file(), (int) header.line(), 0, message, fix);
    }

    private static Columns of(JobDefinition definition) {
        Columns columns = new Columns(definition.source().toldAudiences());
        columns.add(definition.source().newestBy(), 0);
        for (Action action : definition.actions()) {
            columns.add(action.when(), action.line());
            if (action instanceof Action.CreateOrUpdateUser create) {
                create.parameters().values().forEach(value -> columns.add(value, create.line()));
                create.customAttributes().values().forEach(value -> columns.add(value, create.line()));
            } else if (action instanceof Action.AddTag tag) {
                columns.add(tag.identifier(), tag.line());
            }
        }
        return columns;
    }

    private void add(@Nullable Value value, int line) {
        if (value instanceof Value.FromRecord from) {
            lines.putIfAbsent(JsonPointer.firstName(from.pointer()), line);
        }
    }

    private void add(Condition condition, int line) {
        if (condition instanceof Condition.Leaf leaf) {
            add(leaf.question(), line);
        } else if (condition instanceof Condition.Not not) {
            add(not.condition(), line);
        } else if (condition instanceof Condition.All all) {
            all.conditions().forEach(each -> add(each, line));
        } else if (condition instanceof Condition.Any any) {
            any.conditions().forEach(each -> add(each, line));
        }
    }

    /** An audience that a location tells of needs no column. */
    private void add(Question question, int line) {
        if (question instanceof Question.InAudience in
                && told.contains(in.audience().strip())) {
            return;
        }
        lines.putIfAbsent(question.container(), line);
    }
}
