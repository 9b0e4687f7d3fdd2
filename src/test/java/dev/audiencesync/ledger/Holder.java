package dev.audiencesync.ledger;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** Another process: takes a lock ({@code lock FILE}) opens a store ({@code store HOME}) or begins a run in
 * it ({@code run HOME}), and waits to be killed. */
final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("lock")) {
            FileLocked.tryLock(Path.of(args[1])).orElseThrow().write("the other process");
        } else {
            Store store = new HomeDatabase(new Home(Path.of(args[1])))
                    .openForRun(new StoreWait(Clock.systemUTC(), Duration.ofSeconds(5)));
            if (args[0].equals("run")) {
                beginRun(store);
            }
        }
        System.out.println("held");
        System.in.read();
    }

    static long beginRun(Store store) {
        JdbcTemplate template = new JdbcTemplate(store.dataSource());
        long workspace =
                new KnownWorkspaces(template).numberOf("w", null, URI.create("http://127.0.0.1"), Instant.EPOCH);
        return Ledgers.run(template, workspace, "nightly", "a definition");
    }

    /** Starts it and waits until it holds. */
    static Process start(String what, Path path) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        what,
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = new java.util.Scanner(process.getInputStream(), java.nio.charset.StandardCharsets.UTF_8)) {
            while (!lines.nextLine().equals("held")) {}
        }
        return process;
    }
}
