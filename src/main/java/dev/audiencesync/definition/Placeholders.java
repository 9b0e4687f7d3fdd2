package dev.audiencesync.definition;

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

    String substitute(Node node, String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(2).isEmpty() ? malformed(node, match.group()) : value(node, match.group(1))));
    }

    private String value(Node node, String name) {
        if (name.startsWith("file:")) {
            problems.add(
                    node.getStartMark(),
                    "`${file:…}` is for secrets, and only `access-token` is one",
                    "write the value itself, or an environment variable `${NAME}`");
            return name;
        }
        if (!name.matches(VARIABLE)) {
            return malformed(node, "${" + name + "}");
        }
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            problems.add(
                    node.getStartMark(),
                    "the environment variable " + name + " is not set, or empty",
                    "set " + name + " before the job runs, or write its value here");
            return name;
        }
        return value;
    }

    private String malformed(Node node, String written) {
        problems.add(
                node.getStartMark(),
                "`" + written + "` is not a placeholder",
                "write `${NAME}`, NAME being an environment variable: letters, digits and `_`");
        return written;
    }
}
