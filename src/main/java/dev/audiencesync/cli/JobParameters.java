package dev.audiencesync.cli;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.job.RunOrder;
import dev.audiencesync.ledger.Canary;
import dev.audiencesync.plan.Allowances;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The job to run or plan, and its parameters. */
final class JobParameters {
    @Parameters(index = "0", paramLabel = "JOB", description = "A name under jobs/, or the path of a .yml file.")
    private String job = "";

    @Parameters(
            index = "1..*",
            paramLabel = "NAME=VALUE",
            description = {
                "input=PATH reads these files instead of the definition's location: a path or a glob, relative to the"
                        + " working directory; several with several input=.",
                "date=YYYY-MM-DD fills {date} in the location; default today in the job's time zone."
            })
    private List<String> parameters = new ArrayList<>();

    @Option(
            names = "--verify",
            description =
                    "List the workspace, and find what was changed in Intercom behind the job's back: fields, tags,"
                            + " deleted and merged contacts. `verify` in the definition says what is done about it.")
    private boolean verify;

    String job() {
        return job;
    }

    RunOrder order(JobDefinition definition, Allowances allowances, Canary canary, Console console) {
        List<String> input = new ArrayList<>();
        LocalDate date = null;
        for (String parameter : parameters) {
            if (parameter.startsWith("input=") && parameter.length() > "input=".length()) {
                input.add(parameter.substring("input=".length()));
            } else if (parameter.startsWith("date=") && date == null) {
                date = date(parameter.substring("date=".length()));
            } else {
                throw new UsageException(
                        "`" + parameter + "` is no parameter: there are input=PATH and, once, date=YYYY-MM-DD.");
            }
        }
        if (verify && !canary.isEverybody()) {
            throw new UsageException("--verify is about everybody whom the job knows: leave out --only and --limit.");
        }
        return new RunOrder(
                definition,
                input.isEmpty() ? null : input,
                console.workingDirectory(),
                date,
                allowances,
                canary,
                verify);
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new UsageException("date=" + text + " is no date: write it as 2026-11-20.");
        }
    }
}
