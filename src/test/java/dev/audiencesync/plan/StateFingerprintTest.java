package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StateFingerprintTest {
    private static final FieldValue AB = new FieldValue.Text("ab");

    /** Each could pass for another if parts were only written one after the other. */
    @Test
    void valuesThatCouldRunTogetherStayApart() {
        assertThat(Stream.of(
                                person("a", "b", null, "", fields()),
                                person("ab", null, null, "", fields()),
                                person(null, "ab", null, "", fields()),
                                person(null, null, "ab", "", fields()),
                                person("a", null, "b", "", fields()),
                                person("a", null, null, "T", fields()),
                                person("a", null, null, "TF", fields()),
                                person("a", null, null, "", fields("n", AB)),
                                person("a", null, null, "", fields("n", AB), fields()),
                                person("a", null, null, "", fields(), fields("n", AB)),
                                person("a", null, null, "", fields("na", new FieldValue.Text("b"))),
                                person("a", null, null, "", fields("n", new FieldValue.Text("ab{1:c2:sd"))),
                                person("a", null, null, "", fields("n", AB), fields("c", new FieldValue.Text("d"))),
                                person("a", null, null, "", fields("n", new FieldValue.Text("12"))),
                                person("a", null, null, "", fields("n", FieldValue.Numeric.of(12))),
                                person("a", null, null, "", fields("n", new FieldValue.Clear())),
                                person("-", null, null, "", fields()),
                                person("1:a", null, null, "", fields()))
                        .map(new StateFingerprint("mapping")::of))
                .doesNotHaveDuplicates();
    }

    /** Ledgers are full of them: were they of another text, everybody would look changed. */
    @Test
    void isTheBeginningOfTheSha256OfAFixedText() throws NoSuchAlgorithmException {
        DesiredPerson person = person(
                "ä1",
                "Ada@x.de",
                null,
                "TF",
                fields("name", new FieldValue.Text("花😀")),
                fields("long", new FieldValue.Text("x".repeat(1_000))));
        String text = "7:mapping2:ä18:ada@x.de-2:TF{4:name4:s花😀{4:long1001:s" + "x".repeat(1_000);

        assertThat(new StateFingerprint("mapping").of(person).bytes())
                .isEqualTo(Arrays.copyOf(
                        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)), 16));
    }

    @Test
    void theGroupsThatAPatternMatchedCount() {
        assertThat(Stream.of(
                                Map.<Integer, List<Group>>of(),
                                Map.of(0, List.of(group("a"))),
                                Map.of(1, List.of(group("a"))),
                                Map.of(0, List.of(group("ab"))),
                                Map.of(0, List.of(group("a"), group("b"))),
                                Map.of(0, List.of(group("a")), 1, List.of(group("b"))),
                                Map.of(0, List.of(group("a[1]1:b"))))
                        .map(groups -> new DesiredPerson(
                                new Identifiers("a", null, null),
                                List.of(),
                                new ConditionFacts("TT", groups),
                                0,
                                new SourcePosition("f", 1)))
                        .map(new StateFingerprint("mapping")::of))
                .doesNotHaveDuplicates();
    }

    private static Group group(String name) {
        return new Group(name, name);
    }

    @Test
    void anEditedMappingMakesEverybodyDifferent() {
        DesiredPerson ada = person("a", null, null, "", fields());

        assertThat(new StateFingerprint("one").of(ada)).isNotEqualTo(new StateFingerprint("two").of(ada));
    }

    @Test
    void whereAndWhenARecordStoodDoesNotCountAndEmailsCompareWithoutCase() {
        StateFingerprint fingerprint = new StateFingerprint("mapping");
        DesiredPerson ada = new DesiredPerson(
                new Identifiers("a", "A@X.de", null), List.of(), ConditionFacts.NONE, 1, new SourcePosition("f", 1));
        DesiredPerson again = new DesiredPerson(
                new Identifiers("a", "a@x.de", null), List.of(), ConditionFacts.NONE, 9, new SourcePosition("g", 2));

        assertThat(fingerprint.of(ada)).isEqualTo(fingerprint.of(again)).isInstanceOf(Fingerprint.class);
    }

    @Test
    void whatRidesAlongWithACallDoesNotCount() {
        StateFingerprint fingerprint = new StateFingerprint("mapping");

        assertThat(fingerprint.of(person("a", null, null, "", fields("new_session", new FieldValue.Truth(true)))))
                .isEqualTo(fingerprint.of(person("a", null, null, "", fields())));
    }

    @SafeVarargs
    private static DesiredPerson person(
            String externalId, String email, String intercomId, String facts, SortedMap<String, FieldValue>... fields) {
        return new DesiredPerson(
                new Identifiers(externalId, email, intercomId),
                List.of(fields),
                new ConditionFacts(facts),
                0,
                new SourcePosition("f", 1));
    }

    private static SortedMap<String, FieldValue> fields() {
        return new TreeMap<>();
    }

    private static SortedMap<String, FieldValue> fields(String name, FieldValue value) {
        return new TreeMap<>(Map.of(name, value));
    }
}
