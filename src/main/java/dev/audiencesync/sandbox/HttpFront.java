package dev.audiencesync.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
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
    private static final int SENDERS = 4;
    private static final int BACKLOG = 1_024;

    /**
     * How long a call that is never answered keeps its connection, which tells nothing of a caller who left: longer than
     * any caller waits.
     */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    static {
        // Without it the JDK's server answers 40 ms late on reused connections: Nagle against delayed ACK.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        // The JDK's server closes each connection that falls idle beside 200 others, as the caller sends on it again.
        setUnlessSet("sun.net.httpserver.maxIdleConnections", "10000");
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private final HttpServer server;
    /** As many as callers: one that never sends the rest of its request holds a thread, and must not hold the last. */
    private final ExecutorService workers = Executors.newCachedThreadPool(daemons("sandbox-worker-"));

    private final ScheduledThreadPoolExecutor senders =
            new ScheduledThreadPoolExecutor(SENDERS, daemons("sandbox-sender-"));
    private final Pipeline pipeline;
    private final Supplier<SandboxSettings> settings;
    private final Latency latency;

    private HttpFront(HttpServer server, Pipeline pipeline, Supplier<SandboxSettings> settings, Latency latency) {
        this.server = server;
        this.pipeline = pipeline;
        this.settings = settings;
        this.latency = latency;
        senders.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
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
        Delivery delivery = pipeline.answer(request);
        SandboxSettings now = settings.get();
        long delay = latency.next(now.minLatency(), now.maxLatency())
                + delivery.delay().toNanos() / 1_000;
        if (delivery.ending() == Ending.NEVER) {
            later(exchange::close, LONGEST_SILENCE.toNanos() / 1_000, exchange);
        } else if (delay == 0) {
            send(exchange, delivery);
        } else {
            later(() -> send(exchange, delivery), delay, exchange);
        }
    }

    private void later(Runnable task, long micros, HttpExchange exchange) {
        try {
            var unused = senders.schedule(task, micros, TimeUnit.MICROSECONDS);
        } catch (RejectedExecutionException e) {
            // Closing down: the caller sees its connection break, as with any server that goes.
            exchange.close();
        }
    }

    /** An exchange that is closed before all of its answer is out takes the connection with it. */
    private static void send(HttpExchange exchange, Delivery delivery) {
        try (exchange) {
            if (delivery.ending() == Ending.DROPPED) {
                return;
            }
            Answer answer = delivery.answer();
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            int sent = delivery.ending() == Ending.WHOLE ? body.length : body.length / 2;
            int told = delivery.ending() == Ending.BROKEN_OFF ? body.length : sent;
            if (told > 0) {
                exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            }
            exchange.sendResponseHeaders(answer.status(), told > 0 ? told : -1);
            if (told > 0) {
                OutputStream out = exchange.getResponseBody();
                out.write(body, 0, sent);
                out.flush();
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
