package dev.audiencesync.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.intercom.io, https://api.intercom.io",
        "https://proxy.example.com:8443/intercom//, https://proxy.example.com:8443/intercom",
        "http://localhost:8080/, http://localhost:8080",
        "http://127.0.0.1:1, http://127.0.0.1:1",
        "http://127.255.0.9, http://127.255.0.9",
        "http://[::1]:8080, http://[::1]:8080",
    })
    void tlsAnywhereAndPlainHttpOnThisMachine(String text, String url) {
        assertThat(BaseUrl.parse(text)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.intercom.io",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://128.0.0.1",
                "http://0.0.0.0",
                "ftp://localhost",
                "api.intercom.io",
                "https:///path",
                "https://me:secret@api.intercom.io",
                "http://localhost@example.com",
                "https://api.intercom.io?a=b",
                "https://api.intercom.io#a",
                "https://a b",
                "",
            })
    void everythingElseIsRefused(String text) {
        assertThatThrownBy(() -> BaseUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
