package dev.audiencesync.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.intercom.AccessToken;
import dev.audiencesync.intercom.ClientSettings;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.StoppableWaiter;
import dev.audiencesync.ledger.Home;
import dev.audiencesync.ledger.KnownWorkspaces;
import dev.audiencesync.ledger.Ledgers;
import dev.audiencesync.ledger.RunFiles;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.plan.Allowances;
import dev.audiencesync.report.Progress;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.test.JobOperatorTestUtils;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The real job on a real ledger against the sandbox. */
class AudienceSyncJobTest {
    private static final String CREATE =
            """
              - action: create-or-update-user
                parameters: { user-id: /id, email: /email, name: /name }
            """;
    private static final String VIP =
            """
              - action: add-tag-based-on-user-id
                when: { audience: VIP }
                parameters: { name: VIP, untag: on-leave }
            """;

    private static HikariDataSource dataSource;
    private static ConfigurableApplicationContext spring;

    @TempDir
    Path folder;

    private final JdbcTemplate template = new JdbcTemplate(dataSource);
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withToken("right"));
    private long workspace;
    private long run;
    private JobDefinition definition;

    @BeforeAll
    static void spring() {
        dataSource = TestDatabase.standard().open();
        spring = new SpringApplicationBuilder(BatchConfiguration.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean("dataSource", DataSource.class, () -> dataSource))
                .run();
    }

    @AfterAll
    static void close() {
        spring.close();
    }

    @BeforeEach
    void anExport() throws Exception {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.gz")))) {
            out.write(
                    """
                    {"id":"ada","email":"ada@x.de","name":"Ada","audiences":["VIP"]}
                    {"id":"bo","email":"bo@x.de","name":"Bo","audiences":[]}
                    """
                            .getBytes(StandardCharsets.UTF_8));
        }
        workspace = new KnownWorkspaces(template)
                .numberOf(folder.toString(), null, URI.create("http://127.0.0.1"), Instant.EPOCH);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void stepsRunInOrder() throws Exception {
        begin(CREATE + VIP);

        JobExecution ended = start("right");

        assertThat(ended.getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(steps(ended)).containsExactly("readExport", "planChanges", "guard", "applyChanges");
        assertThat(sandbox.contacts()).hasSize(2);
        assertThat(sandbox.tags()).singleElement().satisfies(tag -> assertThat(tag.contacts())
                .isEqualTo(1));
        assertThat(new RunStore(template).find(run).orElseThrow().planWhole()).isTrue();
    }

    @Test
    void aRestartCarriesAWholePlanOutAndMakesNoOther() throws Exception {
        begin(CREATE);
        JobExecution failed = start("revoked");
        assertThat(failed.getStatus()).isEqualTo(BatchStatus.FAILED);
        assertThat(steps(failed)).containsExactly("readExport", "planChanges", "guard", "applyChanges");
        Files.delete(folder.resolve("a.gz"));

        JobExecution resumed = start("right");

        assertThat(resumed.getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(steps(resumed)).containsExactly("guard", "applyChanges");
        assertThat(sandbox.counts().contactsCreated()).isEqualTo(2);
        assertOneInstanceWith(2);
    }

    @Test
    void aRestartReadsAgainWhereThePlanIsNotWhole() throws Exception {
        begin(CREATE + VIP);
        JobExecution failed = start("revoked");
        assertThat(steps(failed)).containsExactly("readExport", "planChanges");
        assertThat(RunEnd.of(failed, Command.RUN, false).message()).contains("401");

        JobExecution resumed = start("right");

        assertThat(resumed.getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(steps(resumed)).containsExactly("readExport", "planChanges", "guard", "applyChanges");
        assertThat(sandbox.contacts()).hasSize(2);
        assertOneInstanceWith(2);
    }

    @Test
    void filesAreConsumedWhenAllIsDoneAndNotBefore() throws Exception {
        begin(CREATE);
        start("revoked");
        assertThat(consumed()).isZero();
        start("right");
        assertThat(consumed()).isEqualTo(1);

        begin(CREATE);
        JobExecution next = start("right");

        assertThat(next.getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(new RunFiles(template).of(run)).singleElement().satisfies(file -> assertThat(file.consumedBefore())
                .isTrue());
        assertThat(sandbox.counts().calls(CallKind.UPDATE_CONTACT)).isZero();
    }

    @Test
    void anExecutionThatACrashLeftOpenIsResumed() throws Exception {
        for (String left : List.of("STARTED", "UNKNOWN")) {
            workspace = new KnownWorkspaces(template)
                    .numberOf(folder + left, null, URI.create("http://127.0.0.1"), Instant.EPOCH);
            begin(CREATE);
            JobExecution failed = start("revoked");
            assertThat(failed.getStatus()).isEqualTo(BatchStatus.FAILED);
            template.update(
                    "update batch_job_execution set status = ?, end_time = null where job_execution_id = ?",
                    left,
                    failed.getId());
            template.update(
                    "update batch_step_execution set status = ?, end_time = null where job_execution_id = ? and"
                            + " step_name = 'applyChanges'",
                    left,
                    failed.getId());

            JobExecution resumed = BatchRuns.of(spring).execute(job("right"), run, Command.RUN, new StopSignal());

            assertThat(resumed.getStatus()).as(left).isEqualTo(BatchStatus.COMPLETED);
            assertThat(steps(resumed)).containsExactly("guard", "applyChanges");
        }
    }

    @Test
    void anExecutionThatWasToldToStopAndEndedBeforeItsStepDidIsResumed() throws Exception {
        begin(CREATE);
        JobExecution cutOff = start("revoked");
        template.update("update batch_job_execution set status = 'STOPPED' where job_execution_id = ?", cutOff.getId());
        template.update(
                "update batch_step_execution set status = 'STARTED', end_time = null where job_execution_id = ? and"
                        + " step_name = 'applyChanges'",
                cutOff.getId());

        JobExecution resumed = BatchRuns.of(spring).execute(job("right"), run, Command.RUN, new StopSignal());

        assertThat(resumed.getStatus()).isEqualTo(BatchStatus.COMPLETED);
    }

    private void begin(String actions) throws Exception {
        Path file = folder.resolve("test.yml");
        Files.writeString(
                file,
                "name: test\nsource: { stream: audience, location: '*.gz', format: audience-store, mode: stream }\n"
                        + "actions:\n" + actions);
        definition = new DefinitionLoader(name -> "").load(file);
        run = Ledgers.run(template, workspace, "test", definition.text());
    }

    private JobExecution start(String token) throws Exception {
        JobOperatorTestUtils utils =
                new JobOperatorTestUtils(spring.getBean(JobOperator.class), spring.getBean(JobRepository.class));
        utils.setJob(job(token));
        return utils.startJob(
                new JobParametersBuilder().addLong("run", run, true).toJobParameters());
    }

    private Job job(String token) {
        RunStore runs = new RunStore(template);
        StopSignal stop = new StopSignal();
        Surroundings around = new Surroundings(
                new Home(folder), null, null, Progress.SILENT, stop, Clock.systemUTC(), Waiting.inRealTime(stop));
        RunContext context = new RunContext(
                runs.find(run).orElseThrow(),
                runs.beginExecution(run, "run", Instant.EPOCH),
                Command.RUN,
                Allowances.NONE,
                definition,
                new Home(folder),
                new Turn(around, "test"),
                new IntercomClient(
                        new ClientSettings(sandbox.baseUrl(), "2.16", () -> new AccessToken(token), 10),
                        Clock.systemUTC(),
                        new StoppableWaiter()),
                template,
                Progress.SILENT,
                new StopSignal(),
                Clock.systemUTC(),
                new StoppableWaiter());
        return new SyncJob(spring.getBean(JobRepository.class), spring.getBean(PlatformTransactionManager.class))
                .of(context);
    }

    private static List<String> steps(JobExecution execution) {
        return execution.getStepExecutions().stream()
                .map(StepExecution::getStepName)
                .toList();
    }

    private void assertOneInstanceWith(int executions) {
        String of = " join batch_job_execution e on e.job_instance_id = i.job_instance_id"
                + " join batch_job_execution_params p on p.job_execution_id = e.job_execution_id"
                + " where p.parameter_name = 'run' and p.parameter_value = ?";
        assertThat(count("select count(distinct i.job_instance_id) from batch_job_instance i" + of))
                .isEqualTo(1);
        assertThat(count("select count(*) from batch_job_instance i" + of)).isEqualTo(executions);
    }

    private int count(String sql) {
        Integer count = template.queryForObject(sql, Integer.class, Long.toString(run));
        return count == null ? 0 : count;
    }

    private int consumed() {
        Integer count = template.queryForObject(
                "select count(*) from consumed_file where workspace_id = ?", Integer.class, workspace);
        return count == null ? 0 : count;
    }
}
