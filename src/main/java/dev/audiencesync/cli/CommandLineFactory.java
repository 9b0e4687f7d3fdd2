package dev.audiencesync.cli;

import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.intercom.StoppedException;
import dev.audiencesync.job.AlreadyRunningException;
import dev.audiencesync.job.NoExportException;
import dev.audiencesync.job.NothingToRestartException;
import dev.audiencesync.job.StoppedWhileWaitingException;
import dev.audiencesync.report.ErrorJson;
import java.util.Arrays;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The picocli command line, with the exit codes of the contract. */
final class CommandLineFactory {
    private CommandLineFactory() {}

    static CommandLine of(Console console) {
        CommandLine commandLine = new CommandLine(new TopCommand())
                .addSubcommand(new RunCommand(console))
                .addSubcommand(new RestartCommand(console))
                .addSubcommand(new StatusCommand(console))
                .addSubcommand(new SandboxCommand(console))
                .addSubcommand(new CommandLine.HelpCommand());
        commandLine.setOut(console.outWriter());
        commandLine.setErr(console.errWriter());
        commandLine.setExpandAtFiles(false);
        commandLine.setParameterExceptionHandler((exception, args) -> {
            String hint = "See `" + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help`.";
            return report(console, isJson(args), exception.getMessage() + ". " + hint, ExitCode.USAGE);
        });
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            boolean json = isJson(parsed.originalArgs().toArray(new String[0]));
            return report(console, json, message(exception), exitCode(exception));
        });
        return commandLine;
    }

    private static boolean isJson(String[] args) {
        return Arrays.asList(args).contains("--json");
    }

    private static int report(Console console, boolean json, String message, int exitCode) {
        console.err().println("audience-sync: " + message);
        if (json) {
            console.out().println(ErrorJson.render(message, exitCode));
        }
        return exitCode;
    }

    private static String message(Exception exception) {
        if (exitCode(exception) == ExitCode.FAILED) {
            LoggerFactory.getLogger(AudienceSync.class).error("The command failed", exception);
        }
        return exception.getMessage() == null ? exception.getClass().getSimpleName() : exception.getMessage();
    }

    private static int exitCode(Exception exception) {
        if (exception instanceof UsageException
                || exception instanceof DefinitionException
                || exception instanceof NoExportException
                || exception instanceof NothingToRestartException) {
            return ExitCode.USAGE;
        }
        if (exception instanceof AlreadyRunningException) {
            return ExitCode.ALREADY_RUNNING;
        }
        boolean stopped = exception instanceof StoppedWhileWaitingException || exception instanceof StoppedException;
        return stopped ? ExitCode.STOPPED : ExitCode.FAILED;
    }
}
