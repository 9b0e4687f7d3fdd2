package dev.audiencesync.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    /** Stored in every ledger: another value would make everybody look changed. */
    @Test
    void isTheBeginningOfSha256() {
        Fingerprint abc = Fingerprint.of("abc");

        assertThat(HexFormat.of().formatHex(abc.bytes())).isEqualTo("ba7816bf8f01cfea414140de5dae2223");
        assertThat(abc.shortHex()).isEqualTo("ba7816bf8f01cfea");
    }

    @Test
    void isOfTheTextInUtf8() {
        assertThat(HexFormat.of().formatHex(Fingerprint.of("é").bytes())).isEqualTo("4a99557e4033c3539de2eb65472017ca");
    }

    @Test
    void keepsLeadingZeros() {
        assertThat(new Fingerprint(1, -1).shortHex()).isEqualTo("0000000000000001");
    }
}
