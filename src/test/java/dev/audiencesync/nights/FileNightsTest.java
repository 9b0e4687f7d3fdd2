package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.job.NoExportException;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports that are cut off, empty or missing, and records that come in any order. */
class FileNightsTest {
    private static final JobSpec SNAPSHOT = JobSpec.snapshot("nightly").tag("VIP", "VIP");
    private static final JobSpec STREAM = JobSpec.stream("nightly").tag("VIP", "VIP");
    private static final Visitor ADA = Visitor.user("Ada").in("VIP");
    private static final int GZIP_TRAILER = 8;

    @TempDir
    Path root;

    private NightWorld world;

    @BeforeEach
    void start() {
        world = NightWorld.in(root);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anEmptySnapshotWritesNothing() {
        world.night(SNAPSHOT, ADA);
        world.exportText(SNAPSHOT, "v.json", "");

        assertGuarded(world.run(SNAPSHOT), "empty");
    }

    @Test
    void aSnapshotThatIsCutOffWritesNothing() {
        world.night(SNAPSHOT, ADA, Visitor.user("Bo"));
        world.export(SNAPSHOT, "v.json.gz", Visitor.user("Bo"), Visitor.user("Cy"));
        world.truncate(SNAPSHOT, "v.json.gz", GZIP_TRAILER);

        assertGuarded(world.run(SNAPSHOT), "cannot be read to its end");
    }

    private void assertGuarded(RunSummary summary, String why) {
        assertThat(summary.status()).isEqualTo(RunStatus.GUARDED);
        assertThat(summary.exitCode()).isEqualTo(4);
        assertThat(summary.guard()).anyMatch(finding -> finding.contains(why));
        assertThat(world.spent().writes()).isZero();
        world.assertAsModelled();
    }

    @Test
    void aStreamsFileThatIsCutOffGivesItsGoodRecordsAndIsReadAgain() {
        Visitor[] people = IntStream.range(0, 3000)
                .mapToObj(number -> Visitor.of("P" + number % 7, null).named("n" + number % 7))
                .toArray(Visitor[]::new);
        people[people.length - 1] = Visitor.of("Late", null).in("VIP");
        world.addExport(STREAM, "cut.json.gz", people);
        world.truncate(STREAM, "cut.json.gz", 200);
        world.addExport(STREAM, "whole.json", ADA);

        RunSummary cut = world.run(STREAM);

        world.model().night(STREAM, Arrays.asList(people).subList(0, 7));
        world.model().night(STREAM, Arrays.asList(ADA));
        assertThat(cut.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(cut.exitCode()).isEqualTo(3);
        assertThat(cut.details().firstRejects()).extracting("code").contains("unreadable_file");
        world.assertAsModelled();

        world.addExport(STREAM, "cut.json.gz", people);
        RunSummary mended = world.run(STREAM);

        world.model().night(STREAM, Arrays.asList(people));
        assertThat(mended.exitCode()).isZero();
        assertThat(mended.records().read()).isEqualTo(people.length);
        assertThat(world.spent().created()).isEqualTo(1);
        world.assertAsModelled();
    }

    @Test
    void noFileAtAllBeginsNothing() {
        assertThatThrownBy(() -> world.run(STREAM)).isInstanceOf(NoExportException.class);
    }

    @Test
    void theNewestRecordOfARunWins() {
        world.night(
                SNAPSHOT,
                ADA.named("older").at(10),
                ADA.named("newest").in().at(30),
                ADA.named("old").at(20),
                Visitor.user("Bo").named("first").at(5),
                Visitor.user("Bo").named("same time, later").at(5));

        world.assertAsModelled();
        assertThat(world.spent().writes()).isEqualTo(2);
    }

    @Test
    void anOlderRecordThatArrivesInALaterRunOfAStreamChangesNothing() {
        world.night(STREAM, ADA.named("Ada").at(10));
        world.nightWith("unchanged.json", STREAM, ADA.named("Ada").at(30));

        RunSummary late =
                world.nightWith("late.json", STREAM, ADA.named("Old").in().at(20));

        assertThat(late.records().older()).isEqualTo(1);
        assertThat(world.spent().writes()).isZero();
        world.assertAsModelled();
    }
}
