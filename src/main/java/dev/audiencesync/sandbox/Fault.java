package dev.audiencesync.sandbox;

import java.time.Duration;

/**
 * What goes wrong with which calls, on purpose; immutable. Its text is {@code WHAT:HOW_OFTEN [of OPERATION] [after N]
 * [about TEXT]}, such as {@code 503:2%}, {@code drop:next 3 of create} or {@code outage:30s after 100}; see
 * {@link #GRAMMAR}.
 */
public final class Fault {

    /** The grammar in a few lines, for whoever writes one. */
    public static final String GRAMMAR =
            """
            WHAT:HOW_OFTEN [of OPERATION] [after N] [about TEXT]
            WHAT       400 to 599 (answered in place of the call; 429 tells no rate limit), html (a 502 page),
                       outage (the connection is closed, nothing was done), hang (no answer, nothing was done),
                       drop (done, but the connection is closed), reset (done, but closed in mid-answer),
                       truncated (done, but half of the JSON), slow TIME[-TIME] (done, answered later)
            HOW_OFTEN  2%, next 5, calls 10-20, 30s (from the first such call on), always
            OPERATION  create, update, get, search, list, tag, untag, unarchive, me, read, write, any
            after N    leaves the first N of these calls alone
            about TEXT only calls with this text in their path or body
            TIME       500ms, 30s, 5m
            """;

    private final String text;
    private final Mishap mishap;
    private final Frequency frequency;
    private final Operation operation;
    private final long after;
    private final String about;

    Fault(String text, Mishap mishap, Frequency frequency, Operation operation, long after, String about) {
        this.text = text;
        this.mishap = mishap;
        this.frequency = frequency;
        this.operation = operation;
        this.after = after;
        this.about = about;
    }

    /**
     * Reads a fault.
     *
     * @throws IllegalArgumentException if it is none; the message says what is wrong and what may stand there
     */
    public static Fault parse(String text) {
        return FaultParser.parse(text);
    }

    static Fault answering(String about, int status) {
        String text = status + ":always about " + about;
        return new Fault(text, new Mishap.Status(status), new Frequency.Always(), Operation.ANY, 0, about);
    }

    Mishap mishap() {
        return mishap;
    }

    boolean isAbout(CallKind kind, Call call, Request request) {
        return operation.includes(kind, call)
                && (String.join("/", request.path()).contains(about)
                        || request.body().contains(about));
    }

    /** @param number of the calls that it is about, from 1 */
    boolean leavesAlone(long number) {
        return number <= after;
    }

    /** Of a call that is not left alone. */
    boolean strikes(long number, Duration since, double chance) {
        return frequency.strikes(new Frequency.Moment(number - after, since, chance));
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
