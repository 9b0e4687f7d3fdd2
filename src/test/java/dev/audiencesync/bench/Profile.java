package dev.audiencesync.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where the samples of a flight recording were taken. */
final class Profile {
    private static final int MOST = 25;

    private final Map<String, Integer> at = new HashMap<>();
    private final Map<String, Integer> within = new HashMap<>();
    private final Map<String, Integer> threads = new HashMap<>();
    private int samples;

    private Profile() {}

    static Profile of(Path recording) {
        Profile profile = new Profile();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                profile.take(file.readEvent());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return profile;
    }

    private void take(RecordedEvent event) {
        if (!event.getEventType().getName().equals("jdk.ExecutionSample") || event.getStackTrace() == null) {
            return;
        }
        samples++;
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        at.merge(name(frames.get(0)), 1, Integer::sum);
        threads.merge(event.getThread("sampledThread").getJavaName(), 1, Integer::sum);
        Set<String> ours = new HashSet<>();
        for (RecordedFrame frame : frames) {
            if (name(frame).startsWith("dev.audiencesync")) {
                ours.add(name(frame));
            }
        }
        ours.forEach(method -> within.merge(method, 1, Integer::sum));
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    }

    void print() {
        print("threads", threads);
        print("methods of ours, with what they call", within);
        print("methods", at);
    }

    private void print(String title, Map<String, Integer> counts) {
        System.out.printf(Locale.ROOT, "%n%s, of %,d samples%n", title, samples);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST)
                .forEach(entry -> System.out.printf(
                        Locale.ROOT, "%5.1f %%  %s%n", 100.0 * entry.getValue() / samples, entry.getKey()));
    }
}
