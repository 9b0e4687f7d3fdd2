package dev.audiencesync.definition;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Puts the environment's values where {@code ${NAME}} stands. */
final class Placeholders {

    static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)(}?)");

    private final Function<String, @Nullable String> environment;
    private final Problems problems;

    Placeholders(Function<String, @Nullable String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** Empty where a placeholder could not be replaced, which is a problem then. */
    Optional<String> substitute(Node node, String text) {
        StringBuilder replaced = new StringBuilder();
        boolean complete = true;
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            Optional<String> value = value(node, matcher);
            complete &= value.isPresent();
            matcher.appendReplacement(replaced, Matcher.quoteReplacement(value.orElse("")));
        }
        matcher.appendTail(replaced);
        return complete ? Optional.of(replaced.toString()) : Optional.empty();
    }

    private Optional<String> value(Node node, Matcher placeholder) {
        String name = placeholder.group(1);
        if (name.startsWith("file:")) {
            problems.add(
                    node.getStartMark(),
                    "`${file:…}` is for secrets, and only `access-token` is one",
                    "write the value itself, or an environment variable `${NAME}`");
            return Optional.empty();
        }
        if (placeholder.group(2).isEmpty() || !name.matches(VARIABLE)) {
            problems.add(
                    node.getStartMark(),
                    "`" + Found.shortened(placeholder.group()) + "` is not a placeholder",
                    "write `${NAME}`, NAME being an environment variable: letters, digits and `_`");
            return Optional.empty();
        }
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            problems.add(
                    node.getStartMark(),
                    "the environment variable " + name + " is not set, or empty",
                    "set " + name + " before the job runs, or write its value here");
            return Optional.empty();
        }
        return Optional.of(value);
    }
}
