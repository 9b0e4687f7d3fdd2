package dev.audiencesync.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final URI US = URI.create("https://api.intercom.io");

    @Test
    void theTokenNeverShowsItself() {
        AccessToken token = new AccessToken(" s3cr3t\n");

        assertThat(token.authorization()).isEqualTo("Bearer s3cr3t");
        assertThat(token.toString()).doesNotContain("s3cr3t");
        assertThat(token.redactIn("a s3cr3t b")).isEqualTo("a [access token] b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "s3cr3t\nX-Other: 1", "s3cr3t two", "s3cr3tü"})
    void aTokenThatIsNoneIsRefusedUnseen(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AccessToken(text))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("s3cr3t"));
    }

    @ParameterizedTest
    @CsvSource({"1, 500", "2, 1000", "3, 2000", "6, 16000", "7, 30000", "60, 30000"})
    void pausesGrowToTheirLimit(int failed, long millis) {
        assertThat(RetrySettings.DEFAULTS.pauseAfter(failed, 0.5)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 375", "1, 1, 625", "9, 0, 22500", "9, 1, 30000"})
    void chanceMovesPausesByTheJitter(int failed, double chance, long millis) {
        assertThat(RetrySettings.DEFAULTS.pauseAfter(failed, chance)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new RetrySettings(0, 1, second, 2, second, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetrySettings(1, 1, second, 0.5, second, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetrySettings(1, 1, second, 2, Duration.ZERO, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetrySettings(1, 1, second, 2, second, 1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Timeouts(Duration.ZERO, second));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(US, "2.16", 100));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(US, "2.16", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(US, "latest", 10));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(URI.create("/contacts"), "2.16", 10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(URI.create("https://user@api.intercom.io"), "2.16", 10));
    }

    @ParameterizedTest
    @CsvSource({
        "2.10, false, false",
        "2.12, false, false",
        "2.13, true, false",
        "2.15, true, false",
        "2.16, true, true",
        "2.17, true, true",
        "3.0, true, true",
        "1.20, false, false"
    })
    void versionsCompareAsNumbers(String version, boolean finds, boolean lists) {
        assertThat(ApiVersion.parse(version).findsByExternalId()).isEqualTo(finds);
        assertThat(ApiVersion.parse(version).listsTagged()).isEqualTo(lists);
    }

    @Test
    void aStopWakesWhoeverWaits() throws Exception {
        StoppableWaiter waiter = new StoppableWaiter();
        waiter.await(Duration.ZERO);
        Throwable[] thrown = new Throwable[1];
        Thread waiting = new Thread(() -> {
            try {
                waiter.await(Duration.ofMinutes(5));
            } catch (StoppedException e) {
                thrown[0] = e;
            }
        });
        waiting.start();
        waiter.stop();
        waiting.join(5_000);

        assertThat(thrown[0]).isInstanceOf(StoppedException.class);
    }

    @Test
    void anInterruptSurfacesAndIsKept() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new StoppableWaiter().await(Duration.ofMinutes(5)))
                .isInstanceOf(StoppedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static ClientSettings settings(URI url, String version, int reserve) {
        return new ClientSettings(url, version, () -> new AccessToken("t"), reserve);
    }
}
