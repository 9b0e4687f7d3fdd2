package dev.audiencesync.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to a sandbox as any HTTP client would. Bodies may be written with single quotes. */
final class Api {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final URI base;
    private final String version;

    Api(Sandbox sandbox) {
        this(sandbox.baseUrl(), "2.16");
    }

    private Api(URI base, String version) {
        this.base = base;
        this.version = version;
    }

    Api version(String other) {
        return new Api(base, other);
    }

    record Reply(int status, JsonNode json, HttpResponse<String> response) {
        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        String code() {
            return json.path("errors").path(0).path("code").stringValue();
        }

        String message() {
            return json.path("errors").path(0).path("message").stringValue();
        }

        String id() {
            return json.path("id").stringValue();
        }

        List<String> ids() {
            return StreamSupport.stream(json.path("data").spliterator(), false)
                    .map(contact -> contact.path("id").stringValue())
                    .toList();
        }
    }

    Reply get(String path) {
        return send(request("GET", path, null));
    }

    Reply post(String path, String body) {
        return send(request("POST", path, body));
    }

    Reply put(String path, String body) {
        return send(request("PUT", path, body));
    }

    Reply delete(String path) {
        return send(request("DELETE", path, null));
    }

    /** Creates a contact that must not be refused; returns its id. */
    String create(String body) {
        Reply reply = post("/contacts", body);
        if (reply.status() != 200) {
            throw new AssertionError("Create answered " + reply.status() + ": " + reply.json());
        }
        return reply.id();
    }

    /** Searches with one query. */
    Reply search(String query) {
        return post("/contacts/search", "{'query': " + query + "}");
    }

    CompletableFuture<Reply> postAsync(String path, String body) {
        return CLIENT.sendAsync(build(request("POST", path, body)), BodyHandlers.ofString())
                .thenApply(Api::reply);
    }

    /** A request with exactly these headers. */
    Reply raw(String method, String path, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return send(request);
    }

    static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer any")
                .header("Accept", "application/json")
                .header("Intercom-Version", version);
        return body == null
                ? request.method(method, BodyPublishers.noBody())
                : request.header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body.replace('\'', '"')));
    }

    private static HttpRequest build(HttpRequest.Builder request) {
        return request.build();
    }

    private static Reply send(HttpRequest.Builder request) {
        try {
            return reply(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Reply reply(HttpResponse<String> response) {
        JsonNode json = response.body().isEmpty() ? MAPPER.createObjectNode() : MAPPER.readTree(response.body());
        return new Reply(response.statusCode(), json, response);
    }
}
