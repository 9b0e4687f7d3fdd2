package dev.audiencesync.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.definition.IntercomSettings.OnArchived;
import dev.audiencesync.ledger.BulkUntagMemory;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.KnownContacts;
import dev.audiencesync.ledger.Ledgers;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import dev.audiencesync.ledger.PeopleLedger;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import dev.audiencesync.sandbox.TagSnapshot;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags put on and taken off. */
class TagTasksTest {
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final BulkUntagMemory memory = new BulkUntagMemory(Ledgers.template(), Ledgers.workspace());
    private final KnownContacts known = new KnownContacts(new PeopleLedger(Ledgers.template()), Ledgers.workspace());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.15", "2.16"})
    void oneWhoIsGoneDoesNotKeepTheOthersFromTheirTag(String version) {
        List<String> ids = seed(7);
        sandbox.manually().delete(ids.get(4));

        Open.Done done = Open.carryOut(new TagTask(Open.client(sandbox, version), "VIP", tags(ids)));

        assertThat(done.outcomes())
                .filteredOn(outcome -> outcome.outcome() instanceof Outcome.Applied)
                .hasSize(6)
                .allSatisfy(outcome -> assertThat(((Outcome.Applied) outcome.outcome()).tagId())
                        .isEqualTo(tag().id()));
        assertThat(done.outcomes())
                .filteredOn(outcome -> outcome.outcome() instanceof Outcome.Rejected)
                .singleElement()
                .satisfies(outcome -> assertThat(
                                outcome.open().person().identifiers().intercomId())
                        .isEqualTo(ids.get(4)));
        assertThat(tag().contacts()).isEqualTo(6);
        assertThat(done.calls()).isEqualTo((int) sandbox.counts().calls(CallKind.TAG_BULK));
    }

    @Test
    void everybodyIsTaggedInOneCall() {
        Open.Done done = Open.carryOut(new TagTask(Open.client(sandbox, "2.16"), "VIP", tags(seed(50))));

        assertThat(done.calls()).isEqualTo(1);
        assertThat(tag().contacts()).isEqualTo(50);
    }

    @Test
    void aTagIsTakenOff() {
        String id = seed(1).get(0);
        sandbox.manually().tag(id, "VIP");

        assertThat(untag(id, tag().id())).isInstanceOf(Outcome.Applied.class);
        assertThat(tag().contacts()).isZero();
    }

    @Test
    void aContactOrTagThatIsGoneNeedsNothingTakenOff() {
        List<String> ids = seed(3);
        ids.forEach(id -> sandbox.manually().tag(id, "VIP"));
        String tagId = tag().id();
        sandbox.manually().archive(ids.get(0));
        sandbox.manually().delete(ids.get(1));

        assertThat(untag(ids.get(0), tagId)).isInstanceOf(Outcome.Unchanged.class);
        assertThat(untag(ids.get(1), tagId)).isInstanceOf(Outcome.Unchanged.class);
        sandbox.manually().deleteTag("VIP");
        assertThat(untag(ids.get(2), tagId)).isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void aMergedContactLosesTheTagWhereItWentTo() {
        List<String> ids = seed(2);
        sandbox.manually().tag(ids.get(1), "VIP");
        sandbox.manually().merge(ids.get(0), ids.get(1));

        assertThat(untag(ids.get(0), tag().id())).isInstanceOf(Outcome.Applied.class);
        assertThat(tag().contacts()).isZero();
    }

    @Test
    void anApplierMakesAsFewCallsAsItCan() {
        List<OpenChange> creates = IntStream.range(0, 120)
                .mapToObj(i -> Open.create("c" + i, "c" + i + "@x.de", "N"))
                .toList();
        try (ChangeApplier applier = applier(Optional.empty())) {
            assertThat(applier.apply(creates).outcomes()).hasSize(120);
            assertThat(sandbox.counts().calls(CallKind.CREATE_CONTACT)).isEqualTo(120);
            assertThat(sandbox.counts().total()).isEqualTo(123);

            List<String> ids = new ArrayList<>();
            sandbox.contacts().forEach(contact -> ids.add(contact.id()));
            assertThat(applier.apply(tags(ids)).outcomes()).hasSize(120);
            assertThat(sandbox.counts().calls(CallKind.TAG_BULK)).isEqualTo(3);
        }
    }

    @Test
    void beforePeopleAreCreatedTheirEmailsAreLookedForFiftyACall() {
        List<OpenChange> creates = IntStream.range(0, 130)
                .mapToObj(i -> Open.create("c" + i, i < 101 ? "c" + i + "@x.de" : null, "N"))
                .toList();
        String byHand = sandbox.manually().seedContact(ContactSeed.userWithEmail("c77@x.de"));

        try (ChangeApplier applier = applier(Optional.empty())) {
            applier.apply(creates);
        }

        assertThat(sandbox.counts().calls(CallKind.SEARCH_CONTACTS)).isEqualTo(3);
        assertThat(sandbox.contacts()).as("no double").hasSize(130).anySatisfy(contact -> assertThat(
                        contact.id() + contact.externalId())
                .isEqualTo(byHand + "c77"));
    }

    @Test
    void whoseEmailCannotBeLookedForIsNotCreated() {
        String endOfASearch = "\"odd@x.de\"]";
        sandbox.faults().answer(endOfASearch, 422);

        try (ChangeApplier applier = applier(Optional.empty())) {
            assertThat(applier.apply(List.of(Open.create("bo", "bo@x.de", "N"), Open.create("odd", "odd@x.de", "N")))
                            .outcomes())
                    .extracting(outcome -> outcome.outcome().word())
                    .containsExactlyInAnyOrder("REJECTED", "APPLIED");
        }

        assertThat(sandbox.counts().calls(CallKind.CREATE_CONTACT)).isEqualTo(1);
        assertThat(sandbox.contacts()).extracting("externalId").containsExactly("bo");
    }

    @Test
    void bookkeepingAndTagsNobodyKnowsCostNoCall() {
        try (ChangeApplier applier = applier(Optional.empty())) {
            assertThat(applier.apply(List.of(
                                    Open.tag(ChangeKind.RELEASE, "i1"),
                                    Open.tag(ChangeKind.CLAIM, "i1"),
                                    Open.tag(ChangeKind.UNTAG, "i1")))
                            .outcomes())
                    .extracting(outcome -> outcome.outcome().word())
                    .containsExactly("APPLIED", "APPLIED", "UNCHANGED");
        }
        assertThat(sandbox.counts().total()).isZero();
    }

    private ChangeApplier applier(Optional<String> tagId) {
        return new ChangeApplier(
                Open.client(sandbox, "2.16"),
                Open.settings(OnArchived.REJECT),
                name -> tagId,
                memory,
                known,
                Clock.systemUTC());
    }

    private Outcome untag(String contactId, String tagId) {
        OpenChange open = Open.tag(ChangeKind.UNTAG, contactId);
        return Open.carryOut(new UntagTask(Open.client(sandbox, "2.16"), open, tagId))
                .outcomes()
                .get(0)
                .outcome();
    }

    private List<String> seed(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> sandbox.manually().seedContact(ContactSeed.user("c" + i)))
                .toList();
    }

    private static List<OpenChange> tags(List<String> ids) {
        return ids.stream().map(id -> Open.tag(ChangeKind.TAG, id)).toList();
    }

    private TagSnapshot tag() {
        assertThat(sandbox.tags()).hasSize(1);
        return sandbox.tags().get(0);
    }
}
