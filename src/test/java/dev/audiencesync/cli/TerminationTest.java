package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.job.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TerminationTest {
    private final StopSignal stop = new StopSignal();
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void aRunThatEndsInTimeHasTheLastWordAndItsExitCode() throws Exception {
        Termination termination = watch(Duration.ofSeconds(15));
        Thread hook = new Thread(termination::stopAndWait);
        hook.start();
        stop.await();

        int code = termination.end(() -> say("summary", 3));
        termination.close();
        hook.join();

        assertThat(code).isEqualTo(3);
        assertThat(said).containsExactly("summary", "halt 3");
    }

    @Test
    void aRunThatDoesNotEndInTimeIsGivenUpAndKeepsSilent() {
        Termination termination = watch(Duration.ofMillis(1));

        termination.stopAndWait();

        assertThat(stop.isRaised()).isTrue();
        assertThat(said).containsExactly("given up", "halt 6");
        assertThat(termination.end(() -> say("too late", 0))).isEqualTo(6);
        assertThat(said).doesNotContain("too late");
    }

    @Test
    void anotherCtrlCGivesARunUpAtOnce() throws Exception {
        Termination termination = watch(Duration.ofSeconds(15));
        Thread hook = new Thread(termination::stopAndWait);
        hook.start();
        stop.await();

        termination.endAtOnce();

        assertThat(said).containsExactly("given up", "halt 6");
        assertThat(termination.end(() -> say("too late", 0))).isEqualTo(6);
        termination.close();
        hook.join();
    }

    @Test
    void whoCannotSaySoEndsAllTheSame() {
        CountDownLatch never = new CountDownLatch(1);
        Termination termination =
                new Termination(stop, Duration.ofMillis(1), () -> await(never), code -> said.add("halt " + code));

        termination.stopAndWait();

        assertThat(said).containsExactly("halt 6");
        never.countDown();
    }

    @Test
    void aLastWordThatIsBeingSaidIsWaitedFor() throws Exception {
        Termination termination = watch(Duration.ofMillis(500));
        CountDownLatch speaking = new CountDownLatch(1);
        CountDownLatch speakOn = new CountDownLatch(1);
        Thread run = new Thread(() -> {
            termination.end(() -> {
                speaking.countDown();
                await(speakOn);
                return say("summary", 0);
            });
            termination.close();
        });
        run.start();
        await(speaking);
        Thread hook = new Thread(termination::stopAndWait);
        hook.start();
        hook.join(600);
        speakOn.countDown();
        hook.join();
        run.join();

        assertThat(said).containsExactly("summary", "halt 0");
    }

    private Termination watch(Duration patience) {
        return new Termination(stop, patience, () -> said.add("given up"), code -> said.add("halt " + code));
    }

    private int say(String word, int code) {
        said.add(word);
        return code;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(15, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
