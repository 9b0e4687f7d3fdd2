package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.Condition.Leaf;
import dev.audiencesync.definition.Condition.Question;
import dev.audiencesync.definition.MappingFingerprints;
import dev.audiencesync.ledger.Canary;
import dev.audiencesync.mapping.MappedRecord;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExportReadingTest {
    private static final SourcePosition HERE = new SourcePosition("f", 1);
    private static final List<Leaf> LEAVES = List.of(
            new Leaf(0, new Question.InAudience("VIP")),
            new Leaf(1, new Question.InAudience("Fan")),
            new Leaf(2, new Question.HasBadge("30")),
            new Leaf(3, new Question.Equals("/properties/Tier", "gold")));

    private final ExportReading reading = new ExportReading(
            new PeopleIndex(false, false, new ReplacedVisitors()),
            new MappingFingerprints("mapping", Collections.emptySortedMap(), Collections.emptySortedMap()),
            LEAVES,
            new Chosen(Canary.EVERYBODY),
            TakenAttributes.all(),
            ToldAudiences.NONE);

    @Test
    void aContainerThatNoRecordCarriesIsUnknown() {
        reading.take(person("a", "FAAA"));
        reading.take(person("b", "AAAT"));

        assertThat(reading.unknownContainers()).containsExactly("badges");
    }

    /** One leaf's answer speaks for its container. */
    @Test
    void aContainerThatOneRecordCarriesIsKnownToAllConditions() {
        reading.take(person("a", "AFAA"));

        assertThat(reading.unknownContainers()).containsExactly("badges", "properties");
    }

    @Test
    void anEmptyExportAndARejectedOneSayNothingOfContainers() {
        assertThat(reading.unknownContainers()).isEmpty();

        reading.take(rejected(new Identifiers("a", null, null)));

        assertThat(reading.unknownContainers()).isEmpty();
    }

    @Test
    void countsWhatItRead() {
        reading.take(person("a", "TTTT"));
        reading.take(person("a", "FFFF"));
        reading.take(rejected(Identifiers.NONE));

        assertThat(reading.read()).isEqualTo(3);
        assertThat(reading.rejected()).isEqualTo(1);
        assertThat(reading.older()).isZero();
        assertThat(reading.index().seen()).isEqualTo(1);
    }

    @Test
    void whoARefusedRecordWasAboutKeepsEverythingByAnyIdentifier() {
        reading.take(rejected(new Identifiers("a", "A@x.de", "i1")));

        assertThat(reading.keeps(new Identifiers("a", null, null))).isTrue();
        assertThat(reading.keeps(new Identifiers("b", "a@X.de", null))).isTrue();
        assertThat(reading.keeps(new Identifiers(null, null, "i1"))).isTrue();
        assertThat(reading.keeps(new Identifiers("A", "b@x.de", "i2"))).isFalse();
    }

    @Test
    void whoElseARefusedRecordMayBeAboutKeepsEverythingToo() {
        reading.take(new MappedRecord.Rejected(
                HERE,
                new Identifiers("a", null, null),
                List.of(new Identifiers(null, "b@x.de", null)),
                false,
                "why",
                "code",
                Set.of()));

        assertThat(reading.keeps(new Identifiers("a", null, null))).isTrue();
        assertThat(reading.keeps(new Identifiers("z", "b@x.de", null))).isTrue();
    }

    @Test
    void stagesWithTheirPlaceInTheReadingOrder() {
        reading.take(rejected(Identifiers.NONE));

        assertThat(reading.take(person("a", "TTTT")))
                .hasValueSatisfying(staged -> assertThat(staged.seq()).isEqualTo(2));
    }

    private static DesiredPerson person(String externalId, String facts) {
        return new DesiredPerson(
                new Identifiers(externalId, null, null), List.of(), new ConditionFacts(facts), 0, HERE);
    }

    private static MappedRecord.Rejected rejected(Identifiers identifiers) {
        return new MappedRecord.Rejected(HERE, identifiers, "why", "code");
    }
}
