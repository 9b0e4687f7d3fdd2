package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@Timeout(60)
class PostgresDatabaseTest {
    private static final StoreWait WAIT = new StoreWait(Clock.systemUTC(), Duration.ofMillis(1));
    private static final StoreWait PATIENT = new StoreWait(Clock.systemUTC(), Duration.ofSeconds(30));
    private static final String SECRET = "s3cret-word";

    @TempDir
    Path folder;

    @Test
    void thereIsNothingToLookAtBeforeTheFirstRunAndLookingMakesNothing() {
        String url = PostgresServer.emptyUrl();

        assertThat(PostgresServer.at(url).openToLook(WAIT)).isEmpty();
        assertThatCode(() -> PostgresServer.inDatabase(url, "create table run (id int)"))
                .as("the database is as it was")
                .doesNotThrowAnyException();
    }

    @Test
    void whoLooksBesideARunSeesWhatItStored() {
        Database database = PostgresServer.at(PostgresServer.emptyUrl());
        try (Store run = database.openForRun(WAIT);
                Store look = database.openToLook(WAIT).orElseThrow()) {
            new KnownWorkspaces(new JdbcTemplate(run.dataSource()))
                    .numberOf("w", null, URI.create("http://127.0.0.1"), Instant.EPOCH);
            assertThat(JdbcClient.create(look.dataSource())
                            .sql("select code from workspace")
                            .query(String.class)
                            .list())
                    .containsExactly("w");
        }
    }

    @Test
    void severalWhoBeginAtOnceMakeTheStoreOnce() {
        Database database = PostgresServer.at(PostgresServer.emptyUrl());
        List<CompletableFuture<Store>> opened = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> database.openForRun(PATIENT)))
                .limit(4)
                .toList();

        opened.forEach(store -> store.join().close());

        try (Store store = database.openForRun(WAIT)) {
            assertThat(new RunStore(new JdbcTemplate(store.dataSource())).latest(null, 1))
                    .isEmpty();
        }
    }

    @Test
    void aDatabaseOfOtherTablesIsLeftAlone() {
        String url = PostgresServer.emptyUrl();
        PostgresServer.inDatabase(url, "create table theirs (id int)");

        assertThatThrownBy(() -> PostgresServer.at(url).openForRun(WAIT))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("currentSchema");
        PostgresServer.inDatabase(url, "create table workspace (id int)");
    }

    @Test
    void aDatabaseThatIsAwayIsNamedByItsSettingAndNeverByItsAddress() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/store?user=ada&password=" + SECRET;

        assertSaysNoSecret(
                () -> PostgresServer.at(url).openForRun(WAIT),
                "SPRING_DATASOURCE_URL",
                "refused",
                "Check that it runs");
        assertSaysNoSecret(
                () -> PostgresServer.at("jdbc:postgresql://nowhere.invalid/store?password=" + SECRET)
                        .openToLook(WAIT),
                "host is not known");
    }

    @Test
    void aDatabaseThatIsNotThereIsSaidToBeMissing() {
        String url = PostgresServer.emptyUrl().replaceFirst("/empty\\d+", "/nowhere");

        assertSaysNoSecret(
                () -> PostgresDatabase.at(url, "postgres", SECRET).openForRun(WAIT),
                "database \"nowhere\" does not exist");
    }

    @Test
    void userAndPasswordOfTheEnvironmentHold() {
        String url = PostgresServer.emptyUrl().replaceFirst("\\?.*", "");
        Map<String, String> environment = Map.of(
                "SPRING_DATASOURCE_URL",
                " " + url + " ",
                "SPRING_DATASOURCE_USERNAME",
                "nobody-of-that-name",
                "SPRING_DATASOURCE_PASSWORD",
                SECRET);

        assertSaysNoSecret(
                () -> Database.of(new Home(folder), environment::get).openForRun(WAIT), "nobody-of-that-name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://127.0.0.1/store?password=" + SECRET,
                "postgres://ada:" + SECRET + "@127.0.0.1/store",
                "jdbc:h2:file:/tmp/store;PASSWORD=" + SECRET,
                "jdbc:postgresql://127.0.0.1:" + SECRET + "/store",
                "jdbc:postgresql://127.0.0.1:99999/store?password=" + SECRET,
                "jdbc:postgresql://127.0.0.1?password=" + SECRET,
                "jdbc:postgresql://127.0.0.1/store?password=%" + SECRET,
                "jdbc:postgresql://127.0.0.1/a/b?password=" + SECRET
            })
    void anAddressOfNoUseIsRefusedWithWhatIsSupported(String url) {
        assertSaysNoSecret(
                UnsupportedDatabaseException.class,
                () -> Database.of(new Home(folder), Map.of("SPRING_DATASOURCE_URL", url)::get),
                "SPRING_DATASOURCE_URL");
    }

    @Test
    void withoutAnAddressTheStoreIsInTheHome() {
        Home home = new Home(folder.resolve("home"));
        assertThat(Database.of(home, name -> null).isOfHome()).isTrue();
        assertThat(Database.of(home, name -> " ").isOfHome()).isTrue();
        assertThat(Database.of(home, name -> null).place())
                .isEqualTo(home.directory().toString());
    }

    @Test
    void aDatabaseThatIsTooOldIsRefused() {
        assertThatThrownBy(() -> PostgresDatabase.refuseOld(14))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("PostgreSQL 14")
                .hasMessageContaining("15 or newer");
        assertThatCode(() -> PostgresDatabase.refuseOld(15)).doesNotThrowAnyException();
    }

    private static void assertSaysNoSecret(ThrowingCallable deed, String... words) {
        assertSaysNoSecret(StoreUnavailableException.class, deed, words);
    }

    private static void assertSaysNoSecret(
            Class<? extends RuntimeException> kind, ThrowingCallable deed, String... words) {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level usual = root.getLevel();
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        root.addAppender(logged);
        root.setLevel(Level.DEBUG);
        try {
            assertThatThrownBy(deed).isInstanceOf(kind).satisfies(thrown -> {
                assertThat(thrown).hasMessageContainingAll(words);
                assertThat(thrown.getMessage()).doesNotContain(SECRET, "jdbc:postgresql://127");
                assertThat(thrown).hasStackTraceContaining(kind.getSimpleName());
                assertThat(org.assertj.core.util.Throwables.getStackTrace(thrown))
                        .doesNotContain(SECRET);
            });
        } finally {
            root.setLevel(usual);
            root.detachAppender(logged);
        }
        assertThat(logged.list)
                .extracting(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .noneMatch(text -> text.contains(SECRET));
    }
}
