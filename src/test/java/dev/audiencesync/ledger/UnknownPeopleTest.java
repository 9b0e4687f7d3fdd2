package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.UnknownPeople.Stretch;
import dev.audiencesync.ledger.UnknownPeople.Unknown;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class UnknownPeopleTest {
    private final JdbcTemplate template;
    private final StagedPeople staged;
    private final UnknownPeople unknown;
    private final long workspace;
    private final long run;

    UnknownPeopleTest(TestDatabase database) {
        template = database.template();
        staged = new StagedPeople(template);
        unknown = new UnknownPeople(template, staged);
        workspace = Ledgers.workspace(template);
        run = Ledgers.run(template, workspace, "test", "text");
    }

    private void stage(Identifiers... people) {
        staged.insert(
                run,
                IntStream.range(0, people.length)
                        .mapToObj(i -> new StagedPerson(
                                i + 1L,
                                Fingerprint.of("key " + i),
                                Fingerprint.of("state"),
                                new DesiredPerson(
                                        people[i], List.of(), ConditionFacts.NONE, 0, new SourcePosition("f", i))))
                        .toList());
    }

    private static Identifiers names(@Nullable String externalId, @Nullable String email) {
        return new Identifiers(externalId, email, null);
    }

    private void know(long in, Identifiers contact) {
        new PeopleLedger(template).takeIn(in, Ledgers.run(template, in, "other", "text"), contact);
    }

    private List<Long> unknownPlaces() {
        return unknown.after(workspace, run, 0, 100).orElseThrow().unknown().stream()
                .map(record -> record.place().seq())
                .toList();
    }

    @Test
    void whereTheLedgerIsEmptyEverybodyWithANameIsUnknown() {
        stage(names("ada", null), names(null, "bo@x.de"), new Identifiers(null, null, "i1"), names("cy", "Cy@x.de"));

        assertThat(unknown.after(workspace, run, 0, 100))
                .contains(new Stretch(
                        List.of(
                                new Unknown(new StagedPeople.Place(1, Fingerprint.of("key 0")), false),
                                new Unknown(new StagedPeople.Place(2, Fingerprint.of("key 1")), true),
                                new Unknown(new StagedPeople.Place(4, Fingerprint.of("key 3")), true)),
                        4));
    }

    @Test
    void whoIsKnownByTheExternalIdOrByTheEMailOfSomebodyWithoutOneIsNot() {
        know(workspace, new Identifiers("ada", "ada@x.de", "i-ada"));
        know(workspace, new Identifiers(null, "Bo@x.de", "i-bo"));
        know(workspace, new Identifiers("null", null, "i-null"));
        know(Ledgers.workspace(template), new Identifiers("cy", "cy@x.de", "i-cy"));
        stage(
                names("ada", null),
                names("Ada", null),
                names("other", "ada@x.de"),
                names(null, "ada@x.de"),
                names(null, "bo@X.de"),
                names("bo", "bo@x.de"),
                names("cy", "cy@x.de"),
                names(null, "cy@x.de"));

        assertThat(unknownPlaces()).containsExactly(2L, 3L, 4L, 7L, 8L);
    }

    @Test
    void whomOnlyTagCallsByNameHaveMetIsUnknown() {
        know(workspace, new Identifiers("ada", null, "i-ada"));
        template.update("update person set intercom_id = null where workspace_id = ?", workspace);
        stage(names("ada", null));

        assertThat(unknownPlaces()).containsExactly(1L);
    }

    @Test
    void manyAreLookedAtStretchByStretch() {
        know(workspace, new Identifiers("P2500", null, "i"));
        stage(IntStream.rangeClosed(1, 3_000)
                .mapToObj(i -> names("P" + i, null))
                .toArray(Identifiers[]::new));

        Stretch first = unknown.after(workspace, run, 0, 2_600).orElseThrow();
        Stretch second = unknown.after(workspace, run, first.last(), 2_600).orElseThrow();

        assertThat(first.unknown()).hasSize(2_599);
        assertThat(second.unknown()).hasSize(400);
        assertThat(unknown.after(workspace, run, second.last(), 2_600)).isEmpty();
    }
}
