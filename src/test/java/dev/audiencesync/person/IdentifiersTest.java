package dev.audiencesync.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifiersTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "c1,    A@x.de, i1, c1,     x:c1",
                "-,     A@x.de, i1, A@x.de, e:a@x.de",
                "' ',   A@x.de, i1, A@x.de, e:a@x.de",
                "-,     '',     i1, i1,     i:i1",
                "' c1 ', -,     -,  c1,     x:c1"
            })
    void theStrongestNamesThePerson(String externalId, String email, String intercomId, String display, String key) {
        Identifiers identifiers = new Identifiers(externalId, email, intercomId);

        assertThat(identifiers.display()).isEqualTo(display);
        assertThat(identifiers.key()).map(PersonKey::text).contains(key);
    }

    @Test
    void blankMeansMissing() {
        assertThat(new Identifiers(" ", "\t", "")).isEqualTo(Identifiers.NONE);
        assertThat(Identifiers.NONE.isEmpty()).isTrue();
        assertThat(Identifiers.NONE.key()).isEmpty();
        assertThat(Identifiers.NONE.display()).isEqualTo("unknown");
        assertThat(Identifiers.NONE.emailKey()).isNull();
    }

    @Test
    void allKeysAreOfAllThatNamesThePerson() {
        assertThat(new Identifiers("C1", " Ada@X.de ", "i1").allKeys())
                .extracting(PersonKey::text)
                .containsExactly("x:C1", "e:ada@x.de", "i:i1");
    }

    @Test
    void externalIdsAreCaseSensitiveAndEmailsAreNot() {
        assertThat(PersonKey.ofExternalId("A").hash())
                .isNotEqualTo(PersonKey.ofExternalId("a").hash());
        assertThat(PersonKey.ofEmail("A@X.DE").hash())
                .isEqualTo(PersonKey.ofEmail("a@x.de").hash());
    }

    @Test
    void theKindsOfKeysNeverMeet() {
        assertThat(PersonKey.ofExternalId("a@x.de").hash())
                .isNotEqualTo(PersonKey.ofEmail("a@x.de").hash())
                .isNotEqualTo(PersonKey.ofIntercomId("a@x.de").hash());
    }

    @Test
    void emailsCompareTheSameInEveryLocale() {
        assertThat(Identifiers.emailKey("INFO@X.DE")).isEqualTo("info@x.de");
    }
}
