package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.intercom.StoppedException;
import dev.audiencesync.job.StopSignal;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Snapshot runs that replace one which was cut off after its calls and before their outcomes were stored: what it did is
 * sent again first, so that the ledger knows of it.
 */
class ReplacedSliceNightsTest extends NightFixture {
    private static final JobSpec MEMBERS = JobSpec.snapshot("members").tag("VIP", "VIP");
    private static final Visitor ADA = Visitor.user("ada");
    private static final Visitor BO = Visitor.user("bo").in("VIP");

    @BeforeEach
    void aRunTagsAdaWithoutKnowingIt() {
        world.night(MEMBERS, ADA, BO);
        world.export(MEMBERS, "v.json", ADA.in("VIP"), BO);
        assertThat(world.run(MEMBERS, world.breaking(Phase.APPLY, 1)).status()).isEqualTo(RunStatus.FAILED);
        assertThat(tagsOfAda()).containsExactly("vip");
        world.export(MEMBERS, "v.json", ADA, BO);
    }

    private Set<String> tagsOfAda() {
        return world.held().stream()
                .filter(held -> "ada".equals(held.externalId()))
                .flatMap(held -> held.tags().stream())
                .collect(Collectors.toSet());
    }

    private void raiseAtCall(int number, StopSignal stop) {
        world.atNextCall(number <= 1 ? stop::raise : () -> raiseAtCall(number - 1, stop));
    }

    @Test
    void aSignalMeanwhileReplacesNothing() {
        StopSignal stop = new StopSignal();
        raiseAtCall(2, stop);

        assertThatThrownBy(() -> world.run(MEMBERS, Progress.SILENT, stop)).isInstanceOf(StoppedException.class);

        assertThat(world.stored("select state from run order by id")).containsExactly("COMPLETED", "FAILED");
        assertThat(world.run(MEMBERS).status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(tagsOfAda()).isEmpty();
    }

    @Test
    void whatCannotBeSentAgainIsInDoubt() {
        world.sandbox().faults().add("403:always of tag");
        world.run(MEMBERS);
        world.sandbox().faults().clear();

        assertThat(world.run(MEMBERS).status()).isEqualTo(RunStatus.COMPLETED);

        assertThat(tagsOfAda()).isEmpty();
    }
}
