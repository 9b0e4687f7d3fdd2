package dev.audiencesync.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Another app of the workspace, which asks who it is at a steady pace, whatever it is answered. */
final class Neighbour implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final HttpRequest request;

    private Neighbour(URI baseUrl) {
        request = HttpRequest.newBuilder(baseUrl.resolve("/me"))
                .header("Authorization", "Bearer neighbour")
                .header("Accept", "application/json")
                .build();
    }

    static Neighbour calling(URI baseUrl, int timesAMinute) {
        Neighbour neighbour = new Neighbour(baseUrl);
        long every = TimeUnit.MINUTES.toNanos(1) / timesAMinute;
        neighbour.timer.scheduleAtFixedRate(neighbour::call, 0, every, TimeUnit.NANOSECONDS);
        return neighbour;
    }

    private void call() {
        var unused = client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
