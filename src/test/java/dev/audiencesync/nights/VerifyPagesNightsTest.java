package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.job.StopSignal;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.ContactSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verifying a workspace that takes several calls to list, and that is not the job's alone. */
class VerifyPagesNightsTest {
    private static final int PEOPLE = 320;
    private static final int OTHERS = 60;
    private static final List<Integer> EDITED = List.of(0, 99, 150, 199, 319);
    private static final List<Integer> UNTAGGED = List.of(2, 298);
    private static final int TAGGED = 301;
    private static final int DELETED = 10;

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "snapshot, 2.16, restore",
        "stream, 2.16, restore",
        "snapshot, 1.4, restore",
        "stream, 1.4, restore",
        "snapshot, 2.16, respect",
        "stream, 2.10, report",
    })
    void whatWasChangedIsFoundOnWhateverPageItStandsAndOthersAreLeftAlone(String mode, String version, String onDrift) {
        JobSpec job = (mode.equals("stream") ? JobSpec.stream("nightly") : JobSpec.snapshot("nightly"))
                .tag("VIP", "VIP")
                .version(version);
        try (NightWorld world = NightWorld.in(root)) {
            world.letPass(GuardName.values());
            world.define(job, job.yaml() + "verify: { on-drift: " + onDrift + " }\n");
            seedOthers(world);
            world.addExport(job, "first.json", people());
            world.run(job);
            world.later(Duration.ofDays(1));
            String stranger = change(world);
            Map<String, ContactSnapshot> others = others(world);

            RunSummary night = verifyAtTheThirdAttempt(world, job);

            RunSummary.Found drift = night.details().drift().found();
            assertThat(List.of(drift.fields(), drift.untagged(), drift.tagged(), drift.gone(), drift.merged()))
                    .isEqualTo(List.of(5L, 2L, 2L, 1L, 0L));
            assertThat(drift.contacts()).isEqualTo(PEOPLE + OTHERS - 1);
            assertThat(others(world)).isEqualTo(others);
            boolean restores = onDrift.equals("restore");
            assertThat(names(world)).isEqualTo(restores && mode.equals("snapshot") ? Set.of() : edited());
            assertThat(untagged(world)).isEqualTo(restores ? Set.of() : Set.of("P2", "P298"));
            assertThat(tagsOf(world, "P" + TAGGED)).containsExactly("vip");
            assertThat(world.sandbox().contacts())
                    .filteredOn(contact -> contact.id().equals(stranger))
                    .allMatch(contact -> contact.tagNames().size() == 2);
        }
    }

    private static Visitor[] people() {
        return IntStream.range(0, PEOPLE)
                .mapToObj(person -> Visitor.user("P" + person)
                        .named("N")
                        .in(person % 2 == 0 ? new String[] {"VIP"} : new String[0]))
                .toArray(Visitor[]::new);
    }

    private static void seedOthers(NightWorld world) {
        for (int other = 0; other < OTHERS; other++) {
            String contact = world.sandbox()
                    .manually()
                    .seedContact(ContactSeed.user("other" + other).withName("Other"));
            world.sandbox().manually().tag(contact, "Hand");
        }
    }

    /** Returns the contact of somebody who is no business of the job's, and got its tag. */
    private static String change(NightWorld world) {
        EDITED.forEach(person -> world.sandbox().manually().edit(world.idOf("P" + person), Map.of("name", "Somebody")));
        UNTAGGED.forEach(person -> world.sandbox().manually().untag(world.idOf("P" + person), "VIP"));
        world.sandbox().manually().tag(world.idOf("P" + TAGGED), "VIP");
        world.sandbox().manually().delete(world.idOf("P" + DELETED));
        String stranger = world.idOf("other5");
        world.sandbox().manually().tag(stranger, "VIP");
        world.sandbox().manually().edit(stranger, Map.of("name", "Another"));
        return stranger;
    }

    /** The listing breaks off amid its pages, and once more after it. */
    private static RunSummary verifyAtTheThirdAttempt(NightWorld world, JobSpec job) {
        RunSummary broken = world.verify(job, world.breaking(Phase.PLAN, 3), new StopSignal());
        assertThat(broken.status()).isEqualTo(RunStatus.FAILED);
        assertThat(world.restart(job, world.breaking(Phase.PLAN, 5)).status()).isEqualTo(RunStatus.FAILED);
        assertThat(world.spent().writes()).isZero();
        return world.restart(job);
    }

    private static Map<String, ContactSnapshot> others(NightWorld world) {
        Map<String, ContactSnapshot> others = new TreeMap<>();
        world.sandbox().contacts().stream()
                .filter(contact -> String.valueOf(contact.externalId()).startsWith("other"))
                .forEach(contact -> others.put(contact.id(), contact));
        return others;
    }

    private static Set<String> edited() {
        return EDITED.stream().map(person -> "P" + person).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of the job's people, those with another name than their record's. */
    private static Set<String> names(NightWorld world) {
        return world.held().stream()
                .filter(held -> String.valueOf(held.externalId()).startsWith("P") && !"N".equals(held.name()))
                .map(Held::externalId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of the job's people, those of its audience without its tag. */
    private static Set<String> untagged(NightWorld world) {
        return world.held().stream()
                .filter(held -> String.valueOf(held.externalId()).startsWith("P"))
                .filter(held -> Integer.parseInt(held.externalId().substring(1)) % 2 == 0)
                .filter(held -> !held.tags().contains("vip"))
                .map(Held::externalId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> tagsOf(NightWorld world, String person) {
        return world.held().stream()
                .filter(held -> person.equals(held.externalId()))
                .findFirst()
                .orElseThrow()
                .tags();
    }
}
