package dev.audiencesync.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sandbox's own pages under {@code /_sandbox/}, for people and tests: no token, no rate limit, not counted.
 * {@code GET counts}, {@code windows}, {@code contacts} and {@code tags} look; {@code GET} and {@code POST settings} look and set;
 * {@code GET}, {@code POST} and {@code DELETE faults} look, add (a fault a line) and clear.
 */
final class ControlCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ControlCalls.class);
    private static final String ROOT = "/_sandbox/";
    private static final String PAGES =
            "No such page: GET counts, windows, contacts, tags; GET or POST settings; GET, POST or DELETE faults";

    private final Snapshots snapshots;
    private final Counters counters;
    private final RateLimit rateLimit;
    private final LiveSettings settings;
    private final Faults faults;

    ControlCalls(Snapshots snapshots, Counters counters, RateLimit rateLimit, LiveSettings settings, Faults faults) {
        this.snapshots = snapshots;
        this.counters = counters;
        this.rateLimit = rateLimit;
        this.settings = settings;
        this.faults = faults;
    }

    void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String page = exchange.getRequestURI().getPath().substring(ROOT.length());
        try (exchange) {
            switch (exchange.getRequestMethod() + " " + page) {
                case "GET counts" -> send(exchange, 200, ControlJson.of(counters.snapshot()));
                case "GET windows" -> send(exchange, 200, ControlJson.of(rateLimit.uses()));
                case "GET contacts" -> stream(exchange, snapshots.contactsJson());
                case "GET tags" -> stream(exchange, snapshots.tagsJson());
                case "GET settings" -> send(exchange, 200, ControlJson.of(settings.get()));
                case "POST settings" -> set(exchange, body);
                case "GET faults" -> send(exchange, 200, ControlJson.of(faults));
                case "POST faults" -> add(exchange, body);
                case "DELETE faults" -> {
                    faults.clear();
                    send(exchange, 200, ControlJson.of(faults));
                }
                default -> send(exchange, 404, error(PAGES));
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("The caller left before its answer", e);
        }
    }

    private void set(HttpExchange exchange, String body) throws IOException {
        JsonNode answer;
        try {
            ObjectNode wanted = Json.objectFrom(body);
            answer = ControlJson.of(settings.change(old -> ControlJson.changed(old, wanted)));
        } catch (Refusal | IllegalArgumentException e) {
            send(exchange, 400, error(String.valueOf(e.getMessage())));
            return;
        }
        send(exchange, 200, answer);
    }

    private void add(HttpExchange exchange, String body) throws IOException {
        List<Fault> wanted;
        try {
            wanted = body.lines()
                    .filter(line -> !line.isBlank())
                    .map(Fault::parse)
                    .toList();
        } catch (IllegalArgumentException e) {
            send(exchange, 400, error(e.getMessage() + "\n" + Fault.GRAMMAR));
            return;
        }
        faults.add(wanted);
        send(exchange, 200, ControlJson.of(faults));
    }

    private static ObjectNode error(String message) {
        return Json.object().put("error", message);
    }

    private static void send(HttpExchange exchange, int status, JsonNode json) throws IOException {
        byte[] body = (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** One array, an element a line, written as it is made. */
    private static void stream(HttpExchange exchange, Stream<ObjectNode> elements) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
            byte[] separator = "[\n".getBytes(StandardCharsets.UTF_8);
            for (ObjectNode element : (Iterable<ObjectNode>) elements::iterator) {
                out.write(separator);
                out.write(element.toString().getBytes(StandardCharsets.UTF_8));
                separator = ",\n".getBytes(StandardCharsets.UTF_8);
            }
            byte[] end = separator[0] == '['
                    ? "[]\n".getBytes(StandardCharsets.UTF_8)
                    : "\n]\n".getBytes(StandardCharsets.UTF_8);
            out.write(end);
        }
    }
}
