package dev.audiencesync.intercom;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers what it was told to, in order, and remembers what it was asked. */
final class ScriptedServer implements AutoCloseable {

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile String taken;
    private volatile String answerToIt;

    record Request(String method, String path, Headers headers, String body) {}

    private interface Script {
        void play(HttpExchange exchange) throws IOException;
    }

    ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    ScriptedServer answer(int status, String body) {
        return answer(status, Map.of(), body);
    }

    ScriptedServer answer(int status, Map<String, String> headers, String body) {
        scripts.add(exchange -> {
            headers.forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        return this;
    }

    ScriptedServer hangUp() {
        scripts.add(HttpExchange::close);
        return this;
    }

    ScriptedServer hangUpWithin(String partOfBody) {
        scripts.add(exchange -> {
            exchange.sendResponseHeaders(200, partOfBody.length() + 100);
            exchange.getResponseBody().write(partOfBody.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        });
        return this;
    }

    ScriptedServer silence() {
        scripts.add(exchange -> await(exchange));
        return this;
    }

    ScriptedServer silenceWithin(String partOfBody) {
        scripts.add(exchange -> {
            exchange.sendResponseHeaders(200, partOfBody.length() + 100);
            exchange.getResponseBody().write(partOfBody.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await(exchange);
        });
        return this;
    }

    /** From now on, whoever comes with the token gets the answer, everybody else a 401. */
    ScriptedServer takeOnly(String token, String body) {
        taken = token;
        answerToIt = body;
        return this;
    }

    private void answerByToken(HttpExchange exchange) throws IOException {
        boolean good = ("Bearer " + taken).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] bytes = (good ? answerToIt : "{}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(good ? 200 : 401, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    Request only() {
        if (requests.size() != 1) {
            throw new AssertionError("Not one request: " + requests);
        }
        return requests.get(0);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void await(HttpExchange exchange) {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
        if (taken != null) {
            answerByToken(exchange);
            return;
        }
        Script script = scripts.poll();
        if (script == null) {
            throw new IOException("Nothing scripted for request " + requests.size());
        }
        script.play(exchange);
    }
}
