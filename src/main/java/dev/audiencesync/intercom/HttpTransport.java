package dev.audiencesync.intercom;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Sends one request, once. */
final class HttpTransport {

    private static final String USER_AGENT = "audience-sync/" + implementationVersion();

    static {
        // The JDK's own log of the wire shows each header, and with it the token. It is read once, with the first
        // client.
        System.clearProperty("jdk.httpclient.HttpClient.log");
        System.clearProperty("jdk.internal.httpclient.debug");
        System.clearProperty("jdk.internal.httpclient.hpack.debug");
    }

    private final HttpClient client;
    private final Duration longest;
    private final String baseUrl;
    private final String version;

    HttpTransport(ClientSettings settings) {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeouts().connect())
                // A redirect would carry the token to wherever it points.
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        longest = settings.timeouts().read();
        baseUrl = settings.baseUrl().toString().replaceAll("/+$", "");
        version = settings.version();
    }

    /**
     * Waits for the whole answer, in a way that an interrupt ends: a thread that reads a body cannot be woken.
     *
     * @throws IOException where no whole answer came; it says nothing about the address, which may name a person
     */
    HttpAnswer send(ApiCall call, AccessToken token) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request(call, token), HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> got = answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
            HttpHeaders headers = new HttpHeaders();
            got.headers().map().forEach(headers::put);
            return new HttpAnswer(got.statusCode(), headers, new String(got.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("No whole answer within " + longest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The thread was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException("The request failed", e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private HttpRequest request(ApiCall call, AccessToken token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + call.path()))
                .header(HttpHeaders.AUTHORIZATION, token.authorization())
                .header(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE)
                .header(HttpHeaders.USER_AGENT, USER_AGENT)
                .header("Intercom-Version", version);
        call.body().ifPresent(body -> request.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE));
        return request.method(
                        call.method().name(),
                        call.body()
                                .map(body ->
                                        HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body)))
                                .orElseGet(HttpRequest.BodyPublishers::noBody))
                .build();
    }

    private static String implementationVersion() {
        String manifest = HttpTransport.class.getPackage().getImplementationVersion();
        return manifest == null ? "dev" : manifest;
    }
}
