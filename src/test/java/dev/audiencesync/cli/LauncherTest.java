package dev.audiencesync.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The launcher in a project of its own, with a Maven and a Java that only say what they were asked. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final String MAVEN =
            """
            #!/bin/sh
            echo "$MAVEN_OPTS maven $*"
            echo built >>builds
            mkdir -p target && echo jar >target/audience-sync.jar
            """;
    private static final String JAVA =
            """
            #!/bin/sh
            case " $* " in
                *" extract "*) [ ! -e cannot-unpack ] && mkdir -p "$6" && echo thin >"$6/audience-sync.jar"; exit ;;
                *-XX:DumpLoadedClassList=*) file=${2#*=}; echo java/lang/Object >"$file"; exit ;;
                *" -Xshare:dump "*) file=${3#*=}; echo archive >"$file"; exit ;;
            esac
            echo "in $PWD"
            for argument in "$@"; do echo "<$argument>"; done
            exit 6
            """;

    private static final String PREPARING = "Preparing a faster start (once for each build, some seconds)…";

    @TempDir
    Path temp;

    private Path project;
    private Path elsewhere;

    @BeforeEach
    void aProject() throws IOException {
        Path folder = temp.toRealPath();
        project = Files.createDirectories(folder.resolve("the project"));
        elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.copy(Path.of("audience-sync"), project.resolve("audience-sync"));
        Files.createDirectories(project.resolve("src/main"));
        Files.writeString(project.resolve("pom.xml"), "");
        executable(folder.resolve("bin/mvn"), MAVEN);
        executable(folder.resolve("jdk/bin/java"), JAVA);
        javaIs("17.0.15");
    }

    @Test
    void buildsThenBecomesJava() throws Exception {
        Path link = Files.createSymbolicLink(elsewhere.resolve("audience-sync"), project.resolve("audience-sync"));

        Result result = await(start(link, "-Xmx1g -Da=*", "run", "two words", "*"));

        assertThat(result.exitCode()).isEqualTo(6);
        assertThat(result.out())
                .containsExactly(
                        "in " + elsewhere,
                        "<-XX:+UseParallelGC>",
                        "<-XX:NewRatio=3>",
                        "<-Xmx1g>",
                        "<-Da=*>",
                        "<-XX:SharedArchiveFile=" + prepared().resolve("classes.jsa") + ">",
                        "<-Daudience-sync.command=" + link + ">",
                        "<-Daudience-sync.project=" + project + ">",
                        "<-jar>",
                        "<" + prepared().resolve("audience-sync.jar") + ">",
                        "<run>",
                        "<two words>",
                        "<*>");
        assertThat(result.err())
                .containsExactly(
                        "Building audience-sync (first time only, about a minute)…",
                        "-Xmx1g -Djansi.noreset=true maven -q -B -Dstyle.color=never -Dmaven.test.skip=true package",
                        PREPARING);
    }

    @Test
    void aCollectorThatSomebodyChoseStands() throws Exception {
        Result result = await(start(project.resolve("audience-sync"), "-Xmx1g -XX:+UseSerialGC", "run"));

        assertThat(result.out())
                .contains("<-XX:+UseSerialGC>")
                .doesNotContain("<-XX:+UseParallelGC>", "<-XX:NewRatio=3>");
    }

    @Test
    void preparesAFasterStartForEachBuildAndEachJava() throws Exception {
        assertThat(run().err()).last().isEqualTo(PREPARING);
        assertThat(run().err()).isEmpty();
        javaIs("25.0.1");
        assertThat(run().err()).containsExactly(PREPARING);
        javaIs("17.0.15");
        assertThat(run().err()).as("each has its own").isEmpty();
        Files.setLastModifiedTime(jar(), FileTime.from(Instant.now().plusSeconds(3600)));
        assertThat(run().err()).containsExactly(PREPARING);
    }

    @Test
    void whatCannotBePreparedIsRunFromTheJarAndNotTriedAgain() throws Exception {
        Files.writeString(elsewhere.resolve("cannot-unpack"), "");

        assertThat(run().err()).last().isEqualTo(PREPARING);
        Result again = run();

        assertThat(again.exitCode()).isEqualTo(6);
        assertThat(again.err()).isEmpty();
        assertThat(again.out()).contains("<" + jar() + ">").noneMatch(line -> line.contains("SharedArchiveFile"));
    }

    @Test
    void buildsAgainOnlyWhenTheSourcesAreNewer() throws Exception {
        run();
        assertThat(run().err()).isEmpty();
        Path source = Files.writeString(project.resolve("src/main/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(3600)));
        assertThat(run().err()).as("a file came into the folder").hasSize(3);
        Files.setLastModifiedTime(project.resolve("pom.xml"), FileTime.from(Instant.now()));
        assertThat(run().err()).hasSize(3);
        assertThat(run().err()).isEmpty();
    }

    @Test
    void severalAtOnceBuildOnce() throws Exception {
        List<Process> launchers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            launchers.add(start(project.resolve("audience-sync"), ""));
        }
        for (Process launcher : launchers) {
            assertThat(await(launcher).exitCode()).isEqualTo(6);
        }
        assertThat(Files.readAllLines(project.resolve("builds"))).hasSize(1);
    }

    @Test
    void refusesAnOldJava() throws Exception {
        javaIs("11.0.2");
        Result result = run();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).singleElement().asString().contains("Java 17 or newer is needed", "11.0.2");
    }

    @Test
    void aFailedBuildRunsNothing() throws Exception {
        executable(temp.toRealPath().resolve("bin/mvn"), "#!/bin/sh\nexit 1\n");
        Result result = run();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).last().asString().contains("the build failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--json=yes"})
    void withJsonWhatTheLauncherRefusesIsOneObject(String json) throws Exception {
        javaIs("11\\\"");
        Result result = await(start(project.resolve("audience-sync"), "", "run", "nightly", json));

        assertThat(result.exitCode()).isEqualTo(2);
        JsonNode error = JsonMapper.shared().readTree(result.out().get(0));
        assertThat(result.err())
                .containsExactly("audience-sync: " + error.path("error").stringValue());
        assertThat(error.path("error").stringValue()).contains("11\\");
        assertThat(error.path("exitCode").intValue()).isEqualTo(2);
        assertThat(result.out()).hasSize(1);
    }

    private Path jar() {
        return project.resolve("target/audience-sync.jar");
    }

    private Path prepared() {
        return project.resolve("target/start-17.0.15");
    }

    private Result run() throws Exception {
        return await(start(project.resolve("audience-sync"), ""));
    }

    private Process start(Path launcher, String javaOptions, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(elsewhere.toFile());
        Path folder = temp.toRealPath();
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("JAVA_OPTS", javaOptions);
        builder.environment().put("MAVEN_OPTS", "-Xmx1g");
        return builder.start();
    }

    private static Result await(Process process) throws Exception {
        List<String> out = process.inputReader(UTF_8).lines().toList();
        List<String> err = process.errorReader(UTF_8).lines().toList();
        return new Result(process.waitFor(), out, err);
    }

    private void javaIs(String version) throws IOException {
        Files.writeString(temp.toRealPath().resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private static void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Result(int exitCode, List<String> out, List<String> err) {}
}
