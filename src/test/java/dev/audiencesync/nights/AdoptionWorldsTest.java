package dev.audiencesync.nights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.plan.GuardName;
import dev.audiencesync.report.Progress.Phase;
import dev.audiencesync.report.RunStatus;
import dev.audiencesync.report.RunSummary;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.ContactSnapshot;
import dev.audiencesync.sandbox.DuplicateEmailCreate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random workspaces of people whom the ledger does not know: what the listing shows of them must lead to just what looking
 * for each of them would have led to. A failure names its seed; {@code -Dnights.seed=N} runs that world alone.
 */
class AdoptionWorldsTest {
    private static final int PEOPLE = 160;
    private static final String ID_OF_NOBODY_HERE = "elsewhere-";

    @TempDir
    Path root;

    /** How a person of the export stands in Intercom. */
    private enum Standing {
        EQUAL(0),
        DIFFERENT(1),
        ABSENT(1),
        /** Has no external id there: gets the person's. */
        LINKED(1),
        /** Is known by e-mail alone, here and there. */
        EMAIL_ONLY(0),
        EMAIL_ONLY_DIFFERENT(1),
        /** Has no external id in the export, but in Intercom. */
        EMAIL_ONLY_HERE(0),
        ARCHIVED(0),
        LEAD(1),
        /** Somebody else has the e-mail in Intercom. */
        ANOTHERS(2),
        /** Two users without an external id have the e-mail. */
        TWO(0),
        /** Two users have the e-mail, one of them the person's external id. */
        TWO_AND_ONE_IS_THEIRS(0);

        /** The writes the person costs by the Contacts API; a refused create is one of its calls too. */
        private final int writes;

        Standing(int writes) {
            this.writes = writes;
        }
    }

    private record Person(int number, Standing standing, String name) {
        String id() {
            return "P" + number;
        }

        String email() {
            return "p" + number + "@example.com";
        }

        boolean namesNobodyById() {
            return switch (standing) {
                case EMAIL_ONLY, EMAIL_ONLY_DIFFERENT, EMAIL_ONLY_HERE -> true;
                default -> false;
            };
        }

        Visitor visitor() {
            return Visitor.of(namesNobodyById() ? null : id(), email())
                    .named(name)
                    .with("plan", "free");
        }

        private ContactSeed filled(ContactSeed seed) {
            return seed.withName(name).withAttribute("plan", "free");
        }

        List<ContactSeed> seeds() {
            ContactSeed byId = filled(ContactSeed.user(id()).withEmail(email().toUpperCase(java.util.Locale.ROOT)));
            ContactSeed byEmail = filled(ContactSeed.userWithEmail(email()));
            return switch (standing) {
                case ABSENT -> List.of();
                case EQUAL, EMAIL_ONLY_HERE, ARCHIVED -> List.of(byId);
                case DIFFERENT -> List.of(byId.withAttribute("plan", "pro"));
                case LINKED, EMAIL_ONLY -> List.of(byEmail);
                case EMAIL_ONLY_DIFFERENT -> List.of(byEmail.withName("Somebody"));
                case LEAD -> List.of(ContactSeed.lead().withEmail(email()));
                case ANOTHERS ->
                    List.of(ContactSeed.user(ID_OF_NOBODY_HERE + number).withEmail(email()));
                case TWO -> List.of(byEmail, byEmail.withName("Two"));
                case TWO_AND_ONE_IS_THEIRS ->
                    List.of(byId, ContactSeed.userWithEmail(email()).withName("Two"));
            };
        }

        /** The users with the person's e-mail in the end, as {@code external id/name/plan}. */
        List<String> expected() {
            String mine = id() + "/" + name + "/free";
            return switch (standing) {
                case EQUAL, DIFFERENT, ABSENT, LINKED, LEAD, EMAIL_ONLY_HERE -> List.of(mine);
                case EMAIL_ONLY, EMAIL_ONLY_DIFFERENT -> List.of("null/" + name + "/free");
                case ARCHIVED -> List.of();
                case ANOTHERS -> List.of(mine, ID_OF_NOBODY_HERE + number + "/null/null");
                case TWO -> List.of("null/" + name + "/free", "null/Two/free");
                case TWO_AND_ONE_IS_THEIRS -> List.of(mine, "null/Two/null");
            };
        }
    }

    static LongStream seeds() {
        Long one = Long.getLong("nights.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, Long.getLong("nights.worlds", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsListedIsTakenForNobodyElse(long seed) {
        world(seed, "2.16");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void itIsSoByTheUsersApiToo(long seed) {
        world(seed, "1.4");
    }

    private void world(long seed, String version) {
        Random random = new Random(seed);
        List<Person> people = people(random);
        JobSpec job = JobSpec.stream("nightly").attribute("plan").version(version);
        String when = "seed " + seed + " by " + version;
        try (NightWorld world = NightWorld.in(root)) {
            world.letPass(GuardName.values());
            world.sandbox()
                    .set(world.sandbox().settings().withDuplicateEmailCreate(DuplicateEmailCreate.SECOND_CONTACT));
            seed(world, people);
            world.addExport(job, "a.json", visitors(people, random));
            RunSummary summary =
                    world.run(job, world.breaking(Phase.values()[random.nextInt(3)], 1 + random.nextInt(4)));
            boolean broken = summary.status() == RunStatus.FAILED;
            if (broken) {
                summary = world.restart(job);
            }
            assertThat(summary.status()).as(when).isEqualTo(RunStatus.COMPLETED);
            assertThat(users(world)).as(when).isEqualTo(expected(people));
            if (!broken) {
                assertListed(world, people, version, when);
            }
            world.addExport(job, "b.json", visitors(people, random));
            world.run(job);
            assertThat(users(world)).as(when + ", again").isEqualTo(expected(people));
            assertThat(world.spent().created() + world.spent().updated())
                    .as(when + ", again")
                    .isZero();
        }
    }

    private static void assertListed(NightWorld world, List<Person> people, String version, String when) {
        boolean contacts = version.equals("2.16");
        assertThat(world.spent().calls(contacts ? CallKind.LIST_CONTACTS : CallKind.SCROLL_USERS))
                .as(when)
                .isEqualTo(contacts ? 2 : 3);
        if (contacts) {
            long writes = people.stream()
                    .mapToLong(person -> person.standing().writes)
                    .sum();
            assertThat(world.spent().created() + world.spent().updated())
                    .as(when)
                    .isEqualTo(writes);
        }
    }

    /** Most are equal, so that a listing pays. */
    private static List<Person> people(Random random) {
        List<Person> people = new ArrayList<>();
        for (int number = 0; number < PEOPLE; number++) {
            Standing any = Standing.values()[random.nextInt(Standing.values().length)];
            Standing standing = number % 4 == 0 ? any : Standing.EQUAL;
            people.add(new Person(number, standing, "N" + random.nextInt(5)));
        }
        return people;
    }

    private static void seed(NightWorld world, List<Person> people) {
        for (Person person : people) {
            for (ContactSeed seed : person.seeds()) {
                String id = world.sandbox().manually().seedContact(seed);
                if (person.standing() == Standing.ARCHIVED) {
                    world.sandbox().manually().archive(id);
                }
            }
        }
    }

    private static Visitor[] visitors(List<Person> people, Random random) {
        List<Visitor> visitors =
                new ArrayList<>(people.stream().map(Person::visitor).toList());
        Collections.shuffle(visitors, random);
        return visitors.toArray(Visitor[]::new);
    }

    private static TreeSet<String> expected(List<Person> people) {
        TreeSet<String> expected = new TreeSet<>();
        people.forEach(person -> person.expected().forEach(user -> expected.add(person.email() + " " + user)));
        return expected;
    }

    private static TreeSet<String> users(NightWorld world) {
        TreeSet<String> users = new TreeSet<>();
        world.sandbox().contacts().stream()
                .filter(contact -> contact.active() && contact.role().equals("user"))
                .forEach(contact -> users.add(text(contact)));
        return users;
    }

    private static String text(ContactSnapshot contact) {
        return String.valueOf(contact.email()).toLowerCase(java.util.Locale.ROOT) + " " + contact.externalId() + "/"
                + contact.name() + "/" + contact.customAttributes().get("plan");
    }
}
