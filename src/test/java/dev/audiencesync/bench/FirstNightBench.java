package dev.audiencesync.bench;

import dev.audiencesync.bench.Program.Took;
import dev.audiencesync.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The plan of a night in which everybody is new, beside reading, parsing and mapping the same export alone; whole
 * processes: {@code [PEOPLE]}. Then a first night that is carried out, of fewer people, shows by how much the ledger
 * grows. Exit code 1 where the plan takes too long, or is not the one it should be.
 */
final class FirstNightBench {
    private static final int PEOPLE = 1_000_000;
    private static final int PEOPLE_WRITTEN = 10_000;
    private static final double BOUND = 3;

    private FirstNightBench() {}

    public static void main(String[] args) {
        int people = args.length == 0 ? PEOPLE : Integer.parseInt(args[0]);
        Million million = new Million(people);
        million.makeExports();
        Took parse = MillionBench.parse(million, people, "-Xmx512m");
        Took plan = firstNight(million, "plan", people);
        double ratio = plan.seconds() / parse.seconds();
        System.out.printf(Locale.ROOT, "%,d people, -Xmx512m%n", people);
        System.out.println(Program.HEADER);
        System.out.println(parse.line("parse only"));
        System.out.println(plan.line("plan of everybody as new"));
        System.out.printf(
                Locale.ROOT,
                "ratio, at most %.0f: %.2f %s (by processor time: %.2f)%n",
                BOUND,
                ratio,
                ratio <= BOUND ? "yes" : "NO: too slow",
                plan.processor() / parse.processor());
        tellGrowth(Math.min(people, PEOPLE_WRITTEN));
        System.exit(ratio <= BOUND ? 0 : 1);
    }

    private static void tellGrowth(int people) {
        Million million = new Million(people);
        million.makeExports();
        Took run = firstNight(million, "run", people);
        long size = size(million.folder().resolve("new").resolve("store.mv.db"));
        System.out.printf(
                Locale.ROOT,
                "%,d people written in %.1f s: a store of %,d bytes, %,d a person%n",
                people,
                run.seconds(),
                size,
                size / people);
    }

    private static Took firstNight(Million million, String command, int people) {
        Path home = million.newHome("new");
        try (Sandbox sandbox = million.emptySandbox()) {
            Took took = new Program(million.folder(), "-Xmx512m")
                    .sync(
                            command,
                            million.job().toString(),
                            "date=" + million.date(0),
                            "--json",
                            "--home",
                            home.toString(),
                            "--intercom-base-url",
                            sandbox.baseUrl().toString());
            JsonNode planned = JsonMapper.shared().readTree(took.out()).path("planned");
            boolean right = planned.path("create").asInt() == people
                    && planned.path("tag").asInt() == people / 10
                    && planned.path("update").asInt() == 0;
            if (!right) {
                throw new IllegalStateException("Everybody is new, and it says: " + took.out());
            }
            return took;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
