package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.springframework.util.FileSystemUtils;

/** A snapshot with damaged records takes no tag from anybody whom one of them may be about. */
class DamagedSnapshotTest {
    private static final int PEOPLE = 8;
    private static final JobSpec JOB = JobSpec.snapshot("nightly").tag("VIP", "VIP");

    private Path root;
    private NightWorld world;

    /** What the second night's snapshot says of somebody who was a member the night before. */
    enum Fate {
        MEMBER,
        NO_MEMBER,
        ABSENT,
        DAMAGED,
        DAMAGED_BESIDE_NO_MEMBER
    }

    record Person(boolean hasId, Fate fate, Damage damage) {
        boolean isDamaged() {
            return fate == Fate.DAMAGED || fate == Fate.DAMAGED_BESIDE_NO_MEMBER;
        }

        /** Whether the damaged record may be about anybody. */
        boolean mayBeAnybody() {
            return isDamaged() && damage.maybeAnybody(hasId);
        }

        Visitor record(int number) {
            Visitor record =
                    Visitor.of(hasId ? "P" + number : null, email(number)).named("Somebody");
            return fate == Fate.NO_MEMBER ? record : record.in("VIP");
        }

        Stream<String> lines(int number) {
            String whole = record(number).json();
            return switch (fate) {
                case ABSENT -> Stream.empty();
                case DAMAGED -> Stream.of(damage.text(whole));
                case DAMAGED_BESIDE_NO_MEMBER ->
                    Stream.of(damage.text(whole), record(number).in().json());
                default -> Stream.of(whole);
            };
        }

        /** Whether the snapshot says for sure that the person has left. */
        boolean hasLeft(boolean absenceTells) {
            return fate == Fate.NO_MEMBER
                    || (fate == Fate.DAMAGED_BESIDE_NO_MEMBER && mayBeAnybody())
                    || (fate == Fate.ABSENT && absenceTells);
        }
    }

    @BeforeTry
    void start() throws IOException {
        root = Files.createTempDirectory("damaged-snapshot");
        world = NightWorld.in(root);
        world.letPass(GuardName.values());
    }

    @AfterTry
    void close() throws IOException {
        world.close();
        FileSystemUtils.deleteRecursively(root);
    }

    @Provide
    Arbitrary<List<Person>> people() {
        return Combinators.combine(
                        Arbitraries.of(true, true, false),
                        Arbitraries.frequencyOf(
                                Tuple.of(6, Arbitraries.of(Fate.MEMBER, Fate.NO_MEMBER, Fate.ABSENT)),
                                Tuple.of(2, Arbitraries.of(Fate.DAMAGED, Fate.DAMAGED_BESIDE_NO_MEMBER))),
                        Arbitraries.of(Damage.class))
                .as(Person::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(PEOPLE);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whomADamagedRecordMayBeAboutLosesNoTag(@ForAll("people") List<Person> people) {
        Visitor always = Visitor.user("Always");
        world.export(
                JOB,
                "night.json",
                Stream.concat(
                                Stream.of(always),
                                IntStream.range(0, people.size()).mapToObj(number -> people.get(number)
                                        .record(number)
                                        .in("VIP")))
                        .toArray(Visitor[]::new));
        assertThat(world.run(JOB).applied().tag()).isEqualTo(people.size());
        world.exportText(
                JOB,
                "night.json",
                Stream.concat(
                                Stream.of(always.json()),
                                IntStream.range(0, people.size()).boxed().flatMap(number -> people.get(number)
                                        .lines(number)))
                        .collect(Collectors.joining("\n", "", "\n")));

        RunSummary plan = world.plan(JOB);

        assertThat(plan.status()).isEqualTo(RunStatus.PLANNED);
        assertThat(plan.records().rejected())
                .as("every damaged record is refused")
                .isEqualTo(damagedPlaces(people));
        boolean absenceTells = people.stream().noneMatch(Person::mayBeAnybody);
        assertThat(losers(plan))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, people.size())
                        .filter(number -> people.get(number).hasLeft(absenceTells))
                        .mapToObj(DamagedSnapshotTest::email)
                        .toList());
    }

    /** Each damaged record is one; lines that are no JSON behind one that breaks off are one together. */
    private static long damagedPlaces(List<Person> people) {
        long places = 0;
        Behind behind = Behind.A_RECORD;
        for (Person person : people) {
            if (person.isDamaged()) {
                places += behind == Behind.STRAYS && person.damage() == Damage.IS_NO_JSON ? 0 : 1;
                behind = behind.and(person.damage());
            }
            if (person.fate() != Fate.ABSENT && person.fate() != Fate.DAMAGED) {
                behind = Behind.A_RECORD;
            }
        }
        return places;
    }

    /** What a line of the snapshot stands behind. */
    private enum Behind {
        A_RECORD,
        ONE_THAT_BREAKS_OFF,
        STRAYS;

        Behind and(Damage damage) {
            if (damage.breaksOff()) {
                return ONE_THAT_BREAKS_OFF;
            }
            return this == A_RECORD || damage != Damage.IS_NO_JSON ? A_RECORD : STRAYS;
        }
    }

    private TreeSet<String> losers(RunSummary plan) {
        return new TreeSet<>(world.stored("select p.email from planned_change c join planned_person p"
                + " on p.run_id = c.run_id and p.seq = c.person_seq where c.kind in ('UNTAG', 'RELEASE') and c.run_id = "
                + plan.run()));
    }

    private static String email(int number) {
        return "p" + number + "@example.com";
    }
}
