package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.JobDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an action puts on and takes off again, and what is not its to take off. */
class OwnershipTest {
    private static final String READER = Plans.VIP.replace("name: VIP, untag: on-leave", "name: Reader, untag: false");
    private static final JobDefinition OTHER = Plans.job("other", "stream", Plans.CREATE + Plans.VIP);
    private static final String ADA = "{'id':'ada','email':'ada@x.de','audiences':['VIP']}";
    private static final String CALM = ADA.replace("'VIP'", "");
    private static final String BO = ADA.replace("ada", "bo");

    private final Nights nights = new Nights(Plans.definition(Plans.CREATE + Plans.VIP));

    @Test
    void onLeaveAddsWhileItsConditionHoldsAndRemovesWhenItNoLongerDoes() {
        assertThat(nights.night(ADA)).contains("TAG ada VIP");
        assertThat(nights.night(ADA.replace("'VIP'", "'VIP','Fan'"))).isEmpty();
        assertThat(nights.night(CALM)).containsExactly("UNTAG ada VIP");
        assertThat(nights.night(CALM.replace("[]", "['Fan']"))).isEmpty();
        assertThat(nights.night(ADA)).containsExactly("TAG ada VIP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "snapshot"})
    void untagFalseOnlyAdds(String mode) {
        nights.definition = Plans.definition(mode, Plans.CREATE + READER);

        assertThat(nights.night(ADA, BO)).contains("TAG ada Reader", "TAG bo Reader");
        assertThat(nights.night(CALM)).as("ceased to hold, and absent").isEmpty();
    }

    @Test
    void withoutUntagAnActionOnlyAdds() {
        nights.definition = Plans.definition(Plans.CREATE + READER.replace(", untag: false", ""));

        assertThat(nights.night(ADA)).contains("TAG ada Reader");
        assertThat(nights.night(CALM)).isEmpty();
    }

    @Test
    void aJobRemovesOnLeaveOnlyWhatItPutOn() {
        nights.definition = OTHER;
        nights.night(ADA);
        nights.definition = Plans.definition("snapshot", Plans.CREATE + Plans.VIP);

        assertThat(nights.night(CALM, BO)).contains("TAG bo VIP").doesNotContain("UNTAG ada VIP", "RELEASE ada VIP");
        assertThat(nights.night(BO)).as("absent").isEmpty();
        nights.definition = OTHER;
        assertThat(nights.night(CALM)).as("it is the other's to take off").containsExactly("UNTAG ada VIP");
    }

    @Test
    void presentHoldersAreListedByTheTagsIdBeforeTheJobsFirstUse() {
        nights.intercom.tags.put("ViP", "t1");
        nights.intercom.holders.put("t1", List.of("i-ada"));
        nights.intercom.holders.put("t2", List.of("i-bo"));

        assertThat(nights.night(CALM, BO)).contains("TAG bo VIP");
        nights.intercom.holders.put("t1", List.of());

        assertThat(nights.night(ADA)).as("remembered as found").isEmpty();
        assertThat(nights.night(CALM)).as("never removed").isEmpty();
    }
}
