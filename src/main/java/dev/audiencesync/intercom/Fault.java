package dev.audiencesync.intercom;

/**
 * What went wrong with one exchange.
 *
 * @param status 0 where no answer came
 */
record Fault(CallKind call, int status, ErrorBody error) {

    boolean isNoAnswer() {
        return status == 0;
    }

    /** For messages and logs: {@code 503 service_unavailable "Try later" (request id abc)}; without an answer, why. */
    String summary() {
        if (isNoAnswer()) {
            return error.message();
        }
        StringBuilder text = new StringBuilder().append(status);
        if (!error.code().isEmpty()) {
            text.append(' ').append(error.code());
        }
        if (!error.message().isEmpty()) {
            text.append(" \"").append(error.message()).append('"');
        }
        if (error.requestId() != null) {
            text.append(" (request id ").append(error.requestId()).append(')');
        }
        return text.toString();
    }

    Refused refused() {
        return new Refused(status, error.code(), error.message());
    }

    UnarchiveResult.NotRestorable notRestorable() {
        return new UnarchiveResult.NotRestorable(status, error.code(), error.message());
    }
}
