package dev.audiencesync.apply;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells people with whom Intercom fails from an Intercom that is not there. One failure between two things that worked is
 * somebody's own. Several in a row may be an outage that began or ended meanwhile, and of ten tasks during which nothing
 * worked at all it is about everybody.
 */
final class Troubles {
    /** A slice has hundreds of tasks: so many that fail in a row are no coincidence. */
    private static final int IN_A_ROW = 10;

    private final List<Trouble> single = new ArrayList<>();
    private final List<Trouble> inDoubt = new ArrayList<>();
    private final List<Trouble> row = new ArrayList<>();
    private int withoutSuccess;
    private long successes;

    /** A task that failed for a reason that may be its own. */
    record Trouble(Task task, RuntimeException cause) {}

    /** How often something has worked so far. */
    long successes() {
        return successes;
    }

    void worked() {
        successes++;
        (row.size() == 1 ? single : inDoubt).addAll(row);
        row.clear();
        withoutSuccess = 0;
    }

    /**
     * A task failed.
     *
     * @param successesAtItsStart how often something had worked when the task was begun
     * @param again whether it failed before: then it says little about others
     */
    void failed(Trouble trouble, long successesAtItsStart, boolean again) {
        row.add(trouble);
        if (successes == successesAtItsStart && !again) {
            withoutSuccess++;
        }
    }

    boolean concernEverybody() {
        return withoutSuccess >= IN_A_ROW;
    }

    /** Whether the last to end failed. */
    boolean isOpen() {
        return !row.isEmpty();
    }

    /** Those to blame alone. */
    List<Trouble> single() {
        return List.copyOf(single);
    }

    /** Those who failed in a row that ended: perhaps Intercom was away. */
    List<Trouble> inDoubt() {
        return List.copyOf(inDoubt);
    }
}
