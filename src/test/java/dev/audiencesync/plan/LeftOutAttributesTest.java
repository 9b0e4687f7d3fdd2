package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.JobDefinition;
import org.junit.jupiter.api.Test;

/** Custom attributes that the data names: those that the workspace does not have are left out, and told. */
class LeftOutAttributesTest {
    private static final JobDefinition JOB = Plans.definition("- { action: create-or-update-user, parameters: {"
            + " user-id: /id, name: /name, custom-attributes: { seen: /metric_sets/Seen } } }");

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
                .singleElement()
                .asString()
                .contains("`seen_hats` and 1 more")
                .doesNotContain("ada");
    }

    @Test
    void anObjectIsOneFieldToTheGuard() {
        nights.plan("{'id':'a','metric_sets':{'Seen':{'hats':2,'shoes':1}}}", "{'id':'b','metric_sets':{'Seen':{}}}");

        assertThat(nights.reading.fills())
                .containsEntry("custom_attributes.seen", 1L)
                .containsOnlyKeys("custom_attributes.seen", "external_id", "name");
    }

    private void define(String name) {
        nights.intercom.attributes.add(new IntercomView.Attribute(name, "integer", false, true));
    }
}
