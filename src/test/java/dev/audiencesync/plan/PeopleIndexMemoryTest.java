package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.person.Fingerprint;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten million people have to fit in a heap of 1 GB, beside all else. */
class PeopleIndexMemoryTest {
    private static final int PEOPLE = 500_000;
    private static final int MOST_BYTES_A_PERSON = 72;
    private static final int TIMES = 3;

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

    /** The middle of three: what else this process holds may grow or be let go meanwhile. */
    @Test
    void aPersonOfWhomARecordWasReadTakesFewBytes() {
        long[] bytes = IntStream.range(0, TIMES)
                .mapToLong(time -> bytesOfAnIndex())
                .sorted()
                .toArray();

        assertThat(bytes[TIMES / 2] / PEOPLE).isBetween(50L, (long) MOST_BYTES_A_PERSON);
    }

    private long bytesOfAnIndex() {
        long before = used();
        PeopleIndex index = new PeopleIndex(true, false, new ReplacedVisitors());
        SplittableRandom random = new SplittableRandom(1);
        for (int person = 0; person < PEOPLE; person++) {
            index.remember(new Fingerprint(random.nextLong(), random.nextLong()), state(person), person);
        }
        random = new SplittableRandom(1);
        for (int person = 0; person < PEOPLE; person++) {
            Fingerprint key = new Fingerprint(random.nextLong(), random.nextLong());
            assertThat(index.offer(key, state(person), person + 1L, person + 1L, person + 1L))
                    .isEqualTo(PeopleIndex.Verdict.UNCHANGED);
        }
        long bytes = used() - before;
        Reference.reachabilityFence(index);
        return bytes;
    }

    private static Fingerprint state(int person) {
        return new Fingerprint(person, person);
    }

    private long used() {
        System.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
