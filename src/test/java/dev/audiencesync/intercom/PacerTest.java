package dev.audiencesync.intercom;

import static dev.audiencesync.intercom.SimulatedTime.WINDOW_START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacerTest {

    private static final long WINDOW = WINDOW_START / 10;

    private final SimulatedTime time = SimulatedTime.withinWindow();

    @Test
    void assumesTenThousandAMinuteUntilTheFirstAnswer() {
        Pacer pacer = new Pacer(time, 0);

        assertThat(spendWindow(pacer, WINDOW)).isEqualTo(1_667);
        assertThat(pacer.callsPerMinute()).isEqualTo(10_002);
    }

    @ParameterizedTest
    @CsvSource({"1667, 10, 1500", "1667, 0, 1667", "167, 10, 150", "167, 50, 83", "1, 10, 1", "10, 99, 1"})
    void learnsTheLimitAndLeavesTheReserve(int limit, int reserve, int allowed) {
        Pacer pacer = new Pacer(time, reserve);
        answer(pacer, send(pacer), limit, limit, WINDOW);

        assertThat(pacer.callsPerMinute()).isEqualTo(6 * allowed);
        assertThat(spendWindow(pacer, WINDOW)).isEqualTo(allowed - 1);
    }

    @Test
    void placesOfTheNextWindowLieInOrderInItsFirstHalf() {
        Pacer pacer = new Pacer(time, 0);
        answer(pacer, send(pacer), 10, 10, WINDOW);
        spendWindow(pacer, WINDOW);

        List<Long> due = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            due.add(pacer.reserve().time().toMillis());
        }
        // spendWindow took the first place of the next window: 4 s away and 100 ms for the clocks
        assertThat(due)
                .containsExactly(
                        4_600L, 5_100L, 5_600L, 6_100L, 6_600L, 7_100L, 7_600L, 8_100L, 8_600L, 14_100L, 14_600L,
                        15_100L);
    }

    @Test
    void aPlaceWhoseTimeHasPassedIsDueAtOnce() {
        assertThat(new Pacer(time, 10).reserve()).isEqualTo(new Permit(WINDOW, 0, Duration.ZERO));
    }

    @Test
    void stopsWhereOthersHaveEatenIntoTheReserve() {
        Pacer pacer = new Pacer(time, 10);
        answer(pacer, send(pacer), 100, 10, WINDOW);

        assertThat(pacer.reserve().window()).isEqualTo(WINDOW + 1);
    }

    @Test
    void theReserveStaysUntouchedThoughOneOfOursWasCountedElsewhere() {
        Pacer pacer = new Pacer(time, 10);
        Permit stray = send(pacer);
        answer(pacer, send(pacer), 100, 10, WINDOW);
        answer(pacer, stray, 100, 100, WINDOW - 1);

        assertThat(pacer.reserve().window()).isEqualTo(WINDOW + 1);
    }

    @Test
    void keepsPlacesFreeThatOthersHaveUsed() {
        Pacer pacer = new Pacer(time, 10);
        answer(pacer, send(pacer), 100, 60, WINDOW);

        // 40 are used in 6 of 10 s, at most one of them by us: 39 are others', and 65 will be
        assertThat(pacer.callsPerMinute()).isEqualTo(6 * (90 - 65));
        assertThat(spendWindow(pacer, WINDOW)).isEqualTo(90 - 65 - 1);
    }

    @Test
    void whatOthersSpentIsLeftToThemInTheNextWindowFromItsBeginning() {
        Pacer pacer = new Pacer(time, 0);
        answer(pacer, send(pacer), 100, 75, WINDOW);

        // 24 in 6 of 10 s
        time.advance(4_000);
        assertThat(spendWindow(pacer, WINDOW + 1)).isEqualTo(100 - 40);
    }

    @Test
    void ofTheLaterTwoAnswersOfAWindowTheLastTellsWhatOthersSpend() {
        Pacer pacer = new Pacer(time, 0);
        time.advance(-4_000);
        answer(pacer, send(pacer), 100, 69, WINDOW);
        time.advance(7_000);
        answer(pacer, send(pacer), 100, 69, WINDOW);

        time.advance(1_000);
        // 30 of others in 9 s, and not in 2 s
        assertThat(spendWindow(pacer, WINDOW + 1)).isEqualTo(100 - 32);
    }

    @Test
    void anAnswerThatCamesTooEarlyInAWindowOrBesideMuchOfOursDoesNotTellWhatOthersSpend() {
        Pacer pacer = new Pacer(time, 0);
        time.advance(-5_100);
        answer(pacer, send(pacer), 100, 89, WINDOW);
        time.advance(5_100);
        List<Permit> flying = sendAll(pacer, 20);
        answer(pacer, flying.get(0), 100, 50, WINDOW);

        time.advance(4_000);
        assertThat(spendWindow(pacer, WINDOW + 1)).isEqualTo(100);
    }

    @Test
    void whoIsAloneAgainHasAllAgain() {
        Pacer pacer = new Pacer(time, 0);
        answer(pacer, send(pacer), 100, 75, WINDOW);
        time.advance(10_000);
        answer(pacer, send(pacer), 100, 100, WINDOW + 1);

        time.advance(4_000);
        assertThat(spendWindow(pacer, WINDOW + 2)).isEqualTo(100);
    }

    @Test
    void aQuarterOfTheAllowanceIsOursHoweverMuchOthersSpend() {
        Pacer pacer = new Pacer(time, 20);
        answer(pacer, send(pacer), 100, 1, WINDOW);

        time.advance(4_000);
        assertThat(spendWindow(pacer, WINDOW + 1)).isEqualTo(80 - 60);
    }

    @Test
    void wherePlacesAreSharedAFewComeLate() {
        Pacer pacer = new Pacer(time, 0);
        answer(pacer, send(pacer), 100, 69, WINDOW);
        time.advance(4_000);

        List<Long> due = IntStream.range(0, 50)
                .mapToObj(i -> pacer.reserve().time().toMillis())
                .toList();
        assertThat(due.get(47)).isLessThan(5_100);
        assertThat(due.subList(48, 50)).containsExactly(7_350L, 9_600L);
    }

    @ParameterizedTest(name = "limit {0}, answers after {1} ms")
    @CsvSource({"1667, 1000, 512", "1667, 500, 308", "1667, 50, 38", "167, 1000, 68", "167, 50, 11"})
    void asManyCallsAreUnderWayAsAnswersTakeTime(int limit, int millis, int concurrency) {
        Pacer pacer = new Pacer(time, 10);
        for (int i = 0; i < 120; i++) {
            Permit permit = pacer.reserve();
            Instant sent = time.instant().minusMillis(millis);
            pacer.observe(permit, sent, headers(limit, limit, WINDOW));
        }

        assertThat(pacer.concurrency()).isEqualTo(concurrency);
    }

    @Test
    void ourOwnCallsInFlightAreNotTakenForOthers() {
        Pacer pacer = new Pacer(time, 0);
        Permit first = send(pacer);
        List<Permit> flying = sendAll(pacer, 49);
        answer(pacer, flying.get(48), 100, 51, WINDOW);
        answer(pacer, first, 100, 100, WINDOW);

        assertThat(spendWindow(pacer, WINDOW)).isEqualTo(50);
    }

    @Test
    void aRefusalClosesItsWindowForEverybody() {
        Pacer pacer = new Pacer(time, 0);
        Permit sent = send(pacer);
        Permit waiting = pacer.reserve();
        pacer.refused(sent, time.instant(), headers(100, 99, WINDOW));

        Permit renewed = pacer.redeem(waiting).orElseThrow();
        assertThat(renewed.window()).isEqualTo(WINDOW + 1);
        assertThat(renewed.time()).isEqualTo(Duration.ofMillis(4_100));
        assertThat(pacer.reserve().time()).isEqualTo(Duration.ofMillis(4_150));
    }

    @Test
    void aRefusalWithCallsRemainingClosesTheWindowToo() {
        Pacer pacer = new Pacer(time, 0);
        pacer.refused(send(pacer), time.instant(), headers(100, 80, WINDOW));

        assertThat(pacer.reserve().window()).isEqualTo(WINDOW + 1);
    }

    @Test
    void aRefusalWithoutHeadersClosesTheWindowsItMayMean() {
        Pacer pacer = new Pacer(time, 0);
        Permit sent = send(pacer);
        time.advance(5_000);
        pacer.refused(sent);

        assertThat(pacer.reserve().window()).isEqualTo(WINDOW + 2);
    }

    @Test
    void aLateAnswerSpeaksOfItsOwnWindowOnly() {
        Pacer pacer = new Pacer(time, 0);
        Permit late = send(pacer);
        Instant sent = time.instant();
        time.advance(10_000);
        answer(pacer, send(pacer), 100, 100, WINDOW + 1);

        pacer.observe(late, sent, headers(50, 50, WINDOW));

        assertThat(spendWindow(pacer, WINDOW + 1)).isEqualTo(99);
    }

    @Test
    void aLateRefusalLeavesTheCurrentWindowOpen() {
        Pacer pacer = new Pacer(time, 0);
        Permit late = send(pacer);
        Instant sent = time.instant();
        time.advance(10_000);
        pacer.refused(late, sent, headers(100, 0, WINDOW));

        assertThat(pacer.reserve().window()).isEqualTo(WINDOW + 1);
    }

    @Test
    void aCallThatArrivedInTheNextWindowIsPaidForThere() {
        Pacer pacer = new Pacer(time, 0);
        Permit sent = send(pacer);
        Instant at = time.instant();
        time.advance(9_000);
        pacer.observe(sent, at, headers(100, 100, WINDOW + 1));

        assertThat(spendWindow(pacer, WINDOW + 1)).isEqualTo(99);
    }

    @Test
    void aWindowMissedWhileWaitingIsReplaced() {
        Pacer pacer = new Pacer(time, 0);
        Permit permit = pacer.reserve();
        time.advance(10_000);

        Permit renewed = pacer.redeem(permit).orElseThrow();
        assertThat(renewed.window()).isEqualTo(WINDOW + 1);
        assertThat(pacer.redeem(renewed)).isEmpty();
    }

    @Test
    void whoWakesTooEarlyKeepsItsPlace() {
        Pacer pacer = new Pacer(time, 0);
        answer(pacer, send(pacer), 1, 1, WINDOW);
        Permit permit = pacer.reserve();
        time.advance(4_000);

        assertThat(pacer.redeem(permit)).contains(new Permit(WINDOW + 1, 0, Duration.ofMillis(100)));
    }

    @Test
    void aClockSetBackDoesNotLeaveAnybodyWaiting() {
        Pacer pacer = new Pacer(time, 0);
        answer(pacer, send(pacer), 1, 1, WINDOW);
        Permit permit = pacer.reserve();
        time.advance(-3_600_000);

        assertThat(pacer.redeem(permit).orElseThrow().time()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void aLowerLimitTakesBackWhatWasPromised() {
        Pacer pacer = new Pacer(time, 0);
        Permit first = send(pacer);
        List<Permit> promised =
                IntStream.range(0, 5).mapToObj(i -> pacer.reserve()).toList();
        answer(pacer, first, 3, 3, WINDOW);

        assertThat(promised.stream()
                        .map(permit -> pacer.redeem(permit).orElse(permit))
                        .map(Permit::window))
                .containsExactly(WINDOW, WINDOW, WINDOW + 1, WINDOW + 1, WINDOW + 1);
    }

    @ParameterizedTest
    @CsvSource({"-3000", "3000", "-45000", "3600000"})
    void learnsHowFarTheServersClockIsOff(long ahead) {
        Pacer pacer = new Pacer(time, 0);
        // two answers about a border narrow the difference down to a round trip
        time.set(WINDOW_START * 1000 + 9_900 - ahead);
        answer(pacer, send(pacer), 1, 1, WINDOW);
        time.set(WINDOW_START * 1000 + 10_100 - ahead);
        answer(pacer, new Permit(WINDOW, 0, Duration.ZERO), 1, 1, WINDOW + 1);

        time.set(WINDOW_START * 1000 + 15_000 - ahead);
        assertThat(pacer.reserve().time().toMillis()).isCloseTo(5_100, org.assertj.core.data.Offset.offset(100L));
    }

    @Test
    void believesTheNewestAnswerOnceAClockWasSet() {
        ServerClock clock = new ServerClock();
        clock.learn(9_900, 9_950, 0, 10_000);
        clock.learn(10_050, 10_100, 10_000, 20_000);
        assertThat(clock.serverTime(20_000)).isEqualTo(20_000);

        // ours was set back by a minute
        clock.learn(-35_000, -34_950, 20_000, 30_000);
        assertThat(clock.serverTime(-35_000)).isBetween(20_000L, 30_000L);
        clock.learn(-30_100, -30_050, 20_000, 30_000);
        clock.learn(-29_950, -29_900, 30_000, 40_000);
        assertThat(clock.serverTime(-30_000)).isBetween(29_900L, 30_100L);
    }

    @Test
    void withoutEvidenceOurClockIsBelieved() {
        Pacer pacer = new Pacer(time, 0);
        answer(pacer, send(pacer), 1, 1, WINDOW);

        assertThat(pacer.reserve().time()).isEqualTo(Duration.ofMillis(4_100));
    }

    @Test
    void aResetAtTheWindowsVeryEndMeansTheSameWindow() {
        Pacer pacer = new Pacer(time, 0);
        pacer.observe(
                send(pacer), time.instant(), new RateLimitHeaders(1, 1, Instant.ofEpochSecond(WINDOW_START + 10)));

        assertThat(pacer.reserve()).isEqualTo(new Permit(WINDOW + 1, 0, Duration.ofMillis(4_100)));
    }

    private Permit send(Pacer pacer) {
        Permit permit = pacer.reserve();
        assertThat(pacer.redeem(permit)).isEmpty();
        return permit;
    }

    private List<Permit> sendAll(Pacer pacer, int count) {
        return IntStream.range(0, count).mapToObj(i -> send(pacer)).toList();
    }

    private void answer(Pacer pacer, Permit permit, int limit, int remaining, long window) {
        pacer.observe(permit, time.instant(), headers(limit, remaining, window));
    }

    /** How many places the window still has; takes one of the next. */
    private static int spendWindow(Pacer pacer, long window) {
        int places = 0;
        while (pacer.reserve().window() == window) {
            places++;
        }
        return places;
    }

    private static RateLimitHeaders headers(int limit, int remaining, long window) {
        return new RateLimitHeaders(limit, remaining, Instant.ofEpochSecond(window * 10 + 12));
    }
}
