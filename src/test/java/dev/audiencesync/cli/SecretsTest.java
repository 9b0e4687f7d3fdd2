package dev.audiencesync.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.sandbox.AttributeType;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the token and people's data may be found after the real program has met all kinds of trouble. */
class SecretsTest {
    private static final String TOKEN = "dG9rOnNlY3JldC10b2tlbi1vZi10aGlzLXRlc3Q";
    private static final String JOB =
            """
            name: nightly
            source: { stream: audience, location: '../*.json', format: audience-store, mode: stream }
            intercom: { access-token: '${INTERCOM_ACCESS_TOKEN}', attempts: 2, longest-wait: 10ms }
            actions:
              - action: create-or-update-user
                parameters:
                  user-id: /properties/id
                  email: /properties/email
                  name: /properties/name
                  custom-attributes: { plan: /properties/plan }
              - action: add-tag-based-on-user-id
                when: { audience: VIP }
                parameters: { name: VIP, untag: on-leave }
            """;

    @TempDir
    Path folder;

    private Sandbox sandbox;

    @BeforeEach
    void peopleOfWhomSomeAreTrouble() throws IOException {
        sandbox = Sandbox.start(SandboxOptions.defaults().withToken(TOKEN).withAttribute("plan", AttributeType.STRING));
        sandbox.faults().answer("U-2", 422);
        sandbox.faults().answer("U-3", 500);
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(folder.resolve("jobs/nightly.yml"), JOB);
        StringBuilder records = new StringBuilder();
        for (int i = 1; i <= 6; i++) {
            records.append(("{'_id':'" + i + "','properties':{'id':'U-" + i + "','name':'Surname" + i
                            + "','email':'person" + i + "@private.example','plan':" + (i == 4 ? "5" : "'gold'")
                            + "},'audiences':['VIP']}\n")
                    .replace('\'', '"'));
        }
        records.append("{\"_id\":\"7\",\"properties\":{\"id\":\"U-7\",\"email\":\"broken person7@private\"}}\n");
        Files.writeString(folder.resolve("a.json"), records.toString());
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void theTokenIsNowhereWhateverIsLogged() throws Exception {
        Files.writeString(
                folder.resolve("everything.xml"),
                """
                <configuration>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d %level %logger %msg%n</pattern></encoder>
                  </appender>
                  <root level="trace"><appender-ref ref="console"/></root>
                </configuration>
                """);
        Map<String, String> everything = new LinkedHashMap<>();
        everything.put(
                "logback.configurationFile", folder.resolve("everything.xml").toString());
        everything.put("jdk.httpclient.HttpClient.log", "all");
        everything.put("jdk.internal.httpclient.debug", "true");

        Ended run = program(everything, TOKEN, "run", "nightly", "--json");
        Ended refused = program(everything, TOKEN + "x", "run", "nightly");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).as("everything is logged").contains("TRACE", "DEBUG");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(run.arguments()).doesNotContain(TOKEN);
        for (String text : List.of(run.out(), run.err(), refused.out(), refused.err())) {
            assertThat(text).doesNotContain(TOKEN);
        }
        for (Path file : homeFiles()) {
            assertThat(Files.readString(file, ISO_8859_1)).as(file.toString()).doesNotContain(TOKEN);
        }
    }

    @Test
    void nobodyIsNamedInTheLogOrTheSummaryAndTheHomeIsItsOwnersAlone() throws Exception {
        Ended run = program(Map.of(), TOKEN, "run", "nightly");

        assertThat(run.exitCode()).isEqualTo(3);
        String log = Files.readString(folder.resolve(".audience-sync/audience-sync.log"));
        assertThat(log).contains("WARN");
        for (String text : List.of(run.out(), run.err(), log)) {
            assertThat(text).doesNotContain("person", "Surname", "private.example", "U-2", "U-3");
        }
        assertThat(homeFiles()).isNotEmpty().allSatisfy(file -> assertThat(
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .as(file.toString())
                .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
    }

    private List<Path> homeFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(".audience-sync"))) {
            return files.filter(file -> Files.isRegularFile(file)).toList();
        }
    }

    private record Ended(int exitCode, String arguments, String out, String err) {}

    private Ended program(Map<String, String> properties, String token, String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), AudienceSync.class.getName()));
        command.addAll(List.of(words));
        command.addAll(List.of("--intercom-base-url", sandbox.baseUrl().toString()));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("INTERCOM_ACCESS_TOKEN", token);
        Process process = builder.start();
        try {
            String arguments = process.info().commandLine().orElse("");
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), arguments, Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }
}
