package dev.audiencesync.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * What {@code POST /contacts/search} sees: active contacts, each in the state it had one lag ago. Intercom says a new
 * contact may be missing from search for minutes.
 */
final class SearchIndex {
    private record Pending(long changedAtMillis, Contact contact) {}

    private final ContactIndex visible = new ContactIndex();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Clock clock;
    private final Supplier<Duration> lag;

    SearchIndex(Clock clock, Supplier<Duration> lag) {
        this.clock = clock;
        this.lag = lag;
    }

    void changed(Contact contact) {
        pending.add(new Pending(clock.millis(), contact));
        // What is due is shown now, so that nothing piles up where nobody searches.
        showWhatIsDue();
    }

    /** The contacts search sees at this moment. */
    ContactIndex visible() {
        showWhatIsDue();
        return visible;
    }

    /** Ends the lag of everything so far: what was read from a state file is old. */
    void catchUp() {
        showChangesUntil(Long.MAX_VALUE);
    }

    private void showWhatIsDue() {
        showChangesUntil(clock.millis() - lag.get().toMillis());
    }

    private void showChangesUntil(long millis) {
        // The lag is applied on reading, so changing it also changes what already waits.
        while (!pending.isEmpty() && pending.peek().changedAtMillis() <= millis) {
            Contact contact = pending.remove().contact();
            if (contact.isActive()) {
                visible.put(contact);
            } else {
                visible.remove(contact.id());
            }
        }
    }
}
