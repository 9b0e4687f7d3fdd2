package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.FileLocked;
import dev.audiencesync.ledger.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    private Typed typed;

    @BeforeEach
    void aJob() throws IOException {
        typed = Typed.in(folder, environment);
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/nightly.yml"), JOB);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "help",
                "run --help",
                "plan --help",
                "restart --help",
                "status -h",
                "sandbox --help"
            })
    void helpAndVersionAreForStandardOutput(String words) {
        assertThat(typed.run(words)).isZero();
        assertThat(typed.text()).containsIgnoringCase("audience-sync");
        assertThat(typed.errors()).isEmpty();
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
                "run nightly --verify --limit 5",
                "run nightly --verify=yes",
                "plan nightly --verify --only Ada",
                "restart nightly --verify",
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
        assertThat(typed.run(words)).isEqualTo(2);
        assertThat(typed.text()).isEmpty();
        assertThat(typed.errors()).startsWith("audience-sync: ").doesNotContain("\tat ", "Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    rnu nightly              | There is no command `rnu`: did you mean `run`? See `audience-sync --help`.
                    statsu                   | There is no command `statsu`: did you mean `status`? See `audience-sync --help`.
                    re                       | There is no command `re`: did you mean `rejects`, `restart`, `retry-rejects`? See `audience-sync --help`.
                    fly away                 | There is no command `fly`: there are run, plan, apply, restart, status, show, list, rejects, retry-rejects and sandbox. See `audience-sync --help`.
                    run nightly --verfy      | There is no option `--verfy`: did you mean `--verify`? See `audience-sync run --help`.
                    run --hoem=/x/y nightly  | There is no option `--hoem`: did you mean `--home`? See `audience-sync run --help`.
                    run nightly --fast       | There is no option `--fast`. See `audience-sync run --help`.
                    sandbox generate --ot x --people 9 --out x | There is no option `--ot`: did you mean `--out`? See `audience-sync sandbox generate --help`.
                    status nightly 2         | `2` is more than `audience-sync status` takes. See `audience-sync status --help`.
                    """)
    void aWordThatNobodyTakesIsAnsweredWithWhatMayBeMeant(String words, String answer) {
        assertThat(typed.run(words)).isEqualTo(2);
        assertThat(typed.errors()).isEqualToIgnoringNewLines("audience-sync: " + answer);
    }

    @Test
    void anUnknownJobIsNamedWithTheFileThatIsMissing() {
        typed.run("run unknown");

        assertThat(typed.errors())
                .contains("`unknown`", folder.resolve("jobs/unknown.yml").toString());
    }

    @Test
    void whatHasToBeANumberIsCalledSo() {
        assertThat(typed.run("show abc")).isEqualTo(2);
        assertThat(typed.errors()).contains("'abc' is not a whole number");
    }

    @Test
    void aFolderGivenAsInputIsCalledOne() {
        assertThat(typed.run("run nightly input=jobs/")).isEqualTo(2);
        assertThat(typed.errors()).contains("jobs/ (a folder; write " + folder + "/jobs/* for the files in it)");
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
        assertThat(typed.run(words)).isEqualTo(2);

        JsonNode error = JsonMapper.shared().readTree(typed.text());
        assertThat(error.path("exitCode").intValue()).isEqualTo(2);
        assertThat(error.path("error").stringValue()).isNotBlank();
        assertThat(error.propertyNames()).containsExactly("error", "exitCode");
    }

    @Test
    void aDefinitionThatIsWrongIsExit2WithItsLine() throws IOException {
        Files.writeString(folder.resolve("jobs/nightly.yml"), JOB + "spurious: 1\n");

        assertThat(typed.run("run nightly")).isEqualTo(2);
        assertThat(typed.errors()).contains("nightly.yml:4", "spurious");
    }

    @Test
    void theSameJobTwiceIsExit5() {
        Home home = new Home(folder.resolve(".audience-sync")).create();
        touch("jobs/a.gz");
        try (FileLocked held = FileLocked.tryLock(home.lock("job-nightly")).orElseThrow()) {
            held.write("nightly (process 1)");

            assertThat(typed.run("run nightly --sandbox")).isEqualTo(5);
            assertThat(typed.errors()).contains("nightly (process 1)", "See `./audience-sync status nightly`.");
        }
    }

    @Test
    void whatCannotBeMeantIsRepeated() {
        for (String option : List.of("--port 99999", "--latency 500-100", "--latency -5", "--rate-limit 0")) {
            typed.run("sandbox " + option);
            assertThat(typed.errors()).contains(option);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(typed.run("sandbox --port " + taken.getLocalPort())).isEqualTo(1);
            assertThat(typed.errors()).contains("port " + taken.getLocalPort());
        }
    }

    @Test
    void withoutACommandTheMissingCommandIsWhatIsSaid() {
        assertThat(typed.run("--json")).isEqualTo(2);
        assertThat(typed.errors())
                .contains(
                        "The command is missing",
                        "run, plan, apply, restart, status, show, list, rejects, retry-rejects or sandbox");
    }

    @Test
    void aJobThatNobodyKnowsIsAnsweredWithThoseThatAreKnown() {
        assertThat(typed.run("status nightli")).isEqualTo(2);
        assertThat(typed.errors()).contains("`nightli`", "nightly");
    }

    @Test
    void whoWaitsOrBeginsIsShownThoughThereIsNoRunYet() {
        Home home = new Home(folder.resolve(".audience-sync")).create();
        String now = " (process " + ProcessHandle.current().pid() + ", since " + Instant.now() + ")";
        try (FileLocked turn = FileLocked.tryLock(home.lock("run")).orElseThrow();
                FileLocked job = FileLocked.tryLock(home.lock("job-nightly")).orElseThrow()) {
            turn.write("hourly" + now);
            job.write("nightly" + now);

            assertThat(typed.run("status")).isZero();
            assertThat(typed.text()).contains("nightly: waiting for hourly");
        }
    }

    @Test
    void hintsRepeatTheHomeThatTheCommandWorkedIn() {
        assertThat(typed.run("restart --home else")).isEqualTo(2);
        assertThat(typed.errors()).contains("`./audience-sync status --home " + folder.resolve("else") + "`");
        environment.put("AUDIENCE_SYNC_HOME", "else");
        assertThat(typed.run("restart")).isEqualTo(2);
        assertThat(typed.errors()).contains("`./audience-sync status`");
    }

    @Test
    void aHomeThatIsNotPrivateAndCannotBeMadeSoIsWarnedOf() throws IOException {
        touch("letters.txt");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (FileLocked held = FileLocked.tryLock(new Home(folder).create().lock("job-nightly"))
                .orElseThrow()) {
            held.write("nightly");
            assertThat(typed.run("run nightly --sandbox --home . input=jobs/nightly.yml"))
                    .isEqualTo(5);
        }
        assertThat(typed.errors()).contains("others can read the home folder " + folder);
    }

    @Test
    void aHomeWithoutRunsHasNoneAndIsNotMade() {
        assertThat(typed.run("status")).isZero();
        assertThat(typed.text()).contains("No runs yet");
        assertThat(typed.run("status nightly --json")).isZero();
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

        assertThat(options.homeFor(elsewhere.resolve("nightly.yml"), typed.console())
                        .directory())
                .isEqualTo(elsewhere.resolve(".audience-sync"));
        assertThat(options.homeFor(inJobs, typed.console()).directory()).isEqualTo(folder.resolve(".audience-sync"));
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
        typed.run(words);
        String line = typed.text().strip();
        return Path.of(line.substring(line.indexOf(" in ") + 4));
    }

    private void touch(String file) {
        try {
            Files.createFile(folder.resolve(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
