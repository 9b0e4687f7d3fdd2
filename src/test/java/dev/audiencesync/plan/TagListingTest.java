package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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

    @Test
    void ofHoldersByTheThousandAPageIsStoredBeforeTheNextIsAskedFor() {
        nights.intercom.tags.put("vip", "t1");
        nights.intercom.holders.put("t1", withOneTwice(ids(2_500)));
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger inMemory = new AtomicInteger();
        nights.intercom.atEachHolder =
                () -> inMemory.accumulateAndGet(asked.incrementAndGet() - found().size(), Math::max);

        nights.plan(ADA);

        assertThat(found()).containsExactlyInAnyOrderElementsOf(ids(2_500));
        assertThat(asked).hasValue(2_501);
        assertThat(inMemory.get()).isBetween(1_000, 1_100);
    }

    @Test
    void thoseWhoAreAdoptedAreTakenInPageByPage() {
        Nights adopting =
                new Nights(Plans.definition(Plans.CREATE + Plans.VIP.replace("untag:", "adopt-members: true, untag:")));
        adopting.plan(ADA);
        adopting.intercom.holders.put("t1", withOneTwice(ids(1_200)));

        TagListing listing = new TagListing(
                adopting.scope(), adopting.ledger, adopting.intercom, List.of(new IntercomView.Tag("t1", "VIP")));
        while (listing.ask()) {
            listing.store(adopting.now);
        }

        assertThat(adopting.template.queryForList("select intercom_id from person", String.class))
                .containsAll(ids(1_200));
    }

    @Test
    void aListingThatBreaksOffIsBegunAnew() {
        nights.intercom.tags.put("vip", "t1");
        nights.intercom.holders.put("t1", ids(2_500));
        AtomicInteger asked = new AtomicInteger();
        nights.intercom.atEachHolder = () -> {
            if (asked.incrementAndGet() == 1_500) {
                throw new IllegalStateException("broken");
            }
        };
        assertThatThrownBy(() -> nights.plan(ADA)).hasMessage("broken");
        assertThat(found()).isNotEmpty();
        nights.intercom.holders.put("t1", List.of("c7", "c2400"));

        nights.plan(ADA);

        assertThat(found()).containsExactlyInAnyOrder("c7", "c2400");
    }

    private Set<String> found() {
        return nights.ledger.tags().found(nights.workspace, nights.definition.name(), "vip");
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    }

    /** As where somebody else's change moves a contact to a later page. */
    private static List<String> withOneTwice(List<String> ids) {
        List<String> holders = new ArrayList<>(ids);
        holders.add(ids.get(3));
        return holders;
    }
}
