package dev.audiencesync.cli;

import dev.audiencesync.definition.BaseUrl;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.report.FollowUp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options every command takes. */
final class CommonOptions {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Where the ledger, the locks and reports are. Default: $AUDIENCE_SYNC_HOME, else .audience-sync"
                            + " beside the jobs folder (or beside the definition).")
    private @Nullable Path home;

    @Option(
            names = "--jobs-dir",
            paramLabel = "DIR",
            description =
                    "Where job definitions are. Default: jobs in the working directory, else beside the launcher.")
    private @Nullable Path jobsDir;

    @Option(
            names = "--sandbox",
            description =
                    "Talk to the built-in simulator of Intercom instead: needs no token, and its state stays in the"
                            + " home.")
    private boolean sandbox;

    @Option(
            names = "--intercom-base-url",
            paramLabel = "URL",
            description = "Another address for Intercom's API; plain http only to loopback.")
    private @Nullable String baseUrl;

    @Option(names = "--json", description = "One JSON object on standard output; all else on standard error.")
    private boolean json;

    @Option(names = "--quiet", description = "No progress and no summary; errors only.")
    private boolean quiet;

    boolean sandbox() {
        return sandbox;
    }

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    /** The address given on the command line; null where the definition's holds. */
    @Nullable
    URI baseUrl() {
        if (baseUrl != null && sandbox) {
            throw new UsageException(
                    "--sandbox and --intercom-base-url name two places to write to: give one of them.");
        }
        if (baseUrl != null) {
            try {
                return BaseUrl.parse(baseUrl);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--intercom-base-url: " + e.getMessage());
            }
        }
        return null;
    }

    /** The file of a job given by name or by path. */
    Path definition(String job, Console console) {
        Path file = definitionFile(job, console);
        if (!isPath(job) && !Files.exists(file)) {
            throw new UsageException("There is no job `" + job + "`: " + file
                    + " does not exist. Name a file in that folder, give the folder with --jobs-dir, or the path of a"
                    + " .yml file.");
        }
        return file;
    }

    /** Where the definition of a job given by name or by path would be. */
    Path definitionFile(String job, Console console) {
        return isPath(job)
                ? console.workingDirectory().resolve(job)
                : jobs(console).resolve(job + ".yml");
    }

    /** The jobs that can be given by name. */
    List<String> jobNames(Console console) {
        Path folder = jobs(console);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".yml"))
                    .map(name -> name.substring(0, name.length() - ".yml".length()))
                    .toList();
        } catch (IOException e) {
            throw new UsageException("The jobs folder " + folder + " cannot be listed: " + e.getMessage());
        }
    }

    private static boolean isPath(String job) {
        return job.endsWith(".yml") || job.endsWith(".yaml") || job.contains("/");
    }

    /** The name of a job given by name or by path; null for none given. */
    static @Nullable String jobName(@Nullable String job) {
        if (job == null || !isPath(job)) {
            return job;
        }
        return job.substring(job.lastIndexOf('/') + 1).replaceFirst("\\.ya?ml$", "");
    }

    /** The home for a command that may name a job by its path. */
    Home homeOf(@Nullable String job, Console console) {
        return job != null && isPath(job) ? homeFor(definitionFile(job, console), console) : home(console);
    }

    private Path jobs(Console console) {
        if (jobsDir != null) {
            return console.workingDirectory().resolve(jobsDir);
        }
        Path here = console.workingDirectory().resolve("jobs");
        return console.project() == null || Files.isDirectory(here)
                ? here
                : console.project().resolve("jobs");
    }

    /** The home for a definition: beside the {@code jobs} folder that holds it, or beside the definition itself. */
    Home homeFor(Path definition, Console console) {
        Home named = namedHome(console);
        if (named != null) {
            return named;
        }
        Path folder = java.util.Objects.requireNonNull(
                definition.toAbsolutePath().normalize().getParent());
        Path name = folder.getFileName();
        Path above = folder.getParent();
        boolean inJobs = name != null && (name.toString().equals("jobs") || isJobsDir(folder, console));
        return new Home((inJobs && above != null ? above : folder).resolve(".audience-sync"));
    }

    private boolean isJobsDir(Path folder, Console console) {
        return jobsDir != null
                && console.workingDirectory().resolve(jobsDir).normalize().equals(folder);
    }

    /** The home for a command that names no definition. */
    Home home(Console console) {
        Home named = namedHome(console);
        return named != null ? named : homeFor(jobs(console).resolve("any.yml"), console);
    }

    /** Commands to give next that reach the home and the Intercom that this one did. */
    FollowUp followUp(Home used, Console console) {
        List<String> needed = new ArrayList<>();
        if (!new CommonOptions().home(console).equals(used)) {
            needed.addAll(List.of("--home", used.directory().toString()));
        }
        if (baseUrl != null) {
            needed.addAll(List.of("--intercom-base-url", baseUrl));
        }
        return new FollowUp(console.program(), needed);
    }

    private @Nullable Home namedHome(Console console) {
        if (home != null) {
            if (home.toString().isBlank()) {
                throw new UsageException("--home is empty: give a folder, or leave it out.");
            }
            return new Home(console.workingDirectory().resolve(home));
        }
        String variable = console.environment().apply("AUDIENCE_SYNC_HOME");
        return variable == null || variable.isBlank()
                ? null
                : new Home(console.workingDirectory().resolve(variable));
    }
}
