package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Drift.Kind;
import dev.audiencesync.ledger.DriftTakeover.Choice;
import dev.audiencesync.ledger.JobTags.JobTag;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a job knows of a tag goes with the tag: to its new name, or away. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class JobTagsTest {
    private static final JobTag VIP = new JobTag("vip", "VIP", "t1", 0);

    private final Changes plan;
    private final JobTags tags;
    private final TagLedger ledger;
    private long ada;
    private long bo;

    JobTagsTest(TestDatabase database) {
        plan = new Changes(database);
        tags = new JobTags(plan.template);
        ledger = new TagLedger(plan.template);
    }

    @BeforeEach
    void adaAndBoAreKnown() {
        plan.begin();
        plan.person(null, "ada", null, null).change(ChangeKind.CREATE, null, "Ada");
        plan.person(null, "bo", null, null)
                .change(ChangeKind.CREATE, null, "Bo")
                .stored();
        plan.decide(Changes.created("i1", "ada", null));
        plan.decide(Changes.created("i2", "bo", null));
        ada = plan.byExternalId("ada").get(0).id();
        bo = plan.byExternalId("bo").get(0).id();
        tags.remember(plan.workspace, "test", "VIP", "t1");
    }

    /** That tags were taken off by hand is respected by the job. */
    private void declined(Drift... drifts) {
        Verifications verifications = new Verifications(plan.template);
        plan.begin();
        verifications.begin(plan.run);
        verifications.add(plan.run, 0, List.of(drifts));
        verifications.compared(plan.run, new Verifications.Extent(2, 1), Instant.EPOCH);
        new DriftTakeover(plan.template).sendingBegins(plan.execution(), Choice.ACCEPT);
    }

    private static Drift untagged(long person, String contact, String nameKey) {
        return new Drift(person, contact, contact, Kind.TAG_REMOVED, nameKey, "", "");
    }

    private Set<String> declinedBy(long person) {
        return ledger.declinedBy("test", List.of(person)).getOrDefault(person, Set.of());
    }

    @Test
    void whatIsDeclinedOfATagGoesWithItsNewNameAndWhatWasOfThatNameIsForgotten() {
        declined(untagged(ada, "i1", "vip"), untagged(ada, "i1", "gold"), untagged(bo, "i2", "gold"));

        tags.follow(plan.workspace, "test", VIP, "Gold");

        assertThat(declinedBy(ada)).containsExactly("gold");
        assertThat(declinedBy(bo)).isEmpty();
        assertThat(tags.of(plan.workspace, "test")).containsExactly(new JobTag("gold", "Gold", "t1", 0));
    }

    @Test
    void whatIsDeclinedOfAForgottenTagIsForgottenWithIt() {
        declined(untagged(ada, "i1", "vip"), untagged(bo, "i2", "gold"));

        tags.forget(plan.workspace, "test", plan.run, VIP);

        assertThat(Stream.of(ada, bo).map(this::declinedBy)).containsExactly(Set.of(), Set.of("gold"));
        assertThat(tags.of(plan.workspace, "test")).isEmpty();
    }
}
