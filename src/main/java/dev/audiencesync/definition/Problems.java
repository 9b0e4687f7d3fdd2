package dev.audiencesync.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** The problems found so far in one file: reading goes on after each, so that all are reported at once. */
final class Problems {

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Optional<Mark> at, String message, String fix) {
        found.add(problem(
                at.map(mark -> mark.getLine() + 1).orElse(0),
                at.map(mark -> mark.getColumn() + 1).orElse(0),
                message,
                fix));
    }

    /** For what leaves nothing to read on with. */
    DefinitionException fatal(Optional<Mark> at, String message, String fix) {
        add(at, message, fix);
        return asException();
    }

    DefinitionException fatal(int line, int column, String message, String fix) {
        found.add(problem(line, column, message, fix));
        return asException();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw asException();
        }
    }

    private Problem problem(int line, int column, String message, String fix) {
        return new Problem(file, line, column, message, fix);
    }

    private DefinitionException asException() {
        return new DefinitionException(found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList());
    }
}
