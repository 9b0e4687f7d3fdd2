package dev.audiencesync.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void theLastOpenedIsClosedFirstAndEachOnce() {
        Closing closing = new Closing();
        closing.add(() -> closed.add("lock"));
        closing.add(() -> closed.add("store"));

        closing.close();
        closing.close();

        assertThat(closed).containsExactly("store", "lock");
    }

    @Test
    void theRestIsClosedThoughOneFails() {
        Closing closing = new Closing();
        closing.add(() -> closed.add("lock"));
        closing.add(() -> {
            throw new IllegalStateException("stuck");
        });
        closing.add(() -> closed.add("spring"));

        assertThatThrownBy(closing::close).hasMessage("stuck");
        assertThat(closed).containsExactly("spring", "lock");
    }
}
