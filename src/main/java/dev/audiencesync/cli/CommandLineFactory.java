package dev.audiencesync.cli;

import java.util.Arrays;
import picocli.CommandLine;

/** The picocli command line, with the exit codes of the contract. */
final class CommandLineFactory {
    private static final String COMMANDS =
            "run, plan, apply, restart, status, show, list, rejects, retry-rejects %s sandbox";
    private static final String NO_COMMAND =
            "The command is missing: " + COMMANDS.formatted("or") + ". See `audience-sync --help`.";

    private CommandLineFactory() {}

    static CommandLine of(Console console) {
        CommandLine commandLine = new CommandLine(new TopCommand())
                .addSubcommand(new RunCommand(console))
                .addSubcommand(new PlanCommand(console))
                .addSubcommand(new ApplyCommand(console))
                .addSubcommand(new RestartCommand(console))
                .addSubcommand(new StatusCommand(console))
                .addSubcommand(new ShowCommand(console))
                .addSubcommand(new ListCommand(console))
                .addSubcommand(new RejectsCommand(console))
                .addSubcommand(new RetryRejectsCommand(console))
                .addSubcommand(
                        new CommandLine(new SandboxCommand(console)).addSubcommand(new SandboxGenerateCommand(console)))
                .addSubcommand(new CommandLine.HelpCommand());
        commandLine.setOut(console.outWriter());
        commandLine.setErr(console.errWriter());
        commandLine.setExpandAtFiles(false);
        commandLine.registerConverter(Long.class, CommandLineFactory::wholeNumber);
        commandLine.registerConverter(long.class, CommandLineFactory::wholeNumber);
        commandLine.registerConverter(Share.class, Share::parse);
        commandLine.setParameterExceptionHandler((exception, args) -> {
            if (exception.getCommandLine() == commandLine
                    && Arrays.stream(args).allMatch(word -> word.startsWith("-"))) {
                return new ErrorReport(console, isJson(args)).print(NO_COMMAND, ExitCode.USAGE);
            }
            String hint = "See `" + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help`.";
            String message = exception instanceof CommandLine.UnmatchedArgumentException unmatched
                    ? Mistyped.message(unmatched, COMMANDS.formatted("and"))
                    : exception.getMessage() + ".";
            return new ErrorReport(console, isJson(args)).print(message + " " + hint, ExitCode.USAGE);
        });
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            boolean json = isJson(parsed.originalArgs().toArray(new String[0]));
            return new ErrorReport(console, json).print(exception);
        });
        return commandLine;
    }

    private static Long wholeNumber(String word) {
        try {
            return Long.valueOf(word);
        } catch (NumberFormatException e) {
            throw new CommandLine.TypeConversionException("'" + word + "' is not a whole number");
        }
    }

    private static boolean isJson(String[] args) {
        return Arrays.stream(args).anyMatch(argument -> argument.equals("--json") || argument.startsWith("--json="));
    }
}
