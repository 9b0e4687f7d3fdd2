package dev.audiencesync.cli;

import dev.audiencesync.plan.Allowances;
import dev.audiencesync.plan.GuardName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What a command lets pass the guard, for one plan. */
final class GuardOptions {
    @Option(
            names = "--allow-untags",
            paramLabel = "TAG=N",
            description = "Let exactly N people lose the tag, though the guard finds that too many. Repeatable.")
    private List<String> untags = new ArrayList<>();

    @Option(
            names = "--allow",
            paramLabel = "GUARD",
            description = "Let one of the guard's findings pass, by the name its message gives. Repeatable.")
    private List<String> guards = new ArrayList<>();

    /** @throws UsageException for what no guard is called, and for what cannot be let pass */
    Allowances allowances() {
        Map<String, Long> exact = new TreeMap<>();
        untags.forEach(text -> addExact(exact, text));
        Set<GuardName> named = EnumSet.noneOf(GuardName.class);
        guards.forEach(word -> named.add(guard(word)));
        return new Allowances(exact, named);
    }

    private static void addExact(Map<String, Long> exact, String text) {
        int equals = text.lastIndexOf('=');
        String count = text.substring(equals + 1);
        if (equals < 1 || !count.matches("\\d{1,12}")) {
            throw new UsageException(
                    "--allow-untags " + text + ": write the tag and the exact number, such as VIP=812.");
        }
        exact.put(text.substring(0, equals).strip(), Long.parseLong(count));
    }

    private static GuardName guard(String word) {
        GuardName guard = GuardName.of(word)
                .orElseThrow(() -> new UsageException("--allow " + word + ": there is no such guard. There are "
                        + Arrays.stream(GuardName.values())
                                .filter(GuardName::overridable)
                                .map(GuardName::word)
                                .collect(Collectors.joining(", "))
                        + "."));
        if (!guard.overridable()) {
            throw new UsageException("--allow " + word + ": this guard cannot be overridden.");
        }
        return guard;
    }
}
