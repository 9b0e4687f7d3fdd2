package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A plan in pages is the same plan that is in rows: whatever is asked of one is asked of the other. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class PlanPagesTest {
    private static final int AT_A_TIME = 300;

    private final TestDatabase database;
    private final JdbcTemplate template;
    private final long workspace;
    private final PlanStore inRows;
    private final PlanStore inPages;
    private final long rows;
    private final long pages;
    private final Random random = new Random(7);
    private long changes;
    private long known;

    PlanPagesTest(TestDatabase database) {
        this.database = database;
        template = database.template();
        workspace = Ledgers.workspace(template);
        inRows = new PlanStore(template, Integer.MAX_VALUE);
        inPages = new PlanStore(template, 1);
        rows = Ledgers.run(template, workspace, "rows", "text");
        pages = Ledgers.run(template, workspace, "pages", "text");
    }

    /** People around the border of two waves, of whom the ledger knows one. */
    @BeforeEach
    void twoPlansOfTheSame() {
        new PeopleLedger(template).takeIn(workspace, rows, new Identifiers("known", null, "i-known"));
        known = new PeopleLedger(template)
                .byExternalId(workspace, List.of("known"))
                .get(0)
                .id();
        for (int from = PlannedChange.WAVE - 2 * AT_A_TIME; from < PlannedChange.WAVE + AT_A_TIME; from += AT_A_TIME) {
            List<PlannedPerson> people = new ArrayList<>();
            List<PlannedChange> planned = new ArrayList<>();
            for (long seq = from + 101; seq <= from + 100 + AT_A_TIME; seq++) {
                people.add(person(seq));
                planned.addAll(changesOf(seq));
            }
            inRows.insert(rows, people, planned);
            inPages.insert(pages, people, planned);
        }
    }

    private PlannedPerson person(long seq) {
        boolean any = random.nextBoolean();
        return new PlannedPerson(
                seq,
                Fingerprint.of("key " + seq),
                seq % 97 == 0 ? known : null,
                new Identifiers(any ? "P" + seq : null, "Ä" + seq + "@x.de", null),
                new NewestRecord(any ? Long.MIN_VALUE : seq, any ? seq : 0, any),
                any ? Fingerprint.of("state " + seq) : null,
                any ? null : new Looked(Instant.ofEpochSecond(seq, 5_000), Fingerprint.of("looked " + seq)),
                any ? Instant.ofEpochSecond(seq, 7_000) : null,
                new SourcePosition("file " + seq % 2, seq),
                any ? null : seq,
                any ? Collections.emptySortedMap() : new TreeMap<>(Map.of("audience", seq)),
                any);
    }

    private List<PlannedChange> changesOf(long seq) {
        List<PlannedChange> of = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            Whole whole = random.nextBoolean() ? Whole.NONE : new Whole(fields(seq), List.of("VIP", "Gold"));
            of.add(new PlannedChange(
                    ++changes, seq, ChangeKind.CREATE, null, fields(seq), "new", Cause.DATA, false, whole));
        }
        for (String tag : List.of("VIP", "gold 🎉")) {
            ChangeKind kind = random.nextBoolean() ? ChangeKind.TAG : ChangeKind.UNTAG;
            if (random.nextBoolean()) {
                of.add(new PlannedChange(
                        ++changes,
                        seq,
                        kind,
                        tag,
                        Collections.emptySortedMap(),
                        "audience",
                        Cause.DEFINITION,
                        kind == ChangeKind.UNTAG && random.nextBoolean(),
                        Whole.NONE));
            }
        }
        return of;
    }

    private static SortedMap<String, FieldValue> fields(long seq) {
        SortedMap<String, FieldValue> fields = new TreeMap<>();
        fields.put("name", new FieldValue.Text(seq % 3 == 0 ? "" : "Ädä " + seq));
        fields.put("signed_up_at", FieldValue.Numeric.of(seq));
        fields.put("custom_attributes.rate", new FieldValue.Numeric(new BigDecimal("0.5")));
        fields.put("unsubscribed_from_emails", new FieldValue.Truth(seq % 2 == 0));
        fields.put("phone", new FieldValue.Clear());
        return fields;
    }

    private void assertSame(Function<PlanStore, ?> rowsSay, Function<PlanStore, ?> pagesSay) {
        assertThat(pagesSay.apply(inPages)).isEqualTo(rowsSay.apply(inRows));
    }

    @Test
    void whoTheLedgerDoesNotKnowIsInNoRow() {
        assertThat(count("planned_person", pages)).isLessThan(15).isPositive();
        assertThat(count("planned_person", rows)).isEqualTo(3 * AT_A_TIME);
        assertThat(count("planned_page", pages)).as("none is of two waves").isEqualTo(4);
    }

    @Test
    void theyAreCountedAndShownAlike() {
        assertSame(store -> store.countByKind(rows), store -> store.countByKind(pages));
        assertSame(store -> store.countOpen(rows), store -> store.countOpen(pages));
        assertSame(store -> store.countChanges(rows), store -> store.countChanges(pages));
        assertSame(
                store -> store.tagsPutOn(rows).stream().sorted().toList(),
                store -> store.tagsPutOn(pages).stream().sorted().toList());
        for (ChangeKind kind : ChangeKind.values()) {
            assertSame(store -> store.first(rows, kind, 40), store -> store.first(pages, kind, 40));
        }
        assertSame(store -> all(store, rows), store -> all(store, pages));
        RunFigures figures = new RunFigures(template);
        assertThat(figures.tags(pages)).isEqualTo(figures.tags(rows)).hasSize(2);
        assertThat(all(inPages, pages)).hasSize((int) changes);
    }

    private static List<OpenChange> all(PlanStore store, long run) {
        List<OpenChange> all = new ArrayList<>();
        store.forEach(run, (change, outcome) -> {
            assertThat(outcome).isNull();
            all.add(change);
        });
        return all;
    }

    @Test
    void theyAreCarriedOutInTheSameSlices() {
        assertThat(slices(inPages, pages)).isEqualTo(slices(inRows, rows)).hasSizeGreaterThan(10);
        assertThat(count("planned_page", pages)).isZero();
        assertThat(count("planned_page_change", pages)).isZero();
        assertThat(count("planned_person", pages)).isEqualTo(count("planned_person", rows));
    }

    private List<List<OpenChange>> slices(PlanStore store, long run) {
        List<List<OpenChange>> slices = new ArrayList<>();
        for (List<OpenChange> open = store.nextOpen(run, phase -> 100);
                !open.isEmpty();
                open = store.nextOpen(run, phase -> 100)) {
            slices.add(open);
            template.batchUpdate(
                    "update planned_change set outcome = 'APPLIED' where run_id = ? and seq = ?",
                    open.stream()
                            .map(change -> new Object[] {run, change.change().seq()})
                            .toList());
        }
        return slices;
    }

    @Test
    void theirStagedRecordsAreRowsOnceTheirWaveIsCarriedOut() {
        List<PlannedPerson> packed = all(inPages, pages).stream()
                .map(OpenChange::person)
                .filter(person -> person.personId() == null && person.stagedSeq() != null)
                .distinct()
                .toList();
        new StagedPeople(template)
                .insert(pages, packed.stream().map(PlanPagesTest::staged).toList());
        long later = packed.stream()
                .filter(person -> person.seq() > PlannedChange.WAVE)
                .count();

        inPages.nextOpen(pages, phase -> 1);
        assertThat(count("staged_person", pages)).isEqualTo(packed.size() - (int) later);
        slices(inPages, pages);
        assertThat(template.queryForList(
                        "select p.seq from planned_person p join staged_person s on s.run_id = p.run_id"
                                + " and s.seq = p.staged_seq and s.person_key = p.person_key where p.run_id = ? order by p.seq",
                        Long.class,
                        pages))
                .isEqualTo(packed.stream().map(PlannedPerson::seq).toList());
    }

    private static StagedPerson staged(PlannedPerson person) {
        return new StagedPerson(
                Objects.requireNonNull(person.stagedSeq()),
                person.key(),
                person.key(),
                new DesiredPerson(person.identifiers(), List.of(), ConditionFacts.NONE, 0, person.position()));
    }

    /** An earlier release staged rows at once, and no pages. */
    @Test
    void recordsThatAreRowsAlreadyStayAsTheyAre() {
        List<Long> places = LongStream.rangeClosed(1, 20_000).boxed().toList();
        template.batchUpdate(
                "insert into staged_person (run_id, seq, person_key, fields, facts, newest_by, state, file, line)"
                        + " values (?, ?, ?, '[]', '', 0, ?, 'f', 1)",
                places.stream()
                        .map(place -> new Object[] {
                            pages, place, Rows.uuid(Fingerprint.of("k")), Rows.uuid(Fingerprint.of("s"))
                        })
                        .toList());

        assertThat(slices(inPages, pages)).isEqualTo(slices(inRows, rows));
        assertThat(count("staged_person", pages)).isEqualTo(places.size());
    }

    @Test
    void aWaveThatIsUnpackedAndRolledBackIsInItsPagesStill() {
        database.transactions().executeWithoutResult(transaction -> {
            inPages.nextOpen(pages, phase -> 1);
            transaction.setRollbackOnly();
        });

        assertThat(count("planned_page", pages)).isEqualTo(4);
        assertThat(slices(inPages, pages)).isEqualTo(slices(inRows, rows));
    }

    @Test
    void aPlanThatIsMadeAnewIsForgottenWithItsPages() {
        inPages.clear(pages);

        assertThat(inPages.countChanges(pages)).isZero();
        assertThat(inPages.nextOpen(pages, phase -> 1)).isEmpty();
    }

    @Test
    void whomAnotherRunWroteAboutSinceIsStaleInBoth() {
        long other = Ledgers.run(template, workspace, "other", "text");
        OpenChange byUserId = some(change -> change.person().identifiers().externalId() != null);
        OpenChange byEmail = some(change -> change.person().identifiers().externalId() == null);
        for (Identifiers names : Stream.of(byUserId, byEmail)
                .map(change -> change.person().identifiers())
                .toList()) {
            new PeopleLedger(template).takeIn(workspace, other, names.withIntercomId("i" + names.display()));
        }
        template.update("update person set version_run = ? where workspace_id = ?", other, workspace);
        RunStore runs = new RunStore(template);

        PlanAge.StalePeople stale =
                new PlanAge(template).stalePeople(runs.find(pages).orElseThrow(), false, 50);

        assertThat(stale)
                .isEqualTo(new PlanAge(template).stalePeople(runs.find(rows).orElseThrow(), false, 50));
        assertThat(stale.shown())
                .contains(
                        byUserId.person().identifiers().display(),
                        byEmail.person().identifiers().display());
    }

    @Test
    void whomOnlyTagCallsByNameHaveMetIsStaleOnlyInPlansThatGoByNames() {
        long other = Ledgers.run(template, workspace, "other", "text");
        Identifiers names = some(change -> change.person().identifiers().externalId() != null)
                .person()
                .identifiers();
        new PeopleLedger(template).takeIn(workspace, other, names.withIntercomId("i1"));
        template.update(
                "update person set version_run = ?, intercom_id = null where external_id = ?",
                other,
                names.externalId());

        for (long plan : new long[] {pages, rows}) {
            StoredRun made = new RunStore(template).find(plan).orElseThrow();
            PlanAge age = new PlanAge(template);
            assertThat(age.stalePeople(made, true, 50).shown()).containsExactly(names.display());
            assertThat(age.stalePeople(made, false, 50).count()).isZero();
        }
    }

    private OpenChange some(Predicate<OpenChange> which) {
        return all(inRows, rows).stream()
                .filter(change -> change.person().personId() == null)
                .filter(which)
                .findFirst()
                .orElseThrow();
    }

    private int count(String table, long run) {
        Integer count =
                template.queryForObject("select count(*) from " + table + " where run_id = ?", Integer.class, run);
        return count == null ? 0 : count;
    }
}
