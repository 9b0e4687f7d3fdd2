package dev.audiencesync.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells people with whom Intercom fails from an Intercom that is not there. A failure is somebody's own if anything else
 * worked since its first attempt; failures in a row, with nothing that worked in between, are about everybody.
 */
final class Troubles {
    /** A slice has hundreds of tasks: so many that fail in a row are no coincidence. */
    private static final int IN_A_ROW = 10;

    private final List<Trouble> single = new ArrayList<>();
    private final List<Trouble> unproven = new ArrayList<>();
    private int inARow;
    private long successes;

    /** A task that failed for a reason that may be its own. */
    record Trouble(Task task, RuntimeException cause) {}

    /** How often something has worked so far. */
    long successes() {
        return successes;
    }

    void worked() {
        successes++;
        single.addAll(unproven);
        unproven.clear();
        inARow = 0;
    }

    /** @param successesAtItsStart how often something had worked when the task was begun */
    void failed(Trouble trouble, long successesAtItsStart) {
        if (successes > successesAtItsStart) {
            single.add(trouble);
        } else {
            inARow++;
            unproven.add(trouble);
        }
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
