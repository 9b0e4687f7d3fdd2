package dev.audiencesync.intercom;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What is said of a call that was not answered, to people who have to find out why. */
final class NoAnswer {
    /** The first that fits; a connect time-out is a time-out too. */
    private static final List<Cause> CAUSES = List.of(
            new Cause(UnresolvedAddressException.class, "its name is not known here (DNS)"),
            new Cause(UnknownHostException.class, "its name is not known here (DNS)"),
            new Cause(NoRouteToHostException.class, "no route leads there"),
            new Cause(HttpConnectTimeoutException.class, "no connection came about in time"),
            new Cause(HttpTimeoutException.class, "no answer came in time"),
            new Cause(SocketTimeoutException.class, "no answer came in time"),
            new Cause(
                    SSLException.class,
                    "no secure connection (TLS) came about: its certificate is not trusted here, or another server"
                            + " answers in its place"),
            new Cause(ConnectException.class, "no connection came about: nothing listens there, or it is shut off"));

    private static final String BROKEN_OFF = "the connection broke off before the answer was whole";

    private NoAnswer() {}

    private record Cause(Class<? extends Exception> thrown, String words) {}

    /** Why no answer came, in words that name neither a class nor anything of the call. */
    static String why(IOException failure) {
        return CAUSES.stream()
                .filter(cause -> isOrComesOf(failure, cause.thrown()))
                .map(Cause::words)
                .findFirst()
                .orElse(BROKEN_OFF);
    }

    private static boolean isOrComesOf(@Nullable Throwable failure, Class<? extends Exception> thrown) {
        return failure != null && (thrown.isInstance(failure) || isOrComesOf(failure.getCause(), thrown));
    }

    /** Scheme, host and port: a base URL may hold more, and none of it helps here. */
    static String address(URI baseUrl) {
        int port = baseUrl.getPort();
        if (port < 0) {
            port = "https".equals(String.valueOf(baseUrl.getScheme()).toLowerCase(Locale.ROOT)) ? 443 : 80;
        }
        return baseUrl.getScheme() + "://" + baseUrl.getHost() + ":" + port;
    }
}
