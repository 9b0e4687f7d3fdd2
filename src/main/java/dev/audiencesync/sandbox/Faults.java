package dev.audiencesync.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Calls that go wrong on purpose, before they take effect: for trying what a sync does about them. Thread-safe. */
public final class Faults {
    private final List<Fault> faults = new CopyOnWriteArrayList<>();

    Faults() {}

    /**
     * Calls to go wrong.
     *
     * @param containing a text in the call's path or body
     * @param status the answer's; 200 answers with an empty body
     */
    private record Fault(String containing, int status) {
        boolean befalls(Request request) {
            return String.join("/", request.path()).contains(containing)
                    || request.body().contains(containing);
        }

        Answer answer(String requestId) {
            return status == 200
                    ? Answer.empty()
                    : Answer.error(new Refusal(status, "server_error", "The sandbox was told to fail"), requestId);
        }
    }

    /** From now on, calls with this text in their path or body are answered with the status and change nothing. */
    public void answer(String containing, int status) {
        faults.add(new Fault(containing, status));
    }

    public void clear() {
        faults.clear();
    }

    Optional<Answer> of(Request request, String requestId) {
        return faults.stream()
                .filter(fault -> fault.befalls(request))
                .findFirst()
                .map(fault -> fault.answer(requestId));
    }
}
