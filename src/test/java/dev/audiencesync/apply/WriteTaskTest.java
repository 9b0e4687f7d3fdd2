package dev.audiencesync.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.audiencesync.definition.IntercomSettings.OnArchived;
import dev.audiencesync.intercom.Contact;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import dev.audiencesync.ledger.Outcome.Applied;
import dev.audiencesync.ledger.Outcome.Rejected;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.ContactSnapshot;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteTaskTest {
    private static final OpenChange ADA = Open.create("ada", "ada@x.de", "Ada");

    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
    private final Links links = new Links((contact, person) -> false);
    private final IntercomClient client = Open.client(sandbox, "2.16");

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void somebodyNewIsCreated() {
        Applied applied = (Applied) write(ADA);

        assertThat(applied.as()).isEqualTo(ChangeKind.CREATE);
        assertThat(applied.contact()).isEqualTo(new Outcome.ContactRef(only().id(), "ada", "ada@x.de"));
        assertThat(only().name()).isEqualTo("Ada");
    }

    @Test
    void aContactWithTheEmailAndNoExternalIdIsLinked() {
        String id = seed(ContactSeed.userWithEmail("ADA@x.de"));

        assertThat(((Applied) write(ADA)).as()).isEqualTo(ChangeKind.UPDATE);
        assertThat(only().id()).isEqualTo(id);
        assertThat(only().externalId()).isEqualTo("ada");
    }

    @Test
    void aContactWithTheSameExternalIdSettlesWhoItIs() {
        seed(ContactSeed.userWithEmail("ada@x.de"));
        String ours = seed(ContactSeed.user("ada").withEmail("ada@x.de"));

        assertThat(((Applied) write(ADA)).contact())
                .extracting(Outcome.ContactRef::intercomId)
                .isEqualTo(ours);
        assertThat(sandbox.contacts()).hasSize(2);
    }

    @Test
    void severalContactsWithTheEmailAreAmbiguous() {
        seed(ContactSeed.userWithEmail("ada@x.de"));
        seed(ContactSeed.userWithEmail("ada@x.de"));

        assertThat(rejected(write(ADA)).code()).isEqualTo("ambiguous_email");
    }

    @Test
    void twoExternalIdsAreTwoPeopleWhateverEmailTheyShare() {
        String other = seed(ContactSeed.user("other").withEmail("ada@x.de").withName("Other"));

        Applied applied = (Applied) write(ADA);

        assertThat(applied.as()).isEqualTo(ChangeKind.CREATE);
        assertThat(sandbox.contacts())
                .extracting(ContactSnapshot::externalId, ContactSnapshot::email, ContactSnapshot::name)
                .containsExactlyInAnyOrder(tuple("other", "ada@x.de", "Other"), tuple("ada", "ada@x.de", "Ada"));
        assertThat(applied.contact()).extracting(Outcome.ContactRef::intercomId).isNotEqualTo(other);
    }

    @Test
    void anEmailThatSearchDoesNotShowYetIsSharedAllTheSame() {
        seed(ContactSeed.user("other").withEmail("ada@x.de"));

        Open.Done done = Open.carryOut(new WriteTask(client, Open.settings(OnArchived.REJECT), ADA, List.of(), links));

        assertThat(((Applied) done.outcomes().get(0).outcome()).as()).isEqualTo(ChangeKind.CREATE);
        assertThat(sandbox.contacts()).hasSize(2).allSatisfy(contact -> assertThat(contact.email())
                .isEqualTo("ada@x.de"));
    }

    @Test
    void aCreateThatMeetsTheVeryPersonBecomesAnUpdate() {
        String id = seed(ContactSeed.user("ada").withEmail("old@x.de"));

        Applied applied = (Applied) write(ADA);

        assertThat(applied.as()).isEqualTo(ChangeKind.UPDATE);
        assertThat(only().id()).isEqualTo(id);
        assertThat(only().email()).isEqualTo("ada@x.de");
    }

    @Test
    void whatIsToBeEmptyIsEmptiedOnAContactThatExistsAfterAll() {
        seed(ContactSeed.user("ada").withName("Old"));

        assertThat(((Applied) write(Open.createClearingTheName("ada"))).as()).isEqualTo(ChangeKind.UPDATE);
        assertThat(only().name()).isNull();
    }

    @Test
    void aNewContactIsNotToldWhatToEmpty() {
        assertThat(((Applied) write(Open.createClearingTheName("ada"))).as()).isEqualTo(ChangeKind.CREATE);
        assertThat(only().name()).isNull();
    }

    @Test
    void whoWasArchivedStaysArchivedUnlessTheDefinitionSaysOtherwise() {
        String id = seed(ContactSeed.user("ada").withEmail("ada@x.de"));
        sandbox.manually().archive(id);

        Rejected rejected = rejected(write(ADA));

        assertThat(rejected.code()).isEqualTo("archived");
        assertThat(rejected.reason()).contains(id, "on-archived: unarchive");
        assertThat(only().archived()).isTrue();
    }

    @Test
    void whoWasArchivedComesBackWhereTheDefinitionSaysSo() {
        String id = seed(ContactSeed.user("ada").withEmail("ada@x.de"));
        sandbox.manually().archive(id);

        assertThat(((Applied) write(ADA, OnArchived.UNARCHIVE)).as()).isEqualTo(ChangeKind.UPDATE);
        assertThat(only().active()).isTrue();
        assertThat(only().name()).isEqualTo("Ada");
    }

    @Test
    void anArchivedContactThatTurnsOutToBeSomebodyElseIsArchivedAgain() {
        String id = seed(ContactSeed.user("other").withEmail("ada@x.de").withName("Other"));
        sandbox.manually().archive(id);

        Applied applied = (Applied) write(ADA, OnArchived.UNARCHIVE);

        assertThat(applied.as()).isEqualTo(ChangeKind.CREATE);
        assertThat(sandbox.contacts())
                .extracting(
                        ContactSnapshot::externalId,
                        ContactSnapshot::email,
                        ContactSnapshot::name,
                        ContactSnapshot::archived)
                .containsExactlyInAnyOrder(
                        tuple("other", "ada@x.de", "Other", true), tuple("ada", "ada@x.de", "Ada", false));
    }

    @Test
    void whoIsArchivedBesideSomebodyElseWithTheEmailComesBack() {
        String other = seed(ContactSeed.user("other").withEmail("ada@x.de"));
        String ours = seed(ContactSeed.user("ada").withEmail("old@x.de"));
        sandbox.manually().archive(other);
        sandbox.manually().archive(ours);

        Applied applied = (Applied) write(ADA, OnArchived.UNARCHIVE);

        assertThat(applied.contact()).isEqualTo(new Outcome.ContactRef(ours, "ada", "ada@x.de"));
        assertThat(sandbox.contacts())
                .extracting(ContactSnapshot::id, ContactSnapshot::archived)
                .containsExactlyInAnyOrder(tuple(other, true), tuple(ours, false));
    }

    @Test
    void aKnownContactIsUpdated() {
        String id = seed(ContactSeed.user("ada"));

        assertThat(((Applied) write(Open.update(id, "name", "New"))).as()).isEqualTo(ChangeKind.UPDATE);
        assertThat(only().name()).isEqualTo("New");
    }

    @Test
    void aKnownContactThatWasArchivedComesBackWhereTheDefinitionSaysSo() {
        String id = seed(ContactSeed.user("ada"));
        sandbox.manually().archive(id);

        assertThat(((Applied) write(Open.update(id, "name", "New"), OnArchived.UNARCHIVE)).as())
                .isEqualTo(ChangeKind.UPDATE);
        assertThat(only().active()).isTrue();
    }

    @Test
    void aContactIsLinkedToOnePersonOnly() {
        String id = seed(ContactSeed.userWithEmail("ada@x.de"));
        links.take(id, Open.create("other", "ada@x.de", "Other").person());

        assertThat(rejected(write(ADA)).code()).isEqualTo("conflict");
        assertThat(only().externalId()).isNull();
    }

    @Test
    void aKnownContactThatIsGoneIsRejectedAndNotMadeAnew() {
        String deleted = seed(ContactSeed.user("ada"));
        sandbox.manually().delete(deleted);
        String archived = seed(ContactSeed.user("bo"));
        sandbox.manually().archive(archived);

        assertThat(rejected(write(Open.update(deleted, "name", "N"))).reason()).contains("archived, or deleted");
        assertThat(rejected(write(Open.update(archived, "name", "N"))).code()).isEqualTo("not_found");
        assertThat(sandbox.contacts()).noneMatch(ContactSnapshot::active);
    }

    @Test
    void aMergedContactIsUpdatedWhereItWentTo() {
        String merged = seed(ContactSeed.user("ada"));
        String survivor = seed(ContactSeed.userWithEmail("ada@x.de"));
        sandbox.manually().merge(merged, survivor);

        Applied applied = (Applied) write(Open.update(new Identifiers("ada", "ada@x.de", merged), "name", "New"));

        assertThat(applied.contact()).extracting(Outcome.ContactRef::intercomId).isEqualTo(survivor);
    }

    @Test
    void whomAContactWasMergedIntoIsLeftAloneWhereThatIsSomebodyElse() {
        String merged = seed(ContactSeed.user("ada"));
        String survivor = seed(ContactSeed.user("bo").withName("Bo"));
        sandbox.manually().merge(merged, survivor);

        Rejected rejected = rejected(write(Open.update(merged, "name", "New")));

        assertThat(rejected.code()).isEqualTo("contact_merged");
        assertThat(sandbox.contacts()).noneMatch(contact -> "New".equals(contact.name()));
    }

    @Test
    void anUpdateToSomebodyElsesExternalIdIsAConflict() {
        String id = seed(ContactSeed.userWithEmail("ada@x.de"));
        String other = seed(ContactSeed.user("taken"));

        Rejected rejected = rejected(write(Open.update(id, "external_id", "taken")));

        assertThat(rejected.code()).isEqualTo("conflict");
        assertThat(rejected.reason()).contains(other);
    }

    @Test
    void whatIntercomFindsWrongIsRejectedInItsWords() {
        String id = seed(ContactSeed.user("ada"));

        assertThat(rejected(write(Open.update(id, "custom_attributes.none", "x")))
                        .reason())
                .startsWith("Intercom answered 4");
    }

    @Test
    void everyCallIsTakenFromTheBudget() {
        String id = seed(ContactSeed.user("other").withEmail("ada@x.de"));
        sandbox.manually().archive(id);
        long before = sandbox.counts().total();
        WriteTask task = new WriteTask(
                client, Open.settings(OnArchived.UNARCHIVE), ADA, List.of(), new Links((contact, person) -> false));

        Open.Done done = Open.carryOut(task);

        assertThat(done.calls())
                .isEqualTo((int) (sandbox.counts().total() - before))
                .isGreaterThan(2);
    }

    private Outcome write(OpenChange change) {
        return write(change, OnArchived.REJECT);
    }

    private Outcome write(OpenChange change, OnArchived onArchived) {
        String email = change.person().identifiers().email();
        List<Contact> same = email == null
                ? List.of()
                : client.searchByEmails(List.of(email)).contacts();
        Open.Done done = Open.carryOut(new WriteTask(client, Open.settings(onArchived), change, same, links));
        assertThat(done.outcomes()).hasSize(1);
        return done.outcomes().get(0).outcome();
    }

    private static Rejected rejected(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Rejected.class);
        return (Rejected) outcome;
    }

    private String seed(ContactSeed seed) {
        return sandbox.manually().seedContact(seed);
    }

    private ContactSnapshot only() {
        assertThat(sandbox.contacts()).hasSize(1);
        return sandbox.contacts().get(0);
    }
}
