package dev.audiencesync.cli;

import dev.audiencesync.definition.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a word on the command line that no command takes. */
final class Mistyped {
    private static final int MOST = 3;

    private Mistyped() {}

    /** @param commands as they are told where none is near enough to be meant */
    static String message(UnmatchedArgumentException exception, String commands) {
        CommandLine command = exception.getCommandLine();
        String word = exception.getUnmatched().get(0);
        if (exception.isUnknownOption()) {
            String option = word.split("=", 2)[0];
            return "There is no option `" + option + "`" + meant(near(option, options(command)), ".");
        }
        if (command.getParent() == null) {
            return "There is no command `" + word + "`"
                    + meant(near(word, command.getSubcommands().keySet()), ": there are " + commands + ".");
        }
        return "`" + word + "` is more than `" + command.getCommandSpec().qualifiedName() + "` takes.";
    }

    private static String meant(List<String> near, String otherwise) {
        return near.isEmpty() ? otherwise : ": did you mean " + Suggestion.quoted(near) + "?";
    }

    /** Those that are spelled alike, and those that go on where the word ends. */
    private static List<String> near(String word, Collection<String> known) {
        Set<String> near = new LinkedHashSet<>(Suggestion.near(word, known));
        known.stream().filter(other -> other.startsWith(word)).sorted().forEach(near::add);
        return near.stream().limit(MOST).toList();
    }

    private static List<String> options(CommandLine command) {
        List<String> names = new ArrayList<>();
        command.getCommandSpec().options().forEach(option -> names.add(option.longestName()));
        names.sort(Comparator.naturalOrder());
        return names;
    }
}
