package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Staged records are what a map by their places would be, in which some are put in the place of others. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class StagedPeopleTest {
    private static final int PEOPLE = 400;

    private final JdbcTemplate template;
    private final StagedPeople staged;
    private final StagedNames names;
    private final long run;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final NavigableMap<Long, StagedPerson> model = new TreeMap<>();

    StagedPeopleTest(TestDatabase database) {
        template = database.template();
        staged = new StagedPeople(template);
        names = new StagedNames(staged);
        run = Ledgers.run(template, Ledgers.workspace(template), "test", "text");
        System.out.println("StagedPeopleTest seed " + seed);
    }

    /** Some 2,000 records in chunks, as reading stages them: not every record that is read. */
    @BeforeEach
    void stage() {
        long seq = 0;
        for (int chunk = 0; chunk < 5; chunk++) {
            List<StagedPerson> people = new ArrayList<>();
            for (int i = random.nextInt(800); i > 0; i--) {
                seq += 1 + random.nextInt(3);
                people.add(record(seq));
            }
            staged.insert(run, people);
            people.forEach(one -> model.put(one.seq(), one));
        }
    }

    private StagedPerson record(long seq) {
        int person = random.nextInt(PEOPLE);
        String externalId = person % 3 == 0 ? null : "Pä" + person;
        String email = externalId == null || random.nextBoolean() ? "P" + random.nextInt(PEOPLE) + "@X.de" : null;
        Identifiers identifiers = new Identifiers(externalId, email, random.nextBoolean() ? "i" + person : null);
        return new StagedPerson(
                seq,
                identifiers.key().orElseThrow().hash(),
                Fingerprint.of("state " + random.nextInt()),
                new DesiredPerson(
                        identifiers,
                        random.nextBoolean() ? List.of(fields(), Collections.emptySortedMap(), fields()) : List.of(),
                        facts(),
                        random.nextBoolean() ? Long.MIN_VALUE : random.nextLong(),
                        new SourcePosition("folder/file " + random.nextInt(3), seq * 10),
                        random.nextBoolean()
                                ? Collections.emptySortedMap()
                                : new TreeMap<>(Map.of("name", random.nextLong())),
                        random.nextLong()));
    }

    private SortedMap<String, FieldValue> fields() {
        SortedMap<String, FieldValue> fields = new TreeMap<>();
        fields.put("name", new FieldValue.Text("Ädä 🎉\n\u0000" + "x".repeat(random.nextInt(300))));
        fields.put("custom_attributes.rate", new FieldValue.Numeric(new BigDecimal("-0.000125")));
        fields.put("custom_attributes.many", new FieldValue.Numeric(new BigDecimal("123456789012345678901234567890")));
        fields.put("unsubscribed_from_emails", new FieldValue.Truth(random.nextBoolean()));
        fields.put("phone", new FieldValue.Clear());
        return fields;
    }

    private ConditionFacts facts() {
        return random.nextBoolean()
                ? new ConditionFacts("TFAU")
                : new ConditionFacts("TFAU", Map.of(0, List.of(new Group("1", "VIP"), new Group("{\"", "{0}"))));
    }

    /** Puts one record, or none, in the place of all that some people have, in the order of the places. */
    private void merge() {
        for (long place : new TreeSet<>(model.keySet())) {
            StagedPerson at = model.get(place);
            if (at != null && random.nextInt(3) == 0) {
                Set<Fingerprint> people = new HashSet<>(
                        List.of(at.key(), model.firstEntry().getValue().key()));
                Optional<StagedPerson> one = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(record(place));
                names.merge(run, one, people);
                model.values().removeIf(record -> people.contains(record.key()));
                one.ifPresent(record -> model.put(place, record));
                if (random.nextInt(20) == 0) {
                    staged.storeMerged(run);
                }
            }
        }
    }

    @Test
    void theyAreReadInTheirOrder() {
        assertRead();
    }

    @Test
    void whatIsMergedStandsInThePlaceOfWhatItWasMadeOf() {
        names.scan(run, keys(model.values()), record -> {});
        merge();
        assertRead();

        staged.storeMerged(run);
        assertRead();
        assertFound();
    }

    @Test
    void theyAreFoundByTheirNames() {
        assertFound();
    }

    private void assertRead() {
        assertThat(all(100)).as("seed %d", seed).isEqualTo(List.copyOf(model.values()));
        long after = random.nextInt(3_000);
        assertThat(staged.after(run, after, 150))
                .isEqualTo(
                        model.tailMap(after, false).values().stream().limit(150).toList());
        assertThat(staged.placesAfter(run, after, 150))
                .isEqualTo(model.tailMap(after, false).values().stream()
                        .limit(150)
                        .map(one -> new StagedPeople.Place(one.seq(), one.key()))
                        .toList());
        assertThat(staged.withoutExternalIdAfter(run, after, 40))
                .isEqualTo(some(one -> one.seq() > after && !hasExternalId(one)).stream()
                        .limit(40)
                        .toList());
        assertThat(staged.hasAny(run, true))
                .isEqualTo(model.values().stream().anyMatch(StagedPeopleTest::hasExternalId));
        assertThat(staged.hasAny(run, false))
                .isEqualTo(!some(one -> !hasExternalId(one)).isEmpty());
        Set<Long> places = new TreeSet<>(random.longs(200, 0, 3_000).boxed().toList());
        assertThat(staged.at(run, places)).isEqualTo(some(one -> places.contains(one.seq())));
    }

    private List<StagedPerson> all(int atATime) {
        List<StagedPerson> all = new ArrayList<>();
        List<StagedPerson> next = staged.after(run, 0, atATime);
        while (!next.isEmpty()) {
            all.addAll(next);
            next = staged.after(run, next.get(next.size() - 1).seq(), atATime);
        }
        return all;
    }

    private void assertFound() {
        Set<Fingerprint> people = keys(some(one -> random.nextInt(20) == 0));
        List<StagedPerson> found = new ArrayList<>();
        names.scan(run, people, found::add);
        assertThat(found)
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(some(one -> people.contains(one.key())));
        Set<String> emails = Set.of("p1@x.de", "p2@x.de", "p3@x.de", "p4@x.de", "p5@x.de");
        assertThat(names.withExternalIdAndEmail(run, emails))
                .containsExactlyInAnyOrderElementsOf(some(one -> hasExternalId(one)
                        && emails.contains(
                                String.valueOf(one.desired().identifiers().emailKey()))));
    }

    private static boolean hasExternalId(StagedPerson one) {
        return one.desired().identifiers().externalId() != null;
    }

    private List<StagedPerson> some(Predicate<StagedPerson> which) {
        return model.values().stream().filter(which).toList();
    }

    private static Set<Fingerprint> keys(Collection<StagedPerson> people) {
        return people.stream().map(StagedPerson::key).collect(Collectors.toSet());
    }

    @Test
    void plannedPeopleInRowsHaveTheirRecordsInRowsAsAnotherRunIsToReadThem() {
        merge();
        staged.storeMerged(run);
        List<StagedPerson> told = some(one -> random.nextInt(10) == 0);
        staged.tell(run, told.stream().collect(Collectors.toMap(StagedPerson::seq, one -> new ConditionFacts("UUUU"))));
        told.forEach(one ->
                model.put(one.seq(), new StagedPerson(one.seq(), one.key(), one.state(), asTold(one.desired()))));

        List<StagedPerson> planned = some(one -> random.nextInt(4) > 0);
        new PlanStore(template, Integer.MAX_VALUE)
                .insert(run, planned.stream().map(StagedPeopleTest::planned).toList(), List.of());

        assertThat(rows()).as("seed %d", seed).isEqualTo(planned);
        new PlanStore(template).clear(run);
        assertThat(rows()).isEmpty();
        staged.clear(run);
        assertThat(new StagedPeople(template).after(run, 0, 1)).isEmpty();
    }

    private static DesiredPerson asTold(DesiredPerson desired) {
        return desired.with(new ConditionFacts("UUUU"));
    }

    private static PlannedPerson planned(StagedPerson one) {
        return new PlannedPerson(
                one.seq() + 7,
                one.key(),
                null,
                one.desired().identifiers(),
                new NewestRecord(0, 0, false),
                one.state(),
                null,
                null,
                one.desired().position(),
                one.seq(),
                Collections.emptySortedMap(),
                false);
    }

    private List<StagedPerson> rows() {
        return template.query(
                "select * from staged_person where run_id = ? order by seq", (row, number) -> read(row), run);
    }

    private static StagedPerson read(ResultSet row) throws SQLException {
        Identifiers identifiers =
                new Identifiers(row.getString("external_id"), row.getString("email"), row.getString("intercom_id"));
        assertThat(row.getString("email_key")).isEqualTo(identifiers.emailKey());
        return new StagedPerson(
                row.getLong("seq"),
                Rows.requiredFingerprint(row, "person_key"),
                Rows.requiredFingerprint(row, "state"),
                new DesiredPerson(
                        identifiers,
                        FieldsJson.readList(row.getString("fields")),
                        FactsText.read(row.getString("facts")),
                        row.getLong("newest_by"),
                        new SourcePosition(row.getString("file"), row.getLong("line")),
                        FieldsJson.readAges(row.getString("ages")),
                        row.getLong("visitor")));
    }
}
