package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Drift;
import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Identifiers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    private static final LedgerPerson ADA = new LedgerPerson(7, new Identifiers("ada", "ada@x.de", "i1"));
    private static final Comparison COMPARISON = new Comparison(
            "test", field -> !field.equals("custom_attributes.gone"), Map.of("vip", "t1", "out", "t2"), Set.of("vip"));

    private static IntercomView.Listed contact(Map<String, FieldValue> held, String... tags) {
        return new IntercomView.Listed(
                new IntercomView.Contact("i1", "ada", "ada@x.de"), false, new TreeMap<>(held), Set.of(tags), true);
    }

    private static SortedMap<String, String> sent(String field, FieldValue value) {
        return new TreeMap<>(Map.of(field, value.fingerprintIn(field)));
    }

    private static Comparison.Known sentBy(Map<String, SortedMap<String, String>> sent) {
        return new Comparison.Known(ADA, sent, Set.of(), Set.of(), Set.of(), Set.of());
    }

    private static FieldValue text(String value) {
        return new FieldValue.Text(value);
    }

    private static List<String> words(List<Drift> found) {
        return found.stream().map(drift -> drift.kind() + " " + drift.name()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "name,                     Ada,          Ada,          ''",
        "name,                     Ada,          Bea,          FIELD name",
        "email,                    Ada@X.de,     ada@x.de,     ''",
        "external_id,              ada,          Ada,          FIELD external_id",
        "custom_attributes.plan,   free,         gold,         FIELD custom_attributes.plan",
        "custom_attributes.gone,   free,         gold,         ''",
        "phone,                    +49 1,        +491,         ''",
        "owner_id,                 1,            2,            ''",
        "avatar,                   http://a.de,  http://b.de,  ''",
    })
    void aFieldThatStandsAsItWasSentUnlessItIsEditedIsCompared(
            String field, String wasSent, String held, String found) {
        List<Drift> drift =
                COMPARISON.of(sentBy(Map.of("test", sent(field, text(wasSent)))), contact(Map.of(field, text(held))));

        assertThat(String.join(",", words(drift))).isEqualTo(found);
    }

    @Test
    void whenAPersonWasLastSeenIntercomItselfMovesOn() {
        assertThat(COMPARISON.of(
                        sentBy(Map.of("test", sent("last_seen_at", FieldValue.Numeric.of(1)))),
                        contact(Map.of("last_seen_at", FieldValue.Numeric.of(2)))))
                .isEmpty();
    }

    @Test
    void whatAnyJobSentLastIsNoEdit() {
        Map<String, SortedMap<String, String>> sent =
                Map.of("test", sent("name", text("Ada")), "other", sent("name", text("Countess")));

        assertThat(COMPARISON.of(sentBy(sent), contact(Map.of("name", text("Countess")))))
                .isEmpty();
        assertThat(COMPARISON.of(sentBy(sent), contact(Map.of("name", text("Bea")))))
                .hasSize(1);
        assertThat(COMPARISON.of(
                        sentBy(Map.of("other", sent("name", text("Ada")))), contact(Map.of("name", text("Bea")))))
                .as("of a field that only another job sent")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false, true, ''", "true, false, FIELD unsubscribed_from_emails"})
    void whoeverUnsubscribesDoesSoForThemselves(boolean wasSent, boolean held, String found) {
        String field = "unsubscribed_from_emails";

        List<Drift> drift = COMPARISON.of(
                sentBy(Map.of("test", sent(field, new FieldValue.Truth(wasSent)))),
                contact(Map.of(field, new FieldValue.Truth(held))));

        assertThat(String.join(",", words(drift))).isEqualTo(found);
    }

    @Test
    void anAttributeThatIsNotThereIsEmptyAndOfAnotherFieldNothingIsSaid() {
        assertThat(words(COMPARISON.of(
                        sentBy(Map.of("test", sent("custom_attributes.plan", text("free")))), contact(Map.of()))))
                .containsExactly("FIELD custom_attributes.plan");
        assertThat(COMPARISON.of(
                        sentBy(Map.of("test", sent("custom_attributes.plan", new FieldValue.Clear()))),
                        contact(Map.of())))
                .isEmpty();
        assertThat(COMPARISON.of(sentBy(Map.of("test", sent("name", text("Ada")))), contact(Map.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',  '',  '',  t1, TAG_ADDED vip",
        "vip, '',  '',  t1, ''",
        "vip, '',  '',  '', TAG_REMOVED vip",
        "vip, vip, '',  '', ''",
        "'',  vip, '',  t1, ''",
        "'',  '',  '',  t2, ''",
        "'',  '',  out, t2, TAG_ADDED out",
        "'',  '',  out, '', ''",
    })
    void aTagIsComparedWithWhoPutItOn(String owned, String doubted, String removed, String there, String found) {
        Comparison.Known known =
                new Comparison.Known(ADA, Map.of(), names(owned), names(owned), names(doubted), names(removed));

        assertThat(String.join(",", words(COMPARISON.of(known, contact(Map.of(), there)))))
                .isEqualTo(found);
    }

    private static Set<String> names(String name) {
        return name.isEmpty() ? Set.of() : Set.of(name);
    }

    @Test
    void aListOfTagsThatIsCutIsEnoughOnlyWhereItHasAllOfTheJobs() {
        IntercomView.Listed cut = new IntercomView.Listed(
                new IntercomView.Contact("i1", null, null), false, new TreeMap<>(), Set.of("t1"), false);
        IntercomView.Listed enough = new IntercomView.Listed(
                new IntercomView.Contact("i1", null, null), false, new TreeMap<>(), Set.of("t1", "t2"), false);

        assertThat(COMPARISON.needsAllTags(cut)).isTrue();
        assertThat(COMPARISON.needsAllTags(enough)).isFalse();
    }
}
