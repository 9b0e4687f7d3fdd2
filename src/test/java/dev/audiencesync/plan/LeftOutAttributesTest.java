package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.JobDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Custom attributes that the data names: those that the workspace does not have are left out, and told. */
class LeftOutAttributesTest {
    private static final JobDefinition JOB = Plans.definition("- { action: create-or-update-user, parameters: {"
            + " user-id: /id, name: /name, custom-attributes: { seen: /metric_sets/Seen } } }");

    private static final JobDefinition SEEN = Plans.definition("- { action: create-or-update-user, parameters: {"
            + " user-id: /id, custom-attributes: { seen: /seen } } }");

    private final Nights nights = new Nights(JOB);

    @Test
    void whatIsNotDefinedIsLeftOutAndTheSummarySaysOfHowMany() {
        define("seen_shoes");

        assertThat(nights.night(
                        "{'id':'a','metric_sets':{'Seen':{'shoes':1,'hats':2}}}",
                        "{'id':'a','metric_sets':{'Seen':{'shoes':1,'hats':3}}}",
                        "{'id':'b','metric_sets':{'Seen':{'hats':1,'bags.red':1}}}",
                        "{'id':'c','metric_sets':{'Seen':{'shoes':1}}}"))
                .containsExactly(
                        "CREATE a {'custom_attributes.seen_shoes':1,'external_id':'a'}",
                        "CREATE b {'external_id':'b'}",
                        "CREATE c {'custom_attributes.seen_shoes':1,'external_id':'c'}");
        assertThat(nights.notes())
                .containsExactly("The workspace has no custom attributes `seen_hats`, `seen_bags_red`, of which the"
                        + " records of 2 people have values: they are left out. Once they are defined in Intercom"
                        + " (Settings, Data, People), the next run that reads these records sends them.");
    }

    @Test
    void onceDefinedItIsSentToEverybodyWhoseRecordHasItAndNobodyElseIsLookedAt() {
        String[] records = {
            "{'id':'a','name':'Ada','metric_sets':{'Seen':{'hats':2}}}", "{'id':'b','metric_sets':{'Seen':{}}}"
        };
        assertThat(nights.night(records)).hasSize(2);
        assertThat(nights.night(records)).isEmpty();
        assertThat(nights.staged).isZero();

        define("seen_hats");

        assertThat(nights.night(records)).containsExactly("UPDATE a {'custom_attributes.seen_hats':2}");
        assertThat(nights.staged).isEqualTo(1);
        assertThat(nights.notes()).isEmpty();
        assertThat(nights.night(records)).isEmpty();
    }

    @Test
    void anAttributeThatIsArchivedOrNotWritableIsLeftOutToo() {
        nights.intercom.attributes.add(new IntercomView.Attribute("seen_hats", "integer", true, true));
        nights.intercom.attributes.add(new IntercomView.Attribute("seen_bags", "integer", false, false));

        assertThat(nights.night("{'id':'a','metric_sets':{'Seen':{'hats':2,'bags':1}}}"))
                .containsExactly("CREATE a {'external_id':'a'}");
    }

    @Test
    void namesThatMayBeAddressesAreCountedAndNotShown() {
        nights.night("{'id':'a','metric_sets':{'Seen':{'ada@x,de':2,'hats':1}}}");

        assertThat(nights.notes())
                .noneMatch(note -> note.contains("ada"))
                .anyMatch(note -> note.contains("cannot be an attribute's name"))
                .anyMatch(note -> note.contains("no custom attributes `seen_hats`,"));
    }

    @Test
    void anObjectIsOneFieldToTheGuard() {
        nights.plan("{'id':'a','metric_sets':{'Seen':{'hats':2,'shoes':1}}}", "{'id':'b','metric_sets':{'Seen':{}}}");

        assertThat(nights.reading.fills())
                .containsEntry("custom_attributes.seen", 1L)
                .containsOnlyKeys("custom_attributes.seen", "external_id", "name");
    }

    @Test
    void aValueOfAnotherTypeThanTheAttributesIsLeftOutAndBothAreTold() {
        nights.definition = SEEN;
        define("seen_hats", "string");
        define("seen_age", "integer");

        assertThat(nights.night(
                        "{'id':'a','seen':{'hats':2,'age':7}}",
                        "{'id':'b','seen':{'hats':3,'age':7.5}}",
                        "{'id':'c','seen':{'hats':'red'}}"))
                .containsExactly(
                        "CREATE a {'custom_attributes.seen_age':7,'external_id':'a'}",
                        "CREATE b {'external_id':'b'}",
                        "CREATE c {'custom_attributes.seen_hats':'red','external_id':'c'}");
        assertThat(nights.notes())
                .containsExactly("2 records have values of another type than the attribute's in the workspace:"
                        + " `seen_hats` (of type string, the records have a number), `seen_age` (of type integer, the"
                        + " records have a number with a fraction). They are left out. `as: text` (or `number`,"
                        + " `boolean`, `date`) says what to send.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "string   | text",
                "options  | text",
                "integer  | whole",
                "float    | whole part",
                "boolean  | truth",
                "date     | whole",
                "datetime | whole",
                "relation | text whole part truth"
            })
    void eachTypeTakesItsValuesAndEachCanBeCleared(String type, String taken) {
        nights.definition = Plans.definition("- { action: create-or-update-user, parameters: {"
                + " user-id: /id, custom-attributes: { seen: { from: /seen, blank: clear } } } }");
        define("seen_x", type);

        for (String[] sent : new String[][] {
            {"text", "'red'"}, {"whole", "12.0"}, {"part", "0.5"}, {"truth", "true"}, {"clear", "''"}
        }) {
            boolean isTaken =
                    sent[0].equals("clear") || List.of(taken.split(" ", -1)).contains(sent[0]);
            assertThat(nights.plan("{'id':'" + type + sent[0] + "','seen':{'x':" + sent[1] + "}}"))
                    .as(sent[0])
                    .singleElement()
                    .asString()
                    .matches(change -> isTaken == change.contains("seen_x"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.4", "2.16"})
    void aNameThatIntercomDefinesNoAttributeForIsLeftOutAndTheOthersAreSent(String version) {
        nights.definition = Plans.job(
                "test",
                "stream",
                "- { action: create-or-update-user, parameters: { user-id: /id, custom-attributes: { seen: /seen } } }",
                "intercom: { version: '" + version + "' }\n");
        define("seen_B", "integer");
        String longName = "z".repeat(186);

        assertThat(nights.night("{'id':'a','seen':{'R&B':1,'B':2,'" + longName + "':3}}"))
                .containsExactly("CREATE a {'custom_attributes.seen_B':2,'external_id':'a'}");
        assertThat(nights.notes())
                .containsExactly("1 record has values whose name cannot be an attribute's name in Intercom (at most 190"
                        + " letters, digits, spaces, hyphens, underscores and currency symbols but `$`): `seen_R&B`,"
                        + " `seen_" + "z".repeat(75) + "…`. They are left out.");
    }

    @Test
    void theUsersApiTakesAnyOtherNameThere() {
        nights.definition = Plans.job(
                "test",
                "stream",
                "- { action: create-or-update-user, parameters: { user-id: /id, custom-attributes: { seen: /seen, 'a&b':"
                        + " /own } } }",
                "intercom: { version: '1.4' }\n");

        assertThat(nights.night("{'id':'a','own':1,'seen':{'Größe 2-€':1,'" + "z".repeat(185) + "':3}}"))
                .singleElement()
                .asString()
                .contains("custom_attributes.a&b", "custom_attributes.seen_Größe 2-€", "seen_zzz");
        assertThat(nights.notes()).isEmpty();
    }

    private void define(String name) {
        define(name, "integer");
    }

    private void define(String name, String type) {
        nights.intercom.attributes.add(new IntercomView.Attribute(name, type, false, true));
    }
}
