package dev.audiencesync.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.FileLocked;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.report.TextStyle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the command line understands, and the exit codes of what it does not. */
class CommandLineFactoryTest {
    private static final String JOB =
            """
            name: nightly
            source: { stream: audience, location: '*.gz', format: audience-store, mode: stream }
            actions: [ { action: create-or-update-user, parameters: { user-id: /id } } ]
            """;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void aJob() throws IOException {
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/nightly.yml"), JOB);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "--version", "help", "run --help", "restart --help", "status -h", "sandbox --help"})
    void helpAndVersionAreForStandardOutput(String words) {
        assertThat(run(words)).isZero();
        assertThat(text(out)).containsIgnoringCase("audience-sync");
        assertThat(text(err)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "run",
                "run nightly --fast",
                "run nightly date=yesterday",
                "run nightly date=2026-02-30",
                "run nightly date=2026-11-20 date=2026-11-21",
                "run nightly input=",
                "run nightly input=none/*.gz",
                "run nightly",
                "run nightly speed=9",
                "run nightly --only",
                "run nightly --only=",
                "run nightly --limit 0",
                "run nightly --limit few",
                "run unknown",
                "run jobs/unknown.yml",
                "run nightly --sandbox --intercom-base-url http://127.0.0.1:1",
                "run nightly --intercom-base-url http://example.com",
                "restart",
                "restart 7",
                "restart nightly",
                "restart 99999999999999999999",
                "status 7",
                "status nosuchjob",
                "status else/where/nightly.yml",
                "sandbox --port many",
                "sandbox --port 99999",
                "sandbox --port -1",
                "sandbox --index-lag -1",
                "sandbox --rate-limit 0",
                "sandbox --latency slow",
                "sandbox --latency 500-100",
                "sandbox --latency -5",
                "status --home jobs/nightly.yml",
                "restart --home jobs/nightly.yml",
                "run nightly --sandbox input=jobs/nightly.yml --home jobs/nightly.yml",
                "run nightly --sandbox input=jobs/nightly.yml --home /proc/nowhere",
                "sandbox --home jobs/nightly.yml"
            })
    void wordsThatAreOffAreExit2AndSayWhereToLook(String words) {
        assertThat(run(words)).isEqualTo(2);
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).startsWith("audience-sync: ").doesNotContain("\tat ", "Exception");
    }

    @Test
    void anUnknownJobIsNamedWithTheFileThatIsMissing() {
        run("run unknown");

        assertThat(text(err))
                .contains("`unknown`", folder.resolve("jobs/unknown.yml").toString());
    }

    @Test
    void aFolderGivenAsInputIsCalledOne() {
        assertThat(run("run nightly input=jobs/")).isEqualTo(2);
        assertThat(text(err)).contains("jobs/ (a folder; write " + folder + "/jobs/* for the files in it)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run unknown --json",
                "run nightly --json --fast",
                "run nightly date=x --json",
                "run nightly --json=yes",
                "--json"
            })
    void withJsonAnErrorIsOneObject(String words) {
        assertThat(run(words)).isEqualTo(2);

        JsonNode error = JsonMapper.shared().readTree(text(out));
        assertThat(error.path("exitCode").intValue()).isEqualTo(2);
        assertThat(error.path("error").stringValue()).isNotBlank();
        assertThat(error.propertyNames()).containsExactly("error", "exitCode");
    }

    @Test
    void aDefinitionThatIsWrongIsExit2WithItsLine() throws IOException {
        Files.writeString(folder.resolve("jobs/nightly.yml"), JOB + "spurious: 1\n");

        assertThat(run("run nightly")).isEqualTo(2);
        assertThat(text(err)).contains("nightly.yml:4", "spurious");
    }

    @Test
    void theSameJobTwiceIsExit5() {
        Home home = new Home(folder.resolve(".audience-sync")).create();
        touch("jobs/a.gz");
        try (FileLocked held = FileLocked.tryLock(home.lock("job-nightly")).orElseThrow()) {
            held.write("nightly (process 1)");

            assertThat(run("run nightly --sandbox")).isEqualTo(5);
            assertThat(text(err)).contains("nightly (process 1)", "See `./audience-sync status nightly`.");
        }
    }

    @Test
    void whatCannotBeMeantIsRepeated() {
        for (String option : List.of("--port 99999", "--latency 500-100", "--latency -5", "--rate-limit 0")) {
            err.reset();
            run("sandbox " + option);
            assertThat(text(err)).contains(option);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("sandbox --port " + taken.getLocalPort())).isEqualTo(1);
            assertThat(text(err)).contains("port " + taken.getLocalPort());
        }
    }

    @Test
    void withoutACommandTheMissingCommandIsWhatIsSaid() {
        assertThat(run("--json")).isEqualTo(2);
        assertThat(text(err))
                .contains(
                        "The command is missing",
                        "run, plan, apply, restart, status, show, list, rejects, retry-rejects or sandbox");
    }

    @Test
    void aJobThatNobodyKnowsIsAnsweredWithThoseThatAreKnown() {
        assertThat(run("status nightli")).isEqualTo(2);
        assertThat(text(err)).contains("`nightli`", "nightly");
    }

    @Test
    void whoWaitsOrBeginsIsShownThoughThereIsNoRunYet() {
        Home home = new Home(folder.resolve(".audience-sync")).create();
        String now = " (process " + ProcessHandle.current().pid() + ", since " + Instant.now() + ")";
        try (FileLocked turn = FileLocked.tryLock(home.lock("run")).orElseThrow();
                FileLocked job = FileLocked.tryLock(home.lock("job-nightly")).orElseThrow()) {
            turn.write("hourly" + now);
            job.write("nightly" + now);

            assertThat(run("status")).isZero();
            assertThat(text(out)).contains("nightly: waiting for hourly");
        }
    }

    @Test
    void hintsRepeatTheHomeThatTheCommandWorkedIn() {
        assertThat(run("restart --home else")).isEqualTo(2);
        assertThat(text(err)).contains("`./audience-sync status --home " + folder.resolve("else") + "`");
        err.reset();
        environment.put("AUDIENCE_SYNC_HOME", "else");
        assertThat(run("restart")).isEqualTo(2);
        assertThat(text(err)).contains("`./audience-sync status`");
    }

    @Test
    void aHomeThatIsNotPrivateAndCannotBeMadeSoIsWarnedOf() throws IOException {
        touch("letters.txt");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (FileLocked held = FileLocked.tryLock(new Home(folder).create().lock("job-nightly"))
                .orElseThrow()) {
            held.write("nightly");
            assertThat(run("run nightly --sandbox --home . input=jobs/nightly.yml"))
                    .isEqualTo(5);
        }
        assertThat(text(err)).contains("others can read the home folder " + folder);
    }

    @Test
    void aHomeWithoutRunsHasNoneAndIsNotMade() {
        assertThat(run("status")).isZero();
        assertThat(text(out)).contains("No runs yet");
        assertThat(run("status nightly --json")).isZero();
        assertThat(folder.resolve(".audience-sync")).doesNotExist();
    }

    @Test
    void theHomeIsTheOptionsThenTheEnvironmentsThenBesideJobs() {
        assertThat(homeOf("status")).isEqualTo(folder.resolve(".audience-sync"));
        environment.put("AUDIENCE_SYNC_HOME", "from-environment");
        assertThat(homeOf("status")).isEqualTo(folder.resolve("from-environment"));
        environment.put("AUDIENCE_SYNC_HOME", " ");
        assertThat(homeOf("status")).isEqualTo(folder.resolve(".audience-sync"));
        environment.put("AUDIENCE_SYNC_HOME", "from-environment");
        assertThat(homeOf("status --home given")).isEqualTo(folder.resolve("given"));
    }

    @Test
    void aDefinitionOutsideOfJobsHasItsHomeBesideIt() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("else/where"));
        Path inJobs = folder.resolve("jobs/nightly.yml");
        CommonOptions options = new CommonOptions();

        assertThat(options.homeFor(elsewhere.resolve("nightly.yml"), console()).directory())
                .isEqualTo(elsewhere.resolve(".audience-sync"));
        assertThat(options.homeFor(inJobs, console()).directory()).isEqualTo(folder.resolve(".audience-sync"));
    }

    @Test
    void aFolderGivenForJobsCountsAsOne() throws IOException {
        Files.createDirectories(folder.resolve("else/where"));

        assertThat(homeOf("status --jobs-dir else/where")).isEqualTo(folder.resolve("else/.audience-sync"));
    }

    @Test
    void aJobGivenByItsPathIsLookedForInItsOwnHome() throws IOException {
        Files.createDirectories(folder.resolve("else/where"));
        touch("else/where/nightly.yml");

        assertThat(homeOf("status else/where/nightly.yml")).isEqualTo(folder.resolve("else/where/.audience-sync"));
        assertThat(CommonOptions.jobName("else/where/nightly.yml")).isEqualTo("nightly");
        assertThat(CommonOptions.jobName("nightly")).isEqualTo("nightly");
    }

    private Path homeOf(String words) {
        out.reset();
        run(words);
        String line = text(out).strip();
        return Path.of(line.substring(line.indexOf(" in ") + 4));
    }

    private void touch(String file) {
        try {
            Files.createFile(folder.resolve(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private int run(String words) {
        return CommandLineFactory.of(console()).execute(words.isEmpty() ? new String[0] : words.split(" "));
    }

    private Console console() {
        return new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                UTF_8,
                false,
                TextStyle.of(false, UTF_8),
                Clock.systemUTC(),
                folder,
                "./audience-sync",
                null,
                environment::get);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(UTF_8);
    }
}
