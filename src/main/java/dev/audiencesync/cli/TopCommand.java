package dev.audiencesync.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand: says what there is. */
@Command(
        name = "audience-sync",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Brings Tealium audience exports to Intercom: users created and updated, tags put on and taken off.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed and can be restarted, 2 usage or definition error, 3 done with some rejected,",
            "4 stopped by a guard with nothing written, 5 already running, 6 stopped by a signal and can be restarted."
        })
final class TopCommand implements Runnable {
    @Spec
    private @org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec known = java.util.Objects.requireNonNull(spec);
        throw new ParameterException(known.commandLine(), "The command is missing");
    }
}
