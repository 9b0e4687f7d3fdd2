package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class TagLedgerTest {
    private final Changes plan;
    private final TagLedger tags;

    TagLedgerTest(TestDatabase database) {
        plan = new Changes(database);
        tags = new TagLedger(plan.template);
    }

    @Test
    void whomOurJobsTaggedIsNotFound() {
        plan.begin();
        plan.person(null, "ada", null, null)
                .change(ChangeKind.CREATE, null, "Ada")
                .change(ChangeKind.TAG, "VIP", null)
                .stored();
        plan.decide(Changes.created("i1", "ada", null));
        plan.decide(Changes.tagged("t1"));

        list("other", "vip", "i1", "i2", "i2");

        assertThat(tags.found(plan.workspace, "other", "vip")).containsExactly("i2");
        assertThat(tags.found(plan.workspace, "test", "vip")).isEmpty();
        assertThat(tags.foundCounts(plan.workspace, "other")).isEqualTo(Map.of("vip", 1L));
    }

    @Test
    void listingAgainForgetsTheFormerList() {
        plan.begin();
        list("test", "vip", "i1");
        list("test", "vip", "i2");

        assertThat(tags.found(plan.workspace, "test", "vip")).containsExactly("i2");
    }

    @Test
    void theBeginningOfUseEndsTheListing() {
        plan.begin();
        list("test", "vip");
        assertThat(tags.used(plan.workspace, "test", "vip")).isFalse();
        tags.useBegins(plan.workspace, "test", List.of(" Vip"));

        assertThat(tags.used(plan.workspace, "test", "vip")).isTrue();
        assertThat(tags.used(plan.workspace, "other", "vip")).isFalse();
    }

    @Test
    void aTagMadeAnewIsNotTakenForTheOneThatWasThere() {
        plan.begin();
        plan.person(null, "ada", null, "i1").change(ChangeKind.TAG, "VIP", null);
        plan.person(null, "bo", null, "i2").change(ChangeKind.TAG, "VIP", null).stored();
        plan.decide(Changes.tagged("t1"));
        plan.decide(Changes.tagged("t2"));

        assertThat(new JobTags(plan.template).intercomId(plan.workspace, "test", "vip"))
                .contains("t1");
        assertThat(tags.ownedCounts(plan.workspace, "test")).isEqualTo(Map.of("vip", 2L));
    }

    @Test
    void thePeopleTheJobOwnsTagsOnComeByPages() {
        plan.begin();
        for (String id : List.of("a", "b", "c")) {
            plan.person(null, id, null, "i-" + id).change(ChangeKind.TAG, "VIP", null);
            plan.change(ChangeKind.TAG, "Fan", null);
        }
        plan.stored();
        for (int i = 0; i < 6; i++) {
            plan.decide(Changes.tagged(i % 2 == 0 ? "t1" : "t2"));
        }

        list("test", "gold", "i-b", "i-nobody");
        for (int limit = 1; limit <= 8; limit++) {
            assertThat(members(List.of(), limit)).as("by " + limit).containsExactly("a", "b", "c");
            assertThat(members(List.of("gold"), limit)).as("by " + limit).containsExactly("a", "b", "c");
        }
    }

    @Test
    void thoseToAdoptAreAmongThem() {
        plan.begin("other");
        for (String id : List.of("a", "b", "c", "d", "e")) {
            plan.person(null, id, null, "i-" + id).change(ChangeKind.TAG, "Other", null);
        }
        plan.stored();
        for (int i = 0; i < 5; i++) {
            plan.decide("other", Changes.tagged("t1"));
        }
        plan.begin();
        plan.person(null, "c", null, "i-c").change(ChangeKind.TAG, "VIP", null).stored();
        plan.decide(Changes.tagged("t2"));
        list("test", "gold", "i-b", "i-d", "i-e");
        list("test", "blue", "i-a");

        for (int limit = 1; limit <= 6; limit++) {
            assertThat(members(List.of("gold"), limit)).as("by " + limit).containsExactly("b", "c", "d", "e");
            assertThat(members(List.of(), limit)).as("by " + limit).containsExactly("c");
        }
    }

    private List<@Nullable String> members(List<String> adopted, int limit) {
        List<@Nullable String> all = new ArrayList<>();
        List<TagLedger.Member> page = tags.membersAfter(plan.workspace, "test", adopted, 0, limit);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            page.forEach(member -> all.add(member.person().identifiers().externalId()));
            page = tags.membersAfter(
                    plan.workspace,
                    "test",
                    adopted,
                    page.get(page.size() - 1).person().id(),
                    limit);
        }
        return all;
    }

    private void list(String job, String nameKey, String... holders) {
        tags.listingBegins(plan.workspace, job, nameKey, Instant.EPOCH);
        tags.listed(plan.workspace, job, nameKey, List.of(holders));
    }
}
