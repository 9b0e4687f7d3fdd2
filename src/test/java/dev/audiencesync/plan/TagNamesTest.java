package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.JobDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tags are remembered by id: what is renamed or deleted in Intercom. */
class TagNamesTest {
    private static final String ADA = "{'id':'ada','email':'ada@x.de','audiences':['VIP']}";
    private static final String CALM = ADA.replace("'VIP'", "");
    private static final JobDefinition GOLD =
            Plans.definition(Plans.CREATE + Plans.VIP.replace("name: VIP", "name: gold"));

    private final Nights nights = new Nights(Plans.definition(Plans.CREATE + Plans.VIP));

    @BeforeEach
    void adaHasTheTag() {
        nights.intercom.tags.put("Vip", "t1");
        nights.night(ADA);
    }

    private void rename(String name) {
        nights.intercom.tags.clear();
        nights.intercom.tags.put(name, "t1");
    }

    @Test
    void anotherSpellingIsNoOtherName() {
        rename(" VIP");

        nights.plan(ADA);
        assertThat(nights.planner.tagFindings()).isEmpty();
    }

    @Test
    void aRenamedTagThatTheDefinitionNamesIsFoundWithTheChoices() {
        rename("Gold");

        nights.plan(ADA);
        assertThat(nights.planner.tagFindings()).singleElement().satisfies(finding -> {
            assertThat(finding.guard()).isEqualTo(GuardName.TAG_RENAMED);
            assertThat(finding.tag()).isEqualTo("Vip");
            assertThat(finding.message())
                    .contains("`Vip` is called `Gold`", "1 person", "Write `Gold`", "give it its name back");
        });
    }

    @Test
    void aRenamedTagWhoseNewNameTheDefinitionHasTakenUpIsFollowed() {
        rename("Gold");
        nights.definition = GOLD;

        assertThat(nights.night(ADA)).as("still has it").isEmpty();
        assertThat(nights.planner.tagFindings()).isEmpty();
        assertThat(nights.night(CALM)).containsExactly("UNTAG ada gold");
    }

    @Test
    void anotherJobThatStillUsesTheOldNameIsStoppedAllTheSame() {
        JobDefinition other = Plans.job("other", "stream", Plans.CREATE + Plans.VIP);
        nights.definition = other;
        nights.night(ADA);
        rename("Gold");
        nights.definition = GOLD;
        nights.night(ADA);

        nights.definition = other;
        nights.plan(ADA);
        assertThat(nights.planner.tagFindings()).extracting(Finding::guard).containsExactly(GuardName.TAG_RENAMED);
    }

    @Test
    void anOrphanedTagIsFoundRenamedToo() {
        rename("Gold");
        nights.definition = Plans.definition(Plans.CREATE);

        nights.plan(ADA);
        assertThat(nights.planner.tagFindings()).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("Name `Gold`", "`retired-tags`"));

        nights.definition = Plans.job("test", "stream", Plans.CREATE, "retired-tags: [ GOLD ]\n");
        assertThat(nights.plan(ADA)).containsExactly("UNTAG ada GOLD");
        assertThat(nights.planner.tagFindings()).isEmpty();
    }

    @Test
    void aTagMayTakeTheNameOfARetiredOneThatIsGone() {
        String zed = Plans.VIP.replace("name: VIP", "name: Zed");
        nights.intercom.tags.put("Zed", "t2");
        nights.definition = Plans.definition(Plans.CREATE + Plans.VIP + zed);
        nights.night(ADA);
        String retiring = "retired-tags: [ Zed ]\n";
        nights.definition = Plans.job("test", "stream", Plans.CREATE + Plans.VIP, retiring);
        assertThat(nights.night(ADA)).containsExactly("UNTAG ada Zed");
        rename("Zed");

        nights.definition = Plans.job("test", "stream", Plans.CREATE, retiring);
        assertThat(nights.night(ADA)).as("what was VIP").containsExactly("UNTAG ada Zed");
    }

    @Test
    void aDeletedTagIsFoundWithTheChoices() {
        nights.intercom.tags.clear();

        nights.plan(ADA);
        assertThat(nights.planner.tagFindings()).singleElement().satisfies(finding -> {
            assertThat(finding.guard()).isEqualTo(GuardName.TAG_DELETED);
            assertThat(finding.message()).contains("`Vip` was deleted", "1 person", "--allow tag-deleted");
        });
    }

    @Test
    void aTagOfTheSameNameMadeAnewByHandIsAnotherTag() {
        nights.intercom.tags.put("Vip", "t2");

        nights.plan(ADA);
        assertThat(nights.planner.tagFindings()).extracting(Finding::guard).containsExactly(GuardName.TAG_DELETED);
    }

    @Test
    void aDeletedTagThatIsForgottenIsPutOnAnew() {
        nights.intercom.tags.clear();
        new TagNames(nights.scope(), nights.ledger, nights.intercom.tags()).forgetDeleted();

        assertThat(nights.night(ADA)).as("the same record").containsExactly("TAG ada VIP");
        assertThat(nights.planner.tagFindings()).isEmpty();
    }

    @Test
    void aTagOnNobodyThatTheDefinitionNoLongerNamesIsNobodysBusiness() {
        nights.night(CALM);
        nights.intercom.tags.clear();
        nights.definition = Plans.definition(Plans.CREATE);

        nights.plan(CALM);
        assertThat(nights.planner.tagFindings()).isEmpty();
    }

    @Test
    void aJobWithoutTagsDoesNotAskForThem() {
        Nights without = new Nights(Plans.definition(Plans.CREATE));
        without.night(ADA);

        assertThat(without.intercom.tagLists).isZero();
        nights.night(ADA);
        assertThat(nights.intercom.tagLists).as("once a plan").isEqualTo(2);
    }
}
