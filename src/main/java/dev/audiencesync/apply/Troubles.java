package dev.audiencesync.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells people with whom Intercom fails from an Intercom that is not there. Who failed before something else worked is
 * to blame alone; failures in a row, with nothing that worked in between, are about everybody.
 */
final class Troubles {
    /** A slice has hundreds of tasks: so many that fail in a row are no coincidence. */
    private static final int IN_A_ROW = 10;

    private final List<Trouble> single = new ArrayList<>();
    private final List<Trouble> unproven = new ArrayList<>();
    private int inARow;

    /** A task that failed for a reason that may be its own. */
    record Trouble(Task task, RuntimeException cause) {}

    void worked() {
        single.addAll(unproven);
        unproven.clear();
        inARow = 0;
    }

    /** Notes a failure that was not narrowed down to one change yet. */
    void ofSeveral() {
        inARow++;
    }

    void ofOne(Trouble trouble) {
        inARow++;
        unproven.add(trouble);
    }

    boolean concernEverybody() {
        return inARow >= IN_A_ROW;
    }

    /** The last failure that nothing which worked has followed. */
    Optional<RuntimeException> open() {
        return unproven.isEmpty()
                ? Optional.empty()
                : Optional.of(unproven.get(unproven.size() - 1).cause());
    }

    /** Those to blame alone. */
    List<Trouble> single() {
        return List.copyOf(single);
    }
}
