package dev.audiencesync.definition;

import java.util.List;
import java.util.stream.Collectors;

/** A definition cannot be used. Carries every problem found; its message prints one a line. */
public final class DefinitionException extends RuntimeException {

    private final transient List<Problem> problems;

    public DefinitionException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** In the order of their lines, never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
