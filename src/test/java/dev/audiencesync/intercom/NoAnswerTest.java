package dev.audiencesync.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NoAnswerTest {

    static Stream<Arguments> failures() {
        IOException unresolved = new ConnectException();
        unresolved.initCause(new UnresolvedAddressException());
        return Stream.of(
                arguments(unresolved, "its name is not known here"),
                arguments(new NoRouteToHostException("x"), "no route leads there"),
                arguments(new HttpConnectTimeoutException("x"), "no connection came about in time"),
                arguments(new HttpTimeoutException("x"), "no answer came in time"),
                arguments(new IOException(new SSLHandshakeException("sun.security.x")), "no secure connection (TLS)"),
                arguments(new ConnectException("x"), "nothing listens there"),
                arguments(new IOException("Connection reset"), "the connection broke off"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isSaidInPlainWords(IOException failure, String words) {
        assertThat(NoAnswer.why(failure)).contains(words).doesNotContain("Exception", "sun.");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.eu.intercom.io, https://api.eu.intercom.io:443",
        "HTTPS://api.intercom.io/below, HTTPS://api.intercom.io:443",
        "http://localhost:4711/, http://localhost:4711",
        "http://[::1], http://[::1]:80"
    })
    void anAddressIsSchemeHostAndPort(URI baseUrl, String address) {
        assertThat(NoAnswer.address(baseUrl)).isEqualTo(address);
    }
}
