package dev.audiencesync.nights;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/**
 * A JDBC driver around another that ends the process, without a word, at the n-th point from 1. Every commit has two:
 * just before it and just after; so has every statement that commits by itself. Each transaction also leaves its number in
 * a table, and, once its commit has returned, in a file: what the file says was committed has to be in the table.
 */
final class HaltingDriver implements Driver {
    static final int KILLED = 137;
    private static final String NUMBERS = "halted_commit";

    private final Driver real;
    private final int haltAt;
    private final AtomicInteger points;
    private final Path committed;

    private HaltingDriver(Driver real, int haltAt, AtomicInteger points, Path committed) {
        this.real = real;
        this.haltAt = haltAt;
        this.points = points;
        this.committed = committed;
    }

    /**
     * Puts such drivers in the place of the store's own.
     *
     * @param haltAt the point to end at; 0 for none
     * @param committed the file for the last transaction's number
     * @return how many points there have been
     */
    static AtomicInteger install(int haltAt, Path committed) throws SQLException {
        AtomicInteger points = new AtomicInteger();
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            DriverManager.deregisterDriver(driver);
        }
        for (Driver real : new Driver[] {new org.h2.Driver(), new org.postgresql.Driver()}) {
            DriverManager.registerDriver(new HaltingDriver(real, haltAt, points, committed));
        }
        return points;
    }

    /** The highest number of a transaction that the store has. */
    static String lastStored() {
        return "select max(n) from " + NUMBERS;
    }

    private int point() {
        int point = points.incrementAndGet();
        if (point == haltAt) {
            Runtime.getRuntime().halt(KILLED);
        }
        return point;
    }

    private static void say(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        Connection connection = real.connect(url, info);
        if (connection == null) {
            return null;
        }
        say(connection, "create table if not exists " + NUMBERS + " (n int)");
        return around(Connection.class, new Watched(connection));
    }

    private static <T> T around(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(HaltingDriver.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private final class Watched implements InvocationHandler {
        private final Connection connection;

        Watched(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("commit")) {
                int number = point();
                say(connection, "insert into " + NUMBERS + " values (" + number + ")");
                call(connection, method, arguments);
                Files.writeString(committed, Integer.toString(number));
                point();
                return null;
            }
            Object result = call(connection, method, arguments);
            return result instanceof Statement
                    ? around(method.getReturnType(), new OwnCommits(connection, result))
                    : result;
        }
    }

    /** A statement, which commits by itself outside of transactions. */
    private final class OwnCommits implements InvocationHandler {
        private final Connection connection;
        private final Object statement;

        OwnCommits(Connection connection, Object statement) {
            this.connection = connection;
            this.statement = statement;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            String name = method.getName();
            boolean commits = name.startsWith("execute") && !name.equals("executeQuery") && connection.getAutoCommit();
            if (commits) {
                point();
            }
            Object result = call(statement, method, arguments);
            if (commits) {
                point();
            }
            return result;
        }
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return real.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        return real.getPropertyInfo(url, info);
    }

    @Override
    public int getMajorVersion() {
        return real.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return real.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return real.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return real.getParentLogger();
    }
}
