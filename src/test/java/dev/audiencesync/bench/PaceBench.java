package dev.audiencesync.bench;

import dev.audiencesync.sandbox.ExportWorld;
import dev.audiencesync.sandbox.SandboxOptions;
import dev.audiencesync.sandbox.WindowUse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What share of the allowance a run uses while there is work, and how many of its calls are refused, as the sandbox
 * counts them by windows: creating people with an e-mail, in slices of 500 with look-ups before and a commit behind.
 *
 * <p>The allowance of a window is its limit without the reserve and without what the neighbour asks of it. Windows count that
 * had work from their beginning to their end: not the one in which applying began, nor the one in which it ended. Exit
 * code 1 where less than 97 % is used, or 0.1 % of the calls or more are refused.
 */
final class PaceBench {
    private static final int RESERVE_PERCENT = 10;
    private static final int SECONDS = 75;

    /** More than a run's first questions. */
    private static final int SOME = 15;

    private static final String ROW = "%8s %8s %10s %8s %8s %10s %8s %8s %10s  %s%n";

    private PaceBench() {}

    private record Setting(int limit, int latency, boolean shared) {
        /** Calls a minute that are ours. */
        int pace() {
            return limit * (100 - RESERVE_PERCENT) / 100 - neighbours();
        }

        int neighbours() {
            return shared ? limit / 2 : 0;
        }

        /** What keeps it busy for so long: a look-up for fifty people, and a call each. */
        int people() {
            return pace() * SECONDS / 60 * 50 / 51;
        }
    }

    /** All, or the one that is named: calls a minute, milliseconds, {@code alone} or {@code shared}. */
    public static void main(String[] args) {
        List<Setting> settings = new ArrayList<>();
        for (int limit : List.of(10_000, 1_000)) {
            for (int latency : List.of(50, 250, 1_000)) {
                settings.add(new Setting(limit, latency, false));
                settings.add(new Setting(limit, latency, true));
            }
        }
        if (args.length == 3) {
            settings = List.of(
                    new Setting(Integer.parseInt(args[0]), Integer.parseInt(args[1]), args[2].equals("shared")));
        }
        System.out.printf(
                Locale.ROOT,
                ROW,
                "limit",
                "latency",
                "neighbour",
                "windows",
                "used",
                "allowance",
                "share",
                "429s",
                "its 429s",
                "ok");
        boolean met = true;
        for (Setting setting : settings) {
            met &= meets(setting);
        }
        System.exit(met ? 0 : 1);
    }

    private static boolean meets(Setting setting) {
        ExportWorld world =
                new ExportWorld(setting.people(), 1, 1, LocalDate.of(2026, 11, 20), setting.people() / 5, 0, 0, 0);
        Duration latency = Duration.ofMillis(setting.latency());
        SandboxOptions options = SandboxOptions.defaults()
                .withRateLimitPerMinute(setting.limit())
                .withLatency(latency, latency);
        try (Night night = new Night(world, options, false);
                Neighbour neighbour =
                        setting.shared() ? Neighbour.calling(night.sandbox().baseUrl(), setting.neighbours()) : null) {
            JsonNode planned = night.plan(0);
            Instant begun = Instant.now();
            night.apply(planned.path("run").asLong());
            if (!night.isAsExported(0)) {
                throw new IllegalStateException("Intercom holds something else than was exported");
            }
            return tell(setting, night.sandbox().windows(), begun);
        }
    }

    private static boolean tell(Setting setting, List<WindowUse> all, Instant begun) {
        int us = setting.shared() ? 2 : 1;
        List<WindowUse> ours = all.stream()
                .filter(window -> window.start().isAfter(begun.minusSeconds(10)))
                .dropWhile(window -> use(window, us).granted() < SOME)
                .filter(window -> use(window, us).granted() > 0)
                .toList();
        List<WindowUse> whole = ours.subList(1, ours.size() - 1);
        int used = whole.stream().mapToInt(window -> use(window, us).granted()).sum();
        int allowance = whole.stream().mapToInt(PaceBench::allowed).sum()
                - (setting.shared()
                        ? whole.stream().mapToInt(window -> asked(window, 1)).sum()
                        : 0);
        int refused =
                ours.stream().mapToInt(window -> use(window, us).refused()).sum();
        int calls = refused
                + ours.stream().mapToInt(window -> use(window, us).granted()).sum();
        int neighbourRefused = setting.shared()
                ? ours.stream().mapToInt(window -> use(window, 1).refused()).sum()
                : 0;
        double share = 100.0 * used / allowance;
        boolean met = share >= 97 && refused < 0.001 * calls;
        System.out.printf(
                Locale.ROOT,
                ROW,
                setting.limit(),
                setting.latency() + " ms",
                setting.shared() ? "half" : "none",
                whole.size(),
                used,
                allowance,
                String.format(Locale.ROOT, "%.1f %%", share),
                refused,
                setting.shared() ? neighbourRefused : "-",
                met ? "yes" : "NO");
        if (System.getProperty("bench.windows") != null) {
            ours.forEach(System.out::println);
        }
        return met;
    }

    private static int allowed(WindowUse window) {
        return window.limit() * (100 - RESERVE_PERCENT) / 100;
    }

    /** What an app would have spent. */
    private static int asked(WindowUse window, int app) {
        return use(window, app).granted() + use(window, app).refused();
    }

    private static WindowUse.AppUse use(WindowUse window, int app) {
        return window.apps().stream()
                .filter(use -> use.app() == app)
                .findFirst()
                .orElse(new WindowUse.AppUse(app, 0, 0));
    }
}
