package dev.audiencesync.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A PostgreSQL server whose connections' address says only what differs from the driver's defaults, where the driver's
 * own data source repeats them all: Flyway looks for passwords in the address of each connection that it is given, in a
 * time that grows faster than the address does, and was at it for longer than at all else.
 */
final class BrieflyAddressed extends AbstractDataSource {
    private static final Set<String> DEFAULTS = defaults();

    private final PGSimpleDataSource server;

    BrieflyAddressed(PGSimpleDataSource server) {
        this.server = server;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(server.getUser(), server.getPassword());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return DriverManager.getConnection(address(), user, password);
    }

    @Override
    public void setLoginTimeout(int seconds) {
        server.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() {
        return server.getLoginTimeout();
    }

    String address() {
        String[] parts = server.getURL().split("\\?", 2);
        String differing = Arrays.stream(settings(server))
                .filter(setting -> !DEFAULTS.contains(setting))
                .collect(Collectors.joining("&"));
        return parts[0] + "?" + differing;
    }

    /** The driver tells them once it has read an address. */
    private static Set<String> defaults() {
        PGSimpleDataSource plain = new PGSimpleDataSource();
        plain.setURL("jdbc:postgresql://localhost/store");
        return Set.copyOf(Arrays.asList(settings(plain)));
    }

    private static String[] settings(PGSimpleDataSource server) {
        return server.getURL().replaceFirst("^[^?]*\\?", "").split("&", -1);
    }
}
