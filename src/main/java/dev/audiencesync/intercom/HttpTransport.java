package dev.audiencesync.intercom;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Sends one request, once. */
final class HttpTransport {

    private static final String USER_AGENT = "audience-sync/" + implementationVersion();

    private final RestClient client;
    private final String baseUrl;
    private final String version;

    HttpTransport(ClientSettings settings) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeouts().connect())
                // A redirect would carry the token to wherever it points.
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(settings.timeouts().read());
        client = RestClient.builder().requestFactory(requests).build();
        baseUrl = settings.baseUrl().toString().replaceAll("/+$", "");
        version = settings.version();
    }

    /** @throws IOException where no whole answer came; it says nothing about the address, which may name a person */
    HttpAnswer send(ApiCall call, AccessToken token) throws IOException {
        RestClient.RequestBodySpec request = client.method(call.method())
                .uri(URI.create(baseUrl + call.path()))
                .headers(headers -> headers.putAll(common(token)));
        call.body().ifPresent(body -> request.contentType(MediaType.APPLICATION_JSON)
                .body(Json.MAPPER.writeValueAsBytes(body)));
        try {
            return request.exchangeForRequiredValue((sent, response) -> new HttpAnswer(
                    response.getStatusCode().value(),
                    response.getHeaders(),
                    new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8)));
        } catch (ResourceAccessException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException("The request failed");
        }
    }

    private HttpHeaders common(AccessToken token) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.AUTHORIZATION, token.authorization());
        headers.setAccept(List.of(MediaType.APPLICATION_JSON));
        headers.set(HttpHeaders.USER_AGENT, USER_AGENT);
        headers.set("Intercom-Version", version);
        return headers;
    }

    private static String implementationVersion() {
        String manifest = HttpTransport.class.getPackage().getImplementationVersion();
        return manifest == null ? "dev" : manifest;
    }
}
