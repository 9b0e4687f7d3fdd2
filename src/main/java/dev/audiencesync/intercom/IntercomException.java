package dev.audiencesync.intercom;

import org.jspecify.annotations.Nullable;

/** What concerns everybody, not one person: the work stops here and can be taken up again later. */
public abstract sealed class IntercomException extends RuntimeException permits SystemicRefusal, IntercomUnavailable {

    private final Fault fault;

    IntercomException(String message, Fault fault, @Nullable Throwable cause) {
        super(message + ": " + fault.summary(), cause);
        this.fault = fault;
    }

    /** What failed, and why, without what to do about it. */
    public String failure() {
        return String.valueOf(super.getMessage());
    }

    public CallKind call() {
        return fault.call();
    }

    /** The HTTP status; 0 where no answer came. */
    public int status() {
        return fault.status();
    }

    /** Intercom's code; empty where the answer had none. */
    public String code() {
        return fault.error().code();
    }

    /** What Intercom's support asks for. */
    public @Nullable String requestId() {
        return fault.error().requestId();
    }

    Fault fault() {
        return fault;
    }
}
