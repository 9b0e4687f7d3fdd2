package dev.audiencesync.cli;

import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.intercom.StoppedException;
import dev.audiencesync.job.AlreadyRunningException;
import dev.audiencesync.job.NoExportException;
import dev.audiencesync.job.NothingToRestartException;
import dev.audiencesync.job.StoppedWhileWaitingException;
import dev.audiencesync.job.UnfinishedRunException;
import dev.audiencesync.ledger.HomeUnusableException;
import dev.audiencesync.ledger.UnsupportedDatabaseException;
import dev.audiencesync.report.ErrorJson;
import org.slf4j.LoggerFactory;

/** Why a command did not do its work: for people on standard error, with {@code --json} as the object of the command. */
final class ErrorReport {
    private final Console console;
    private final boolean json;

    ErrorReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    int print(Exception exception) {
        return print(message(exception), exitCode(exception));
    }

    int print(String message, int exitCode) {
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
        if (exception instanceof StoppedException) {
            return "Stopped by a signal before anything was begun; give the command again.";
        }
        return exception.getMessage() == null ? exception.getClass().getSimpleName() : exception.getMessage();
    }

    private static int exitCode(Exception exception) {
        if (exception instanceof UsageException
                || exception instanceof DefinitionException
                || exception instanceof HomeUnusableException
                || exception instanceof UnsupportedDatabaseException
                || exception instanceof NoExportException
                || exception instanceof NothingToRestartException
                || exception instanceof UnfinishedRunException) {
            return ExitCode.USAGE;
        }
        if (exception instanceof AlreadyRunningException) {
            return ExitCode.ALREADY_RUNNING;
        }
        boolean stopped = exception instanceof StoppedWhileWaitingException || exception instanceof StoppedException;
        return stopped ? ExitCode.STOPPED : ExitCode.FAILED;
    }
}
