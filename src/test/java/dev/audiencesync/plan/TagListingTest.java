package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who held a tag before the job's first use of it. */
class TagListingTest {
    private static final String ADA = "{'id':'ada','email':'ada@x.de','audiences':['VIP']}";

    private final Nights nights = new Nights(Plans.definition(Plans.CREATE + Plans.VIP));

    @Test
    void holdersAreListedForEachPlanUntilTheTagIsUsed() {
        nights.intercom.tags.put("vip", "t1");

        nights.plan(ADA);
        nights.plan(ADA);
        assertThat(nights.intercom.listings).isEqualTo(2);
        nights.carryOut();

        nights.plan(ADA);
        assertThat(nights.intercom.listings).isEqualTo(2);
    }

    @Test
    void aFoundHolderIsNeitherTaggedNorEverUntagged() {
        nights.intercom.tags.put("vip", "t1");
        nights.intercom.holders.put("t1", List.of("i-ada"));
        String calm = ADA.replace("'VIP'", "");
        nights.plan(calm);
        nights.carryOut();

        assertThat(nights.plan(ADA)).isEmpty();
        nights.carryOut();
        assertThat(nights.plan(calm)).isEmpty();
    }

    @Test
    void aHolderWhoLeftBeforeTheFirstUseIsNotRemembered() {
        nights.intercom.tags.put("vip", "t1");
        nights.intercom.holders.put("t1", List.of("i-ada"));
        nights.plan(ADA.replace("'VIP'", ""));
        nights.carryOut();
        nights.intercom.holders.clear();

        assertThat(nights.plan(ADA)).containsExactly("TAG ada VIP");
    }

    @Test
    void aTagTheWorkspaceDoesNotHaveIsNotListed() {
        nights.plan(ADA);

        assertThat(nights.intercom.listings).isZero();
    }
}
