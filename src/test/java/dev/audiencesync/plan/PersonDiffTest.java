package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Cause;
import dev.audiencesync.ledger.JobMemory;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonDiffTest {
    private static final FieldValue ADA = new FieldValue.Text("Ada");
    private static final FieldValue MAIL = new FieldValue.Text("ada@x.de");
    private static final JobMemory SENT = memory(Map.of("email", MAIL, "name", ADA));

    @Test
    void somebodyNewIsCreatedWithAllFieldsAndWhatIsToBeClearedOfAContactThatExistsAfterAll() {
        Draft create =
                only(diff(desired("F", Map.of("name", new FieldValue.Clear(), "email", MAIL)), context(false, null)));

        assertThat(create.kind()).hasToString("CREATE");
        assertThat(create.fields()).containsOnlyKeys("email", "name");
        assertThat(create.cause()).isEqualTo(Cause.DATA);
    }

    @Test
    void anUpdateHoldsOnlyTheFieldsThatDiffer() {
        FieldValue other = new FieldValue.Text("Ada L.");
        Draft update = only(diff(desired("F", Map.of("name", other, "email", MAIL)), context(true, SENT)));

        assertThat(update.kind()).hasToString("UPDATE");
        assertThat(update.fields()).containsOnly(Map.entry("name", other));
        assertThat(update.reason()).isEqualTo("differs in name");
    }

    @Test
    void nothingDiffersAndAFieldThatIsAbsentIsLeftAlone() {
        assertThat(diff(desired("F", Map.of("name", ADA, "email", MAIL)), context(true, SENT)))
                .isEmpty();
        assertThat(diff(desired("F", Map.of("email", MAIL)), context(true, SENT)))
                .isEmpty();
    }

    @Test
    void aFieldIsClearedOnce() {
        Map<String, FieldValue> cleared = Map.of("name", new FieldValue.Clear());

        assertThat(only(diff(desired("F", cleared), context(true, SENT))).fields())
                .containsOnly(Map.entry("name", new FieldValue.Clear()));
        assertThat(diff(desired("F", cleared), context(true, memory(cleared)))).isEmpty();
    }

    @Test
    void whoIsInIntercomAndWasNeverSentToGetsAllFields() {
        assertThat(only(diff(desired("F", Map.of("name", ADA)), context(true, null)))
                        .fields())
                .containsOnly(Map.entry("name", ADA));
    }

    @Test
    void theLaterActionsValueWinsAndAnActionThatDoesNotApplySendsNothing() {
        PersonDiff diff = new PersonDiff(
                Plans.definition(
                        Plans.CREATE
                                + """
                        - action: create-or-update-user
                          when: { audience: VIP }
                          parameters: { user-id: /id, name: /full }
                        """),
                Set.of(),
                new History(Cause.DATA, Cause.DATA));
        DesiredPerson both = new DesiredPerson(
                new Identifiers("a", null, null),
                List.of(
                        fields(Map.of("name", ADA, "external_id", ADA)),
                        fields(Map.of("name", MAIL, "external_id", ADA))),
                new ConditionFacts("T"),
                0,
                new SourcePosition("f", 1));
        DesiredPerson first =
                new DesiredPerson(both.identifiers(), both.fields(), new ConditionFacts("F"), 0, both.position());

        assertThat(only(diff.of(both, PersonContext.STRANGER)).fields()).containsEntry("name", MAIL);
        assertThat(only(diff.of(first, PersonContext.STRANGER)).fields()).containsEntry("name", ADA);
    }

    /** Owned, owned by another job, found, all of them in doubt. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "T, ours, -,      -,     TAG",
                "T, -,    theirs, -,     TAG",
                "T, -,    -,      found, TAG",
                "F, ours, -,      -,     UNTAG",
                "F, ours, theirs, -,     RELEASE",
                "F, -,    -,      found, -",
            })
    void aTagInDoubtIsPutOnAgainAndTakenOffLikeAnyOther(
            String vip, String ours, String theirs, String found, String change) {
        PersonContext context =
                new PersonContext(true, SENT, name(ours), name(theirs), name(found), Set.of("vip"), Set.of(), false);

        assertThat(diff(desired(vip, Map.of("email", MAIL)), context))
                .extracting(draft -> draft.kind().name())
                .isEqualTo(change == null ? List.of() : List.of(change));
    }

    /** Owned, owned by another job, found, kept because a refused record was about the person. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "T, -,    -,      -,     -,    TAG",
                "T, ours, -,      -,     -,    -",
                "T, -,    theirs, -,     -,    CLAIM",
                "T, -,    -,      found, -,    -",
                "T, -,    theirs, found, -,    -",
                "T, -,    -,      -,     kept, TAG",
                "F, -,    -,      -,     -,    -",
                "F, ours, -,      -,     -,    UNTAG",
                "F, ours, theirs, -,     -,    RELEASE",
                "F, -,    theirs, -,     -,    -",
                "F, -,    -,      found, -,    -",
                "F, ours, -,      -,     kept, -"
            })
    void tagsFollowOwnership(String vip, String ours, String theirs, String found, String kept, String change) {
        PersonContext context =
                new PersonContext(true, SENT, name(ours), name(theirs), name(found), Set.of(), Set.of(), kept != null);
        List<Draft> drafts = diff(desired(vip, Map.of("email", MAIL)), context);

        assertThat(drafts)
                .extracting(draft -> draft.kind() + " " + draft.tag())
                .isEqualTo(change == null ? List.of() : List.of(change + " VIP"));
    }

    @Test
    void whoIsAbsentLosesWhatWeOwnAndKeepsWhatAnActionOnlyAdds() {
        PersonDiff diff = new PersonDiff(
                Plans.definition(Plans.CREATE
                        + Plans.VIP
                        + "- { action: add-tag-based-on-user-id, parameters: { name: Reader, untag: false } }"),
                Set.of("audiences"),
                new History(Cause.DATA, Cause.DATA));
        Set<String> owned = Set.of("vip", "reader");

        assertThat(diff.ofAbsent(new PersonContext(true, SENT, owned, Set.of(), Set.of(), Set.of(), Set.of(), false)))
                .extracting(draft -> draft.kind() + " " + draft.tag())
                .containsExactly("UNTAG VIP");
        assertThat(diff.ofAbsent(
                        new PersonContext(true, SENT, owned, Set.of("vip"), Set.of(), Set.of(), Set.of(), false)))
                .extracting(draft -> draft.kind() + " " + draft.tag())
                .containsExactly("RELEASE VIP");
        assertThat(diff.ofAbsent(new PersonContext(true, SENT, owned, Set.of(), Set.of(), Set.of(), Set.of(), true)))
                .isEmpty();
    }

    @Test
    void whomNoCreateActionCoversAndIntercomDoesNotHoldIsLeftAlone() {
        PersonDiff diff = new PersonDiff(
                Plans.definition("- { action: add-tag-based-on-email, parameters: { name: VIP, email: /email } }"),
                Set.of(),
                new History(Cause.DATA, Cause.DATA));
        DesiredPerson person = new DesiredPerson(
                new Identifiers(null, "a@x.de", null), List.of(), ConditionFacts.NONE, 0, new SourcePosition("f", 1));

        assertThat(diff.mayCreate(person)).isFalse();
        assertThat(diff.concernsTags(person.facts())).isTrue();
        assertThat(diff.of(person, PersonContext.STRANGER)).isEmpty();
        assertThat(only(diff.of(person, context(true, null))).kind()).hasToString("TAG");
    }

    @ParameterizedTest
    @CsvSource({"DEFINITION, DEFINITION, DEFINITION", "DATA, DEFINITION, DATA", "DATA, DATA, DATA"})
    void theDefinitionIsToBlameOnlyWhereItExplainsEveryField(Cause email, Cause name, Cause whole) {
        PersonDiff diff =
                new PersonDiff(Plans.definition(Plans.CREATE + Plans.VIP), Set.of(), new History(email, name));
        DesiredPerson changed = desired("F", Map.of("email", ADA, "name", MAIL));

        assertThat(only(diff.of(changed, context(true, SENT))).cause()).isEqualTo(whole);
    }

    private static List<Draft> diff(DesiredPerson desired, PersonContext context) {
        return new PersonDiff(Plans.definition(Plans.CREATE + Plans.VIP), Set.of(), new History(Cause.DATA, Cause.DATA))
                .of(desired, context);
    }

    private record History(Cause email, Cause name) implements MappingHistory {
        @Override
        public Cause ofField(@Nullable Long definitionId, String field) {
            return field.equals("email") ? email : name;
        }

        @Override
        public Cause ofTag(@Nullable Long definitionId, String nameKey) {
            return Cause.DATA;
        }
    }

    private static DesiredPerson desired(String facts, Map<String, FieldValue> fields) {
        return new DesiredPerson(
                new Identifiers("ada", "ada@x.de", null),
                List.of(fields(fields)),
                new ConditionFacts(facts),
                0,
                new SourcePosition("f", 1));
    }

    private static SortedMap<String, FieldValue> fields(Map<String, FieldValue> fields) {
        return new TreeMap<>(fields);
    }

    private static PersonContext context(boolean inIntercom, @Nullable JobMemory memory) {
        return new PersonContext(inIntercom, memory, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false);
    }

    private static JobMemory memory(Map<String, FieldValue> sent) {
        SortedMap<String, String> prints = new TreeMap<>();
        sent.forEach((name, value) -> prints.put(name, value.fingerprintIn(name)));
        return new JobMemory(1, 1, prints, Collections.emptySortedMap());
    }

    private static Set<String> name(@Nullable String given) {
        return given == null ? Set.of() : Set.of("vip");
    }

    private static Draft only(List<Draft> drafts) {
        assertThat(drafts).hasSize(1);
        return drafts.get(0);
    }
}
