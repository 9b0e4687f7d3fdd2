package dev.audiencesync.nights;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** A way to the sandbox on which calls go wrong, each in the way that is drawn for it. */
final class BadLine implements AutoCloseable {
    private static final List<String> CARRIED = List.of("Authorization", "Intercom-Version", "Content-Type", "Accept");

    /** Half of them befall the answer only: what was asked for is done. */
    enum Mishap {
        NONE,
        STATUS_408,
        STATUS_429,
        STATUS_429_WITH_RESET,
        STATUS_500,
        STATUS_502,
        STATUS_503,
        STATUS_504,
        PAGE_WITH_STATUS_502,
        HUNG_UP,
        NOBODY_LISTENS,
        DONE_AND_PAGE_WITH_STATUS_200,
        DONE_AND_STATUS_500,
        DONE_AND_JSON_CUT_OFF,
        DONE_AND_HUNG_UP,
        DONE_AND_BROKEN_OFF_WITHIN,
        DONE_AND_SILENT;

        boolean isDone() {
            return this == NONE || name().startsWith("DONE");
        }
    }

    private final URI sandbox;
    private final int port;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<Mishap> onNextCreate = new AtomicReference<>(Mishap.NONE);
    private volatile Supplier<Mishap> drawn = () -> Mishap.NONE;
    private HttpServer server;

    BadLine(URI sandbox) {
        this.sandbox = sandbox;
        this.server = listen(0);
        this.port = server.getAddress().getPort();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    void draw(Supplier<Mishap> mishaps) {
        drawn = mishaps;
    }

    void befallNextCreate(Mishap mishap) {
        onNextCreate.set(mishap);
    }

    private HttpServer listen(int where) {
        try {
            HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), where), 0);
            listening.createContext("/", this::pass);
            listening.setExecutor(threads);
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void nobodyListensForAMoment() {
        server.stop(0);
        await(30);
        server = listen(port);
    }

    private boolean await(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean create = exchange.getRequestMethod().equals("POST")
                && exchange.getRequestURI().getPath().equals("/contacts");
        Mishap mishap = create ? onNextCreate.getAndSet(Mishap.NONE) : Mishap.NONE;
        befall(exchange, mishap == Mishap.NONE ? drawn.get() : mishap, body);
    }

    private void befall(HttpExchange exchange, Mishap mishap, byte[] body) throws IOException {
        HttpResponse<byte[]> done = mishap.isDone() ? forward(exchange, body) : null;
        byte[] whole = done == null ? new byte[0] : done.body();
        switch (mishap) {
            case NONE -> {
                done.headers().map().forEach((name, values) -> {
                    if (name.startsWith("x-") || name.equals("link")) {
                        exchange.getResponseHeaders().put(name, values);
                    }
                });
                answer(exchange, done.statusCode(), whole, whole.length);
            }
            case HUNG_UP, DONE_AND_HUNG_UP -> exchange.close();
            case NOBODY_LISTENS -> nobodyListensForAMoment();
            case DONE_AND_SILENT -> await(60_000);
            case DONE_AND_JSON_CUT_OFF -> answer(exchange, 200, "{\"type\":\"con".getBytes(StandardCharsets.UTF_8), 12);
            case DONE_AND_BROKEN_OFF_WITHIN -> answer(exchange, 200, whole, whole.length + 50);
            case DONE_AND_PAGE_WITH_STATUS_200 -> page(exchange, 200);
            case PAGE_WITH_STATUS_502 -> page(exchange, 502);
            case STATUS_429_WITH_RESET -> {
                Map.of("X-RateLimit-Limit", "1667", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", reset())
                        .forEach(exchange.getResponseHeaders()::set);
                answer(exchange, 429, new byte[0], -1);
            }
            default -> answer(exchange, Integer.parseInt(mishap.name().replaceAll("\\D", "")), new byte[0], -1);
        }
    }

    /** Of the window we are in, by Intercom's rule: its end and two seconds. */
    private static String reset() {
        return String.valueOf(System.currentTimeMillis() / 10_000 * 10 + 12);
    }

    private static void page(HttpExchange exchange, int status) throws IOException {
        byte[] page = "<html><title>Welcome</title></html>".getBytes(StandardCharsets.UTF_8);
        answer(exchange, status, page, page.length);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body, int length) throws IOException {
        exchange.sendResponseHeaders(status, length);
        if (length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(body);
            out.flush();
        }
        exchange.close();
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(sandbox.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : CARRIED) {
            List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
            values.forEach(value -> request.header(name, value));
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public synchronized void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
