package dev.audiencesync.bench;

import dev.audiencesync.bench.Program.Took;
import dev.audiencesync.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A night of many people of whom nobody has changed, beside reading, parsing and mapping the same export alone; whole
 * processes: {@code [--profile] [PEOPLE]}. Exit code 1 where the night takes too long, or plans or calls anything.
 */
final class MillionBench {
    private static final int PEOPLE = 1_000_000;
    private static final int TIMES = 3;
    private static final double BOUND = 1.5;
    private static final int PEOPLE_OF_A_SMALL_HEAP = 4_000_000;

    private MillionBench() {}

    public static void main(String[] args) {
        List<String> words = new ArrayList<>(Arrays.asList(args));
        boolean profile = words.remove("--profile");
        int people = words.isEmpty() ? PEOPLE : Integer.parseInt(words.get(0));
        Million million = new Million(people);
        million.makeFullLedger();
        String heap = people <= PEOPLE_OF_A_SMALL_HEAP ? "-Xmx512m" : "-Xmx1g";
        if (profile) {
            Path recording = million.folder().resolve("night.jfr");
            night(million, people, heap, "-XX:StartFlightRecording:settings=profile,filename=" + recording);
            Profile.of(recording).print();
            System.exit(0);
        }
        System.exit(isMet(million, people, heap) ? 0 : 1);
    }

    private static boolean isMet(Million million, int people, String heap) {
        List<Took> parsed = new ArrayList<>();
        List<Took> nights = new ArrayList<>();
        int times = people <= PEOPLE_OF_A_SMALL_HEAP ? TIMES : 1;
        for (int time = 0; time < times; time++) {
            parsed.add(parse(million, people, heap));
            nights.add(night(million, people, heap));
        }
        Took parse = median(parsed);
        Took night = median(nights);
        double ratio = night.seconds() / parse.seconds();
        System.out.printf(Locale.ROOT, "%,d people, %s, the median of %d%n", people, heap, times);
        System.out.println(Program.HEADER);
        System.out.println(parse.line("parse only"));
        System.out.println(night.line("night"));
        System.out.printf(
                Locale.ROOT,
                "ratio, at most %.1f: %.2f %s (by processor time: %.2f)%n",
                BOUND,
                ratio,
                ratio <= BOUND ? "yes" : "NO: too slow",
                night.processor() / parse.processor());
        return ratio <= BOUND;
    }

    static Took parse(Million million, int people, String heap) {
        Took took = new Program(million.folder(), heap).parse(million.job().toString(), million.date(1));
        if (Long.parseLong(took.out().strip()) != people) {
            throw new IllegalStateException("It mapped " + took.out());
        }
        return took;
    }

    private static Took night(Million million, int people, String... options) {
        Path home = million.fullHome();
        try (Sandbox sandbox = million.sandbox()) {
            Took took = new Program(million.folder(), options)
                    .sync(
                            "run",
                            million.job().toString(),
                            "date=" + million.date(1),
                            "--json",
                            "--home",
                            home.toString(),
                            "--intercom-base-url",
                            sandbox.baseUrl().toString());
            // A flight recorder says something on standard output before.
            JsonNode said =
                    JsonMapper.shared().readTree(took.out().substring(took.out().indexOf('{')));
            boolean unchanged = said.path("planned").path("unchanged").asInt() == people
                    && said.path("records").path("read").asInt() == people
                    && sandbox.counts().writes() == 0;
            if (!unchanged) {
                throw new IllegalStateException("Nobody has changed, and it says: " + took.out());
            }
            return took;
        }
    }

    static Took median(List<Took> times) {
        return times.stream()
                .sorted(Comparator.comparingDouble(Took::seconds))
                .toList()
                .get(times.size() / 2);
    }
}
