package dev.audiencesync.nights;

import dev.audiencesync.report.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Progress that keeps what was said, and does things once phases have begun or advanced. */
final class Watching implements Progress {
    final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Due> due = new ArrayList<>();
    private Phase phase = Phase.READ;
    private int advanced;

    private record Due(Phase where, int advances, Runnable then) {}

    /** @param advances after how many advances of the phase that brought anything, 0 for its beginning */
    Watching(Phase where, int advances, Runnable then) {
        and(where, advances, then);
    }

    private Watching() {}

    static Watching only() {
        return new Watching();
    }

    Watching and(Phase where, int advances, Runnable then) {
        due.add(new Due(where, advances, then));
        return this;
    }

    @Override
    public void begin(Phase begun, long total) {
        phase = begun;
        advanced = 0;
        fire();
    }

    @Override
    public void advance(long count) {
        advanced += count == 0 ? 0 : 1;
        if (count > 0) {
            fire();
        }
    }

    private void fire() {
        due.stream()
                .filter(one -> one.where() == phase && one.advances() == advanced)
                .forEach(one -> one.then().run());
    }

    @Override
    public void end(String result) {}

    @Override
    public void say(String message) {
        said.add(message);
    }
}
