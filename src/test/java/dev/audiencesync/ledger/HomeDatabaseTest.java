package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The store in the home's H2 file. */
class HomeDatabaseTest {
    private static final StoreWait PATIENT = new StoreWait(Clock.systemUTC(), Duration.ofSeconds(20));
    private static final StoreWait IMPATIENT = new StoreWait(Clock.systemUTC(), Duration.ofMillis(1));

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void aHome() {
        home = new Home(folder.resolve("home"));
    }

    @Test
    void thereIsNothingToLookAtBeforeTheFirstRun() {
        assertThat(store().openToLook(IMPATIENT)).isEmpty();
        assertThat(home.directory()).doesNotExist();
    }

    @Test
    void whoLooksDuringARunIsServedAndNeverHoldsItUp() {
        try (Store run = store().openForRun(IMPATIENT)) {
            new KnownWorkspaces(new JdbcTemplate(run.dataSource()))
                    .numberOf("w", null, URI.create("http://127.0.0.1"), Instant.EPOCH);
            try (Store look = store().openToLook(IMPATIENT).orElseThrow()) {
                assertThat(workspaces(look)).isEqualTo(1);
                new KnownWorkspaces(new JdbcTemplate(run.dataSource()))
                        .numberOf("v", null, URI.create("http://127.0.0.1"), Instant.EPOCH);
                assertThat(workspaces(look)).isEqualTo(2);
            }
            assertThat(workspaces(run)).isEqualTo(2);
        }
        try (Store look = store().openToLook(IMPATIENT).orElseThrow()) {
            assertThat(workspaces(look)).isEqualTo(2);
        }
    }

    @Test
    void aRunEndsThoughSomebodyLooks() {
        Store run = store().openForRun(IMPATIENT);
        try (Store look = store().openToLook(IMPATIENT).orElseThrow()) {
            assertThat(workspaces(look)).isZero();
            run.close();
        }
        try (Store next = store().openForRun(IMPATIENT)) {
            assertThat(workspaces(next)).isZero();
        }
    }

    @Test
    void aRunWaitsForWhoLooks() throws Exception {
        store().openForRun(IMPATIENT).close();
        Store look = store().openToLook(IMPATIENT).orElseThrow();

        assertThatThrownBy(() -> store().openForRun(IMPATIENT))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("in use by another command");
        CompletableFuture<Store> run = CompletableFuture.supplyAsync(() -> store().openForRun(PATIENT));
        assertThat(run).isNotDone();
        assertThat(workspaces(look)).isZero();
        look.close();

        run.get(20, TimeUnit.SECONDS).close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isForItsOwnerAlone() throws Exception {
        try (Store run = store().openForRun(IMPATIENT)) {
            assertThat(JdbcClient.create(run.dataSource())).isNotNull();
            assertThat(mode(home.directory())).isEqualTo("rwx------");
            assertThat(mode(home.directory().resolve("locks"))).isEqualTo("rwx------");
            assertThat(mode(home.storeFile())).isEqualTo("rw-------");
            assertThat(mode(home.lock("store"))).isEqualTo("rw-------");
        }
    }

    /** A port that is bound on every address cannot be bound again on another loopback address. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aRunInAnotherProcessServesLoopbackOnlyAndIsGoneOnceKilled() throws Exception {
        Process other = Holder.start("store", home.directory());
        try {
            int port = Integer.parseInt(FileLocked.read(home.lock("store")).split(" ")[0]);
            try (ServerSocket elsewhere = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.2"));
                    Store look = store().openToLook(IMPATIENT).orElseThrow()) {
                assertThat(elsewhere.getLocalPort()).isEqualTo(port);
                assertThat(workspaces(look)).isZero();
            }
        } finally {
            other.destroyForcibly().waitFor();
        }
        try (Store look = store().openToLook(IMPATIENT).orElseThrow()) {
            assertThat(workspaces(look)).isZero();
        }
        store().openForRun(IMPATIENT).close();
    }

    @Test
    void runsAreNumberedWithoutAGapThoughTheirProcessIsKilled() throws Exception {
        Holder.start("run", home.directory()).destroyForcibly().waitFor();

        try (Store store = store().openForRun(IMPATIENT)) {
            assertThat(Holder.beginRun(store)).isEqualTo(2);
        }
    }

    @Test
    void openingAStoreGivesNobodyAWarning() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        root.addAppender(logged);
        try {
            store().openForRun(IMPATIENT).close();
        } finally {
            root.detachAppender(logged);
        }
        assertThat(logged.list).isEmpty();
    }

    private Database store() {
        return new HomeDatabase(home);
    }

    private static int workspaces(Store store) {
        return JdbcClient.create(store.dataSource())
                .sql("select count(*) from workspace")
                .query(Integer.class)
                .single();
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
