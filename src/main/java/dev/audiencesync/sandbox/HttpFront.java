package dev.audiencesync.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP on 127.0.0.1. A call takes effect when it arrives; its answer leaves after the latency, from another thread, so
 * that hundreds of calls can wait at once.
 */
final class HttpFront implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final int THREADS = 32;
    private static final int SENDERS = 4;
    private static final int BACKLOG = 1_024;

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    static {
        // Without it the JDK's server answers 40 ms late on reused connections: Nagle against delayed ACK.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS, daemons("sandbox-worker-"));
    private final ScheduledExecutorService senders =
            Executors.newScheduledThreadPool(SENDERS, daemons("sandbox-sender-"));
    private final Pipeline pipeline;
    private final Supplier<SandboxSettings> settings;
    private final Latency latency;

    private HttpFront(HttpServer server, Pipeline pipeline, Supplier<SandboxSettings> settings, Latency latency) {
        this.server = server;
        this.pipeline = pipeline;
        this.settings = settings;
        this.latency = latency;
    }

    static HttpFront open(
            int port, Pipeline pipeline, ControlCalls control, Supplier<SandboxSettings> settings, Latency latency)
            throws IOException {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
        HttpServer server = HttpServer.create(loopback, BACKLOG);
        HttpFront front = new HttpFront(server, pipeline, settings, latency);
        server.createContext("/", front::answerCall);
        server.createContext("/_sandbox/", control::answer);
        server.setExecutor(front.workers);
        server.start();
        return front;
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answerCall(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Request request =
                Request.of(exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), body);
        Answer answer = pipeline.answer(request);
        SandboxSettings now = settings.get();
        long delay = latency.next(now.minLatency(), now.maxLatency());
        if (delay == 0) {
            send(exchange, answer);
        } else {
            sendLater(exchange, answer, delay);
        }
    }

    private void sendLater(HttpExchange exchange, Answer answer, long micros) {
        try {
            var unused = senders.schedule(() -> send(exchange, answer), micros, TimeUnit.MICROSECONDS);
        } catch (RejectedExecutionException e) {
            // Closing down: the caller sees its connection break, as with any server that goes.
            exchange.close();
        }
    }

    private static void send(HttpExchange exchange, Answer answer) {
        try (exchange) {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            if (answer.body() == null) {
                exchange.sendResponseHeaders(answer.status(), -1);
                return;
            }
            byte[] body = answer.body().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(answer.status(), body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        } catch (IOException e) {
            LOG.debug("The caller left before its answer", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdown();
        // Never interrupts: an interrupt would close the state file's channel under a writer.
        senders.shutdown();
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
