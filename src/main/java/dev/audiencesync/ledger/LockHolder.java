package dev.audiencesync.ledger;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a lock.
 *
 * @param host where its process is; empty where that is this host
 * @param since when it asked for the lock
 */
public record LockHolder(String job, String host, long process, Instant since) {
    private static final Pattern TEXT = Pattern.compile("(.+) \\(process (\\d{1,18}), since (\\S+)\\)");
    /** Systems tell a process's start to the second or less. */
    private static final Duration START_PRECISION = Duration.ofSeconds(2);

    public static LockHolder ofThisProcess(String job, Instant now) {
        return new LockHolder(job, "", ProcessHandle.current().pid(), now.truncatedTo(ChronoUnit.MICROS));
    }

    /** Empty where the text is none that a holder on this host wrote. */
    static Optional<LockHolder> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LockHolder(
                    matcher.group(1), "", Long.parseLong(matcher.group(2)), Instant.parse(matcher.group(3))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether its process, on this host, still is: not a later one that was given the same number. */
    boolean isAlive() {
        return ProcessHandle.of(process)
                .flatMap(found -> found.info().startInstant())
                .filter(start -> !start.minus(START_PRECISION).isAfter(since))
                .isPresent();
    }

    @Override
    public String toString() {
        return job + " (process " + process + (host.isEmpty() ? "" : " on " + host) + ", since " + since + ")";
    }
}
