package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.StagedNames.KnownEmail;
import dev.audiencesync.ledger.StagedNames.WithEmail;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class StagedNamesTest {
    private final JdbcTemplate template;
    private final StagedPeople staged;
    private final StagedNames names;
    private final long run;

    StagedNamesTest(TestDatabase database) {
        template = database.template();
        staged = new StagedPeople(template);
        names = new StagedNames(staged);
        run = Ledgers.run(template, Ledgers.workspace(template), "test", "text");
    }

    private void stage(StagedPerson... people) {
        staged.insert(run, List.of(people));
    }

    private static StagedPerson record(long seq, String externalId, String email, long newestBy, long visitor) {
        Identifiers identifiers = new Identifiers(externalId, email, null);
        return new StagedPerson(
                seq,
                identifiers.key().orElseThrow().hash(),
                Fingerprint.of("state " + seq),
                new DesiredPerson(
                        identifiers,
                        List.of(),
                        ConditionFacts.NONE,
                        newestBy,
                        new SourcePosition("f", seq),
                        Collections.emptySortedMap(),
                        visitor));
    }

    private static Fingerprint key(String externalId) {
        return new Identifiers(externalId, null, null).key().orElseThrow().hash();
    }

    private List<Long> scanned(Fingerprint... people) {
        List<Long> places = new ArrayList<>();
        names.scan(run, List.of(people), one -> places.add(one.seq()));
        return places.stream().sorted().toList();
    }

    @Test
    void recordsAreFoundByTheEMailOnlyWhereTheyHaveAnExternalId() {
        StagedPerson ada = record(1, "ada", "Ada@x.de", 0, 0);
        stage(ada, record(2, null, "ada@x.de", 0, 0), record(3, "bo", null, 0, 0), record(4, null, "cy@x.de", 0, 0));

        assertThat(names.withExternalIdAndEmail(run, List.of("ada@x.de", "cy@x.de", "none@x.de")))
                .containsExactly(ada);
        assertThat(names.emailsWithExternalId(run, List.of("ada@x.de", "cy@x.de")))
                .containsExactly("ada@x.de");
        assertThat(names.staged(
                        run,
                        List.of(
                                key("ada"),
                                key("none"),
                                record(9, null, "cy@x.de", 0, 0).key())))
                .containsExactlyInAnyOrder(
                        key("ada"), record(9, null, "cy@x.de", 0, 0).key());
    }

    @Test
    void allRecordsOfAPersonAreRunOverHoweverMany() {
        staged.insert(
                run,
                LongStream.rangeClosed(1, 25_000)
                        .mapToObj(seq -> record(seq, seq % 2 == 0 ? "ada" : "P" + seq, null, 0, 0))
                        .toList());

        assertThat(scanned(key("ada"), key("P7"), key("none")))
                .hasSize(12_501)
                .contains(7L, 2L, 25_000L)
                .doesNotContain(5L);
    }

    @Test
    void anotherRunsRecordsAreNotFound() {
        stage(record(1, "ada", "ada@x.de", 0, 0));
        long other = Ledgers.run(template, Ledgers.workspace(template), "test", "text");

        assertThat(names.withExternalIdAndEmail(other, List.of("ada@x.de"))).isEmpty();
        assertThat(names.withExternalIdAndEmail(run, List.of("ada@x.de"))).hasSize(1);
    }

    @Test
    void ofEachEMailAndVisitorTheNewestIsTold() {
        stage(
                record(1, "ada", "ada@x.de", 5, 1),
                record(2, "ada", "ada@x.de", 3, 1),
                record(3, "ada", "new@x.de", 4, 2),
                record(4, "bo", "bo@x.de", 9, 3),
                record(5, "ada", null, 9, 1));

        assertThat(names.emailsOfPeopleWith(run, List.of("ada@x.de")))
                .containsExactlyInAnyOrder(
                        new KnownEmail("ada", "ada@x.de", 1, 5, 2), new KnownEmail("ada", "new@x.de", 2, 4, 3));
        assertThat(names.withEmail(run, List.of(key("ada"), key("none"))))
                .containsExactlyInAnyOrder(new WithEmail(key("ada"), 1, 5), new WithEmail(key("ada"), 2, 4));
    }

    @Test
    void whatIsMergedIsFoundUnderItsOwnNamesAndInThePlaceOfWhatItWasMadeOf() {
        stage(record(1, "ada", null, 0, 0), record(2, null, "ada@x.de", 0, 0), record(3, "bo", "bo@x.de", 0, 0));
        Fingerprint byEmail = record(2, null, "ada@x.de", 0, 0).key();
        assertThat(names.withExternalIdAndEmail(run, List.of("ada@x.de"))).isEmpty();

        StagedPerson merged = record(2, "ada", "ada@x.de", 0, 0);
        names.merge(run, Optional.of(merged), List.of(byEmail, key("ada")));

        assertThat(staged.after(run, 0, 9)).extracting(StagedPerson::seq).containsExactly(2L, 3L);
        assertThat(scanned(key("ada"))).containsExactly(2L);
        assertThat(scanned(byEmail)).isEmpty();
        assertThat(names.withExternalIdAndEmail(run, List.of("ada@x.de"))).containsExactly(merged);

        names.merge(run, Optional.empty(), List.of(key("ada")));
        assertThat(staged.after(run, 0, 9)).extracting(StagedPerson::seq).containsExactly(3L);
    }
}
