package dev.audiencesync.bench;

import dev.audiencesync.sandbox.BulkUntag;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.ExportWorld;
import dev.audiencesync.sandbox.SandboxCounts;
import dev.audiencesync.sandbox.SandboxOptions;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How many calls a night takes, counted by the sandbox; each night's outcome is compared with its files. Exit code 1
 * where one takes more than its bound, or ends otherwise than it should.
 */
final class CallsBench {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);
    private static final int MOST_FIXED = 10;
    private static final int OTHERS = 10_000;
    private static final List<CallKind> FIXED =
            List.of(CallKind.SHOW_ADMIN, CallKind.LIST_TAGS, CallKind.LIST_ATTRIBUTES);
    private static final String ROW = "%-64s %7s %7s %7s  %s%n";

    private CallsBench() {}

    /** Who is in the workspace before anybody runs. */
    private enum Before {
        NOBODY,
        /** All people of the export, as it has them. */
        EVERYBODY,
        /** Many others. */
        OTHERS
    }

    /**
     * A night of the table.
     *
     * @param bound the most calls it may take beside the fixed ones
     * @param earlier how many nights went before; the counted one is the next
     * @param partly whether a run of one of its files went before as well
     * @param bulkUntag what the workspace does about untags in bulk calls
     */
    private record Scenario(
            String name,
            int bound,
            ExportWorld world,
            Before before,
            int earlier,
            boolean partly,
            BulkUntag bulkUntag) {

        static Scenario of(String name, int bound, ExportWorld world) {
            return new Scenario(name, bound, world, Before.NOBODY, world.nights() - 1, false, BulkUntag.HONOURED);
        }

        Scenario withUntagsIgnored() {
            return new Scenario(name, bound, world, before, earlier, partly, BulkUntag.IGNORED);
        }

        Scenario with(Before who) {
            return new Scenario(name, bound, world, who, earlier, partly, bulkUntag);
        }

        Scenario afterOneFile() {
            return new Scenario(name, bound, world, before, earlier, true, bulkUntag);
        }
    }

    private static List<Scenario> scenarios() {
        return List.of(
                Scenario.of("1,000 unchanged people", 0, world(1_000, 2, 200, 0, 0, 0)),
                Scenario.of("1,000 known people, all changed", 1_000, world(1_000, 2, 200, 1_000, 0, 0)),
                Scenario.of("1,000 new people with an e-mail", 1_000 + 20, world(1_000, 1, 0, 0, 0, 0)),
                Scenario.of(
                                "the same, beside 10,000 others of whom nothing is known",
                                1_000 + 20 + 1,
                                world(1_000, 1, 0, 0, 0, 0))
                        .with(Before.OTHERS),
                Scenario.of(
                                "750 new people with an e-mail, beside 250 known ones",
                                750 + 15,
                                world(1_000, 1, 0, 0, 0, 0))
                        .afterOneFile(),
                Scenario.of(
                                "1,000 people in Intercom, unknown to the ledger, all equal",
                                7,
                                world(1_000, 1, 0, 0, 0, 0))
                        .with(Before.EVERYBODY),
                Scenario.of("1,000 people, one tag", 20, world(1_000, 2, 0, 0, 1_000, 0)),
                Scenario.of("1,000 untags, bulk untag verified", 20, world(3_000, 3, 3_000, 0, 0, 1_000)),
                Scenario.of("1,000 untags, bulk untag does not work", 1_000, world(3_000, 3, 3_000, 0, 0, 1_000))
                        .withUntagsIgnored(),
                Scenario.of("10,000 people: 200 changed, 50 join, 50 leave", 202, world(10_000, 3, 2_000, 200, 50, 50)),
                Scenario.of("the same, bulk untag does not work", 200 + 1 + 50, world(10_000, 3, 2_000, 200, 50, 50))
                        .withUntagsIgnored());
    }

    private static ExportWorld world(int people, int nights, int members, int changed, int joining, int leaving) {
        return new ExportWorld(people, nights, 1, FIRST, members, changed, joining, leaving);
    }

    public static void main(String[] args) {
        System.out.printf(Locale.ROOT, ROW, "night", "bound", "calls", "fixed", "ok");
        boolean met = true;
        for (Scenario scenario : scenarios()) {
            met &= meets(scenario);
        }
        System.exit(met ? 0 : 1);
    }

    private static boolean meets(Scenario scenario) {
        SandboxOptions options =
                SandboxOptions.defaults().withRateLimitPerMinute(10_000_000).withBulkUntag(scenario.bulkUntag());
        try (Night night = new Night(scenario.world(), options, true)) {
            seed(scenario.before(), night);
            for (int earlier = 0; earlier < scenario.earlier(); earlier++) {
                run(night, earlier);
            }
            if (scenario.partly()) {
                night.runFirstFile(scenario.earlier());
            }
            SandboxCounts before = night.sandbox().counts();
            run(night, scenario.earlier());
            SandboxCounts after = night.sandbox().counts();
            long fixed = FIXED.stream()
                    .mapToLong(kind -> after.calls(kind) - before.calls(kind))
                    .sum();
            long calls = after.total() - before.total() - fixed;
            boolean asExported = night.isAsExported(scenario.earlier());
            boolean met = calls <= scenario.bound() && fixed <= MOST_FIXED && asExported;
            String verdict = met ? "yes" : asExported ? "NO: too many calls" : "NO: Intercom holds something else";
            System.out.printf(Locale.ROOT, ROW, scenario.name(), scenario.bound(), calls, fixed, verdict);
            return met;
        }
    }

    private static void seed(Before before, Night night) {
        if (before == Before.EVERYBODY) {
            night.seed(0);
        } else if (before == Before.OTHERS) {
            IntStream.range(0, OTHERS)
                    .forEach(other -> night.sandbox().manually().seedContact(ContactSeed.user("other-" + other)));
        }
    }

    private static void run(Night night, int number) {
        night.run(number, "--allow", "untags", "--allow", "last-members", "--allow", "tag-growth");
    }
}
