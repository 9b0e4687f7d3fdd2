package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.person.DesiredPerson;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplacedVisitorsTest {

    private final ReplacedVisitors replaced = new ReplacedVisitors();

    @Test
    void aReplacedVisitorsRecordStandsJustBehindTheNewestThatReplacedIt() {
        assertThat(replaced.add(7, 10)).isTrue();
        assertThat(replaced.add(7, 20)).isTrue();
        assertThat(replaced.add(7, 15)).as("no news").isFalse();

        assertThat(replaced.age(7, 30, 2)).isEqualTo(new RecordAge(20, true, 30, 2));
        assertThat(replaced.age(7, 5, 2)).isEqualTo(new RecordAge(5, true, 5, 2));
        assertThat(replaced.age(8, 30, 2)).isEqualTo(new RecordAge(30, false, 30, 2));
        assertThat(replaced.age(7, 30, 9)).isLessThan(new RecordAge(20, false, 20, 1));
        assertThat(replaced.age(7, 30, 2)).isGreaterThan(new RecordAge(19, false, 19, 5));
    }

    @Test
    void noVisitorIsNeverReplaced() {
        assertThat(replaced.add(DesiredPerson.NO_VISITOR, 10)).isFalse();
        assertThat(replaced.has(DesiredPerson.NO_VISITOR)).isFalse();
    }

    @Test
    void asMapsRememberThem() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Long, Long> model = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            long visitor = (long) (1 + random.nextInt(20_000)) << random.nextInt(40);
            long time = random.nextInt(1000);
            boolean news = !model.containsKey(visitor) || model.get(visitor) < time;
            assertThat(replaced.add(visitor, time)).as("seed " + seed).isEqualTo(news);
            model.merge(visitor, time, Math::max);
        }
        model.forEach(
                (visitor, time) -> assertThat(replaced.replacedAt(visitor)).isEqualTo(time));
        assertThat(replaced.isFull()).isFalse();
    }

    @Test
    void beyondTheMostNoneIsTakenIn() {
        for (int visitor = 1; visitor <= ReplacedVisitors.MOST; visitor++) {
            replaced.add(visitor, 1);
        }
        assertThat(replaced.isFull()).isFalse();

        assertThat(replaced.add(ReplacedVisitors.MOST + 1L, 1)).isFalse();
        assertThat(replaced.add(1, 2)).isTrue();

        assertThat(replaced.has(ReplacedVisitors.MOST + 1L)).isFalse();
        assertThat(replaced.isFull()).isTrue();
    }
}
