package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.audiencesync.job.NoExportException;
import dev.audiencesync.report.Progress;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Exports that are cut off, empty or missing, and records that come in any order. */
class FileNightsTest extends NightFixture {
    private static final JobSpec SNAPSHOT = JobSpec.snapshot("nightly").tag("VIP", "VIP");
    private static final JobSpec STREAM = JobSpec.stream("nightly").tag("VIP", "VIP");
    private static final Visitor ADA = Visitor.user("Ada").in("VIP");
    private static final int GZIP_TRAILER = 8;

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

    @Test
    void whoseRecordsAreOlderIsKnownThroughRunsThatMoveOnSomebodyElse() {
        Visitor bo = Visitor.user("Bo").named("Bo");
        world.night(STREAM, ADA.named("Ada").at(10), bo.at(10));
        world.nightWith("ada.json", STREAM, ADA.named("Ada").at(30));
        world.nightWith("bo.json", STREAM, bo.at(40));
        world.nightWith("nobody.json", STREAM, bo.at(40), ADA.named("Ada").at(30));

        RunSummary late = world.nightWith(
                "late.json", STREAM, ADA.named("Old").at(20), bo.named("Old").at(39));

        assertThat(late.records().older()).isEqualTo(2);
        assertThat(world.spent().writes()).isZero();
        world.assertAsModelled();
    }

    /** A file that grows while it is read ends where a record ends, and may lack those still to be written. */
    @Test
    void aFileThatGrowsWhileItIsReadIsNotTakenInAsItWas() {
        world.addExport(STREAM, "growing.json", ADA, Visitor.user("Bo").in("VIP"));

        RunSummary growing = world.run(STREAM, new OnceRead(() -> grow("growing.json", Visitor.user("Cy"))));

        assertThat(growing.exitCode()).isEqualTo(3);
        assertThat(growing.details().firstRejects()).singleElement().satisfies(reject -> {
            assertThat(reject.file()).endsWith("growing.json");
            assertThat(reject.code()).isEqualTo("unreadable_file");
            assertThat(reject.reason())
                    .contains("it changed while it was read, and may still be written: it had ", " bytes of 20")
                    .contains("the file was not consumed");
        });

        RunSummary whole = world.run(STREAM);

        assertThat(whole.exitCode()).isZero();
        assertThat(whole.records().read()).isEqualTo(3);
        assertThat(whole.details().notes()).noneMatch(note -> note.contains("has changed"));
        assertThat(world.run(STREAM).records().read()).isZero();
        assertThat(world.held()).hasSize(3);
    }

    @Test
    void aSnapshotThatGrowsWhileItIsReadWritesNothing() {
        Visitor bo = Visitor.user("Bo").in("VIP");
        world.night(SNAPSHOT, ADA, bo);
        world.export(SNAPSHOT, "v.json", ADA);

        RunSummary growing = world.run(SNAPSHOT, new OnceRead(() -> grow("v.json", bo)));

        assertGuarded(growing, "it changed while it was read");
    }

    @Test
    void aLinkThatLeadsNowhereIsAMissingPartOfASnapshot() throws IOException {
        Visitor bo = Visitor.user("Bo").in("VIP");
        world.night(SNAPSHOT, ADA, bo);
        world.export(SNAPSHOT, "a.json", ADA);
        Files.createSymbolicLink(world.exportFile(SNAPSHOT, "b.json"), Path.of("nowhere"));

        assertGuarded(world.run(SNAPSHOT), "b.json: does not exist");
    }

    @Test
    void aFileThatIsGoneWhenItWasReadIsReported() {
        world.addExport(STREAM, "brief.json", ADA);

        RunSummary gone = world.run(STREAM, new OnceRead(() -> delete("brief.json")));

        assertThat(gone.exitCode()).isEqualTo(3);
        assertThat(gone.details().firstRejects()).singleElement().satisfies(reject -> assertThat(reject.reason())
                .contains("now it does not exist"));
    }

    @Test
    void aFileThatChangedSinceItWasTakenInIsReportedAndReadAnew() {
        RunSummary first = world.nightWith(
                "night.json", STREAM, ADA.at(10), Visitor.user("Bo").in("VIP").at(10));

        RunSummary grown = world.nightWith(
                "night.json",
                STREAM,
                ADA.at(10),
                Visitor.user("Bo").in("VIP").at(10),
                Visitor.user("Cy").in("VIP").at(11));

        assertThat(grown.exitCode()).isZero();
        assertThat(grown.records().read()).isEqualTo(3);
        assertThat(grown.details().notes())
                .anyMatch(note -> note.matches(".*night.json has changed since run " + first.run()
                        + " took it in \\(\\d+ bytes then, \\d+ now\\): it is read anew, as a whole."));
        assertThat(world.spent().created()).isEqualTo(1);
        assertThat(world.spent().updated()).isZero();
        world.assertAsModelled();

        RunSummary shrunk = world.nightWith("night.json", STREAM, ADA.in().at(5));

        assertThat(shrunk.details().notes()).anyMatch(note -> note.contains("night.json has changed since run "));
        assertThat(world.spent().writes()).as("older records change nothing").isZero();
        world.assertAsModelled();
        assertThat(world.run(STREAM).details().notes()).noneMatch(note -> note.contains("has changed"));
    }

    private void grow(String file, Visitor more) {
        change(file, path -> Files.writeString(path, more.json() + "\n", StandardOpenOption.APPEND));
    }

    private void delete(String file) {
        change(file, Files::delete);
    }

    private interface Change {
        void make(Path path) throws IOException;
    }

    private void change(String file, Change change) {
        try {
            change.make(world.exportFile(STREAM, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something as soon as the first record was read. */
    private static final class OnceRead implements Progress {
        private final Runnable what;
        private boolean reading;

        OnceRead(Runnable what) {
            this.what = what;
        }

        @Override
        public void begin(Phase begun, long total) {
            reading = begun == Phase.READ;
        }

        @Override
        public void advance(long count) {
            if (reading) {
                reading = false;
                what.run();
            }
        }

        @Override
        public void end(String result) {}

        @Override
        public void say(String message) {}
    }
}
