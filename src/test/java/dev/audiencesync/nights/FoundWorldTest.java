package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.nights.FoundWorld.Night;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.springframework.util.FileSystemUtils;

/**
 * Whatever a night's plan finds in Intercom and in the ledger: applied, it brings about what the records ask for, leaves
 * nothing for a second plan, and takes away no tag that was put on by hand before.
 */
class FoundWorldTest {
    private Path root;
    private NightWorld world;

    @BeforeTry
    void start() throws IOException {
        root = Files.createTempDirectory("found-world");
        world = NightWorld.in(root);
        world.letPass(GuardName.values());
    }

    @AfterTry
    void close() throws IOException {
        world.close();
        FileSystemUtils.deleteRecursively(root);
    }

    @Provide
    Arbitrary<FoundWorld> worlds() {
        return FoundWorlds.any();
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aPlanAppliedIsAllThatWasToDo(@ForAll("worlds") FoundWorld found) {
        ByHand byHand = new ByHand(world);
        makeUp(found, byHand);
        int night = found.earlier().size() + 1;
        Visitor[] records = found.records(night, found.last());
        export(found.main(), night, "", records);

        RunSummary plan = world.plan(found.main());
        assertThat(plan.status()).isEqualTo(RunStatus.PLANNED);
        assertThat(world.spent().writes()).as("written by planning").isZero();
        RunSummary applied = world.apply(found.main(), plan.run());

        assertThat(applied.status()).isEqualTo(RunStatus.COMPLETED);
        world.model().night(found.main(), List.of(records));
        world.assertAsModelled();
        assertThat(byHand.lostTags()).as("hand-made tags that are gone").isEmpty();
        assertNothingIsLeft(found.main(), night, records);
    }

    private void makeUp(FoundWorld found, ByHand byHand) {
        world.sandbox().set(world.sandbox().settings().withDuplicateEmailCreate(found.doubles()));
        IntStream.range(0, found.before().size()).forEach(person -> byHand.seed(found, person));
        int number = 0;
        for (Night night : found.earlier()) {
            number++;
            String name = "By hand " + number;
            night.edited().forEach(person -> byHand.rename(person, name));
            JobSpec job = night.ofMain() ? found.main() : found.other();
            Visitor[] records = found.records(number, night.said());
            export(job, number, "", records);
            assertThat(world.run(job).status()).isEqualTo(RunStatus.COMPLETED);
            world.model().night(job, List.of(records));
        }
    }

    /** The second time under another name: a stream reads no file twice. */
    private void export(JobSpec job, int night, String again, Visitor... records) {
        if (job.snapshot()) {
            world.export(job, "night.json", records);
        } else {
            world.addExport(job, "night" + night + again + ".json", records);
        }
    }

    private void assertNothingIsLeft(JobSpec job, int night, Visitor... records) {
        export(job, night, "again", records);
        RunSummary second = world.plan(job);

        assertThat(second.records().read()).isEqualTo(records.length);
        assertThat(world.spent().writes()).as("written by a second plan").isZero();
        assertThat(planned(second)).as("left for a second plan").isEmpty();
    }

    /** Whom a plan holds changes for. */
    private Set<String> planned(RunSummary plan) {
        return new TreeSet<>(world.stored("select coalesce(p.external_id, p.email) from planned_change c"
                + " join planned_person p on p.run_id = c.run_id and p.seq = c.person_seq where c.run_id = "
                + plan.run()));
    }
}
