package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.job.NothingToRestartException;
import dev.audiencesync.ledger.TestDatabase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.SandboxCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The program is killed, and what comes next has to end with Intercom as if it never had been: ended by its own store
 * before or after a commit, or by {@code kill -9} while calls are under way or the rate limit is waited for; in both modes, gone on with by {@code
 * restart} and by the next {@code run} in turns.
 *
 * <p>A failure names its seed, which {@code -Dkills.seed=N} gives back. {@code -Dkills=all} ends it at every commit in
 * every way, and at twenty moments of each kind of night; {@code -Dkills=N} at N commits and half as many moments.
 */
class KillMatrixTest {
    /** What the design allows to be sent twice, of the calls that apply. */
    private static final int REPEATED = 512;

    private static final Duration LATENCY = Duration.ofMillis(30);

    private static final int WAITING_CALLS_A_MINUTE = 600;

    /** So many looks at 5 ms each without a call: it waits. */
    private static final int QUIET_LOOKS = 40;

    @TempDir
    Path root;

    private final long seed = Long.getLong("kills.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    private int worlds;

    private static boolean all() {
        return "all".equals(System.getProperty("kills"));
    }

    private static int kills() {
        return all() ? 40 : Integer.getInteger("kills", 2);
    }

    /** What a night costs that nobody disturbs. */
    private record Whole(Spent spent, int points) {}

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whateverEndsItWhatComesNextEndsTheNight(TestDatabase database) {
        for (boolean snapshot : all() ? new boolean[] {false, true} : new boolean[] {random.nextBoolean()}) {
            Whole whole = undisturbed(database, snapshot);
            for (int point : points(whole.points())) {
                boolean restarts = random.nextBoolean();
                endedAt(point, new Case(database, snapshot, restarts), whole);
                if (all()) {
                    endedAt(point, new Case(database, snapshot, !restarts), whole);
                }
            }
            for (int kill = 0; kill < kills() / 2; kill++) {
                int calls = 1 + random.nextInt((int) whole.spent().total() - 1);
                killedAfter(calls, new Case(database, snapshot, random.nextBoolean()), whole);
            }
            killedWhileItWaits(new Case(database, snapshot, random.nextBoolean()), whole);
        }
    }

    private List<Integer> points(int last) {
        List<Integer> points = new ArrayList<>();
        int stride = all() ? 1 : Math.max(1, last / kills());
        for (int point = 1 + random.nextInt(stride); point <= last; point += stride) {
            points.add(point);
        }
        return points;
    }

    private void endedAt(int point, Case one, Whole whole) {
        String what = "kills.seed=" + seed + ", " + one + ", ended at point " + point + " of " + whole.points();
        try (KillNight night = laidOut(one.database(), one.snapshot(), Duration.ZERO);
                Program program = night.startToEndAt(point, "run", KillNight.NAME)) {
            SandboxCounts before = night.world().sandbox().counts();
            int code = program.await();
            // Calls that end in another order can make a point or two less.
            assertThat(code == HaltingDriver.KILLED || point > whole.points() - 4)
                    .as(() -> what + program.err())
                    .isTrue();
            goOn(night, before, one, what, whole);
        }
    }

    private void killedAfter(int calls, Case one, Whole whole) {
        String what = "kills.seed=" + seed + ", " + one + ", killed after " + calls + " calls of "
                + whole.spent().total();
        try (KillNight night = laidOut(one.database(), one.snapshot(), LATENCY);
                Program program = night.startToEndAt(0, "run", KillNight.NAME)) {
            SandboxCounts before = night.world().sandbox().counts();
            while (program.isAlive() && night.world().sandbox().counts().total() - before.total() < calls) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(60)));
            program.kill();
            goOn(night, before, one, what, whole);
        }
    }

    /** The window's calls are spent before the plan is half done. */
    private void killedWhileItWaits(Case one, Whole whole) {
        String what = "kills.seed=" + seed + ", " + one + ", killed while it waits for the rate limit";
        try (KillNight night = laidOut(one.database(), one.snapshot(), Duration.ZERO)) {
            night.limit(WAITING_CALLS_A_MINUTE);
            SandboxCounts before = night.world().sandbox().counts();
            try (Program program = night.startToEndAt(0, "run", KillNight.NAME)) {
                long made = 0;
                for (int looks = 0; looks < QUIET_LOOKS && program.isAlive(); looks++) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                    long now = night.world().sandbox().counts().total() - before.total();
                    looks = now > made || now < WAITING_CALLS_A_MINUTE / 12 ? 0 : looks;
                    made = now;
                }
                assertThat(program.isAlive()).as(what).isTrue();
                program.kill();
            }
            night.limit(KillNight.CALLS_A_MINUTE);
            goOn(night, before, one, what, whole);
        }
    }

    private void goOn(KillNight night, SandboxCounts before, Case one, String what, Whole whole) {
        try {
            night.assertNothingLost();
            RunSummary next = one.restarts() ? restart(night) : night.world().run(night.job());
            assertThat(next.status()).as(next.details().failure()).isEqualTo(RunStatus.COMPLETED);
            Spent both = Spent.between(before, night.world().sandbox().counts());
            night.assertDone();
            long least = whole.spent().writes();
            assertThat(both.writes())
                    .as("writing calls of %s, of the undisturbed %s, planned %s", both, whole.spent(), next.planned())
                    .isBetween(least, least + REPEATED);
            assertThat(both.created())
                    .as("nobody is created twice")
                    .isEqualTo(whole.spent().created());
            night.assertOwned();
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError(what + ": " + e.getMessage(), e);
        }
    }

    /** Where it had not begun anything, or had ended all, there is nothing to restart. */
    private static RunSummary restart(KillNight night) {
        try {
            return night.world().restart(night.job());
        } catch (NothingToRestartException e) {
            return night.world().run(night.job());
        }
    }

    private Whole undisturbed(TestDatabase database, boolean snapshot) {
        try (KillNight night = laidOut(database, snapshot, Duration.ZERO);
                Program program = night.startToEndAt(0, "run", KillNight.NAME)) {
            SandboxCounts before = night.world().sandbox().counts();
            assertThat(program.await()).as(() -> program.out() + program.err()).isEqualTo(3);
            Whole whole =
                    new Whole(Spent.between(before, night.world().sandbox().counts()), night.pointsSeen());
            assertThat(whole.spent().writes()).isGreaterThan(REPEATED);
            night.assertDone();
            System.out.println("kills.seed=" + seed + ": " + database + (snapshot ? " snapshot" : " stream") + " has "
                    + whole.points() + " points and " + whole.spent().total() + " calls");
            return whole;
        }
    }

    private record Case(TestDatabase database, boolean snapshot, boolean restarts) {
        @Override
        public String toString() {
            return database + (snapshot ? ", snapshot" : ", stream") + (restarts ? ", restarted" : ", run again");
        }
    }

    private KillNight laidOut(TestDatabase database, boolean snapshot, Duration latency) {
        worlds++;
        try {
            return KillNight.laidOut(
                    Files.createDirectories(root.resolve("world" + worlds)), snapshot, database, latency);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
