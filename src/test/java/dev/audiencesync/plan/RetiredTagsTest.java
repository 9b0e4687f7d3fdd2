package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.JobDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags that the definition no longer names, and those it names as retired. */
class RetiredTagsTest {
    private static final JobDefinition OTHER = Plans.job("other", "stream", Plans.CREATE + Plans.VIP);
    private static final String ADA = "{'id':'ada','email':'ada@x.de','audiences':['VIP']}";
    private static final String BO = "{'id':'bo','email':'bo@x.de','audiences':['VIP']}";

    private final Nights nights = new Nights(Plans.definition(Plans.CREATE + Plans.VIP));

    private static JobDefinition retiring(String mode) {
        return Plans.job("test", mode, Plans.CREATE, "retired-tags: [ ' vip ' ]\n");
    }

    @Test
    void aTagTheDefinitionNoLongerNamesStaysAndIsNotedAsOrphaned() {
        nights.night(ADA, BO);
        nights.definition = Plans.definition("snapshot", Plans.CREATE);

        assertThat(nights.night(BO)).isEmpty();
        assertThat(nights.notes())
                .singleElement()
                .asString()
                .contains("`VIP`", "on 2 people", "it stays there", "`retired-tags: [ VIP ]`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "snapshot"})
    void aRetiredTagGoesFromEverybodyTheJobOwnsItOn(String mode) {
        nights.night(ADA, BO);
        nights.definition = retiring(mode);

        assertThat(nights.night(BO)).containsExactlyInAnyOrder("UNTAG ada vip", "UNTAG bo vip");
        assertThat(nights.template.queryForList(
                        "select distinct cause from planned_change where run_id = ?", String.class, nights.run))
                .containsExactly("DEFINITION");
        assertThat(nights.notes()).isEmpty();
        assertThat(nights.night(BO)).isEmpty();
    }

    @Test
    void theRemovalOfARetiredTagIsGuarded() {
        String[] five = {ADA, BO, ADA.replace("ada", "cy"), ADA.replace("ada", "di"), ADA.replace("ada", "ed")};
        nights.night(five);
        nights.definition = retiring("stream");

        assertThat(nights.plan()).hasSize(5).allMatch(change -> change.startsWith("UNTAG"));
        assertThat(nights.ledger.findings().of(nights.run)).singleElement().satisfies(finding -> {
            assertThat(finding.guard()).isEqualTo("last-members");
            assertThat(finding.message()).contains("lose all of its 5 members", "--allow-untags \"vip=5\"");
        });
    }

    @Test
    void aRetiredTagOfAnotherJobAsWellIsOnlyLetGoOf() {
        nights.night(ADA);
        nights.definition = OTHER;
        nights.night(ADA);
        nights.definition = retiring("stream");

        assertThat(nights.night(BO)).contains("RELEASE ada vip");
        nights.definition = OTHER;
        assertThat(nights.night(ADA.replace("'VIP'", ""))).containsExactly("UNTAG ada VIP");
    }

    @Test
    void whomARefusedRecordIsAboutKeepsARetiredTagForThatRun() {
        nights.night(ADA);
        nights.definition = retiring("stream");

        assertThat(nights.night("{'id':'ada','email':'none'}")).isEmpty();
        assertThat(nights.night()).containsExactly("UNTAG ada vip");
    }

    @Test
    void aRetiredTagThatIsOnNobodyMayBeDeletedInIntercom() {
        nights.night(ADA);
        nights.definition = retiring("stream");
        nights.night();
        nights.intercom.tags.clear();

        nights.plan();
        assertThat(nights.planner.tagFindings()).isEmpty();
    }
}
