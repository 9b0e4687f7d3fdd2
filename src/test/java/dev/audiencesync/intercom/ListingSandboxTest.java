package dev.audiencesync.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.audiencesync.person.FieldValue;
import dev.audiencesync.sandbox.AttributeType;
import dev.audiencesync.sandbox.CallKind;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a workspace's listing shows. */
class ListingSandboxTest extends ClientFixture {
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(time));

    @AfterEach
    void closeSandbox() {
        sandbox.close();
    }

    private ContactListing listing(String version) {
        return client(sandbox.baseUrl(), version, Duration.ofSeconds(5)).listing();
    }

    private List<String> seed(int people) {
        return IntStream.range(0, people)
                .mapToObj(i -> sandbox.manually().seedContact(ContactSeed.user("u" + i)))
                .toList();
    }

    @Test
    void everybodyButArchivedOnesIsListedInTheFewestCallsAndTheFirstTellsTheTotal() {
        List<String> ids = seed(301);
        String lead = sandbox.manually().seedContact(ContactSeed.lead());
        sandbox.manually().archive(sandbox.manually().seedContact(ContactSeed.user("archived")));
        ContactListing listing = listing("2.16");

        assertThat(listing.total()).hasValue(302);
        List<Contact> listed = listing.pages().flatMap(List::stream).toList();

        assertThat(listed).extracting(Contact::id).hasSize(302).containsAll(ids).contains(lead);
        assertThat(listed).filteredOn(Contact::isLead).extracting(Contact::id).containsExactly(lead);
        assertThat(sandbox.counts().calls(CallKind.LIST_CONTACTS)).isEqualTo(3);
        assertThat(sandbox.counts().total()).isEqualTo(3);
    }

    @Test
    void byTheUsersApiEverybodyIsScrolledOverAndTheTotalIsACallOfItsOwn() {
        List<String> ids = seed(150);
        ContactListing listing = listing("1.4");

        assertThat(listing.total()).hasValue(150);
        assertThat(listing.perPage()).isEqualTo(100);
        assertThat(listing.pages().flatMap(List::stream))
                .extracting(Contact::id)
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(sandbox.counts().calls(CallKind.LIST_USERS)).isEqualTo(1);
        assertThat(sandbox.counts().calls(CallKind.SCROLL_USERS)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.10", "2.16", "1.4"})
    void whoChangesWhileItIsGoneThroughLosesNobodyElse(String version) {
        List<String> ids = seed(400);
        Iterator<List<Contact>> pages = listing(version).pages().iterator();
        Set<String> listed = new LinkedHashSet<>();
        pages.next().forEach(contact -> listed.add(contact.id()));
        ids.subList(0, 60).forEach(sandbox.manually()::delete);
        sandbox.manually().archive(ids.get(399));
        seed("late", 30);
        pages.forEachRemaining(page -> page.forEach(contact -> listed.add(contact.id())));

        assertThat(listed).containsAll(ids.subList(60, 399));
    }

    private void seed(String prefix, int people) {
        for (int i = 0; i < people; i++) {
            sandbox.manually().seedContact(ContactSeed.user(prefix + i));
        }
    }

    @Test
    void aContactTellsWhetherItsTagsAreAll() {
        List<String> ids = seed(2);
        for (int i = 0; i < 11; i++) {
            sandbox.manually().tag(ids.get(0), "t" + i);
        }
        IntStream.range(0, 10).forEach(i -> sandbox.manually().tag(ids.get(1), "t" + i));

        assertThat(listing("2.16").pages().flatMap(List::stream))
                .extracting(contact -> contact.tagIds().size(), Contact::tagsComplete)
                .containsExactlyInAnyOrder(tuple(10, false), tuple(10, true));
        assertThat(listing("1.4").pages().flatMap(List::stream))
                .extracting(contact -> contact.tagIds().size(), Contact::tagsComplete)
                .containsExactlyInAnyOrder(tuple(11, true), tuple(10, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.15", "2.16", "1.4"})
    void aContactShowsItsFieldsInTheFormTheyAreWrittenIn(String version) {
        sandbox.manually().defineAttribute("visits", AttributeType.INTEGER);
        sandbox.manually().defineAttribute("spent", AttributeType.FLOAT);
        sandbox.manually().defineAttribute("active", AttributeType.BOOLEAN);
        sandbox.manually().defineAttribute("plan", AttributeType.STRING);
        sandbox.manually()
                .seedContact(ContactSeed.user("ada")
                        .withEmail("Ada@example.com")
                        .withName("Ada")
                        .with("signed_up_at", 1_700_000_000L)
                        .with("last_seen_at", 1_700_000_001L)
                        .with("unsubscribed_from_emails", true)
                        .with("avatar", "https://example.com/a.png")
                        .withAttribute("visits", 12)
                        .withAttribute("spent", 1.50)
                        .withAttribute("active", false)
                        .withAttribute("plan", null));
        Contact ada = listing(version).pages().flatMap(List::stream).toList().get(0);

        assertThat(ada.held())
                .containsEntry("external_id", new FieldValue.Text("ada"))
                .containsEntry("email", new FieldValue.Text("Ada@example.com"))
                .containsEntry("name", new FieldValue.Text("Ada"))
                .containsEntry("phone", new FieldValue.Clear())
                .containsEntry("signed_up_at", FieldValue.Numeric.of(1_700_000_000L))
                .containsEntry("last_seen_at", FieldValue.Numeric.of(1_700_000_001L))
                .containsEntry("unsubscribed_from_emails", new FieldValue.Truth(true))
                .containsEntry("avatar", new FieldValue.Text("https://example.com/a.png"))
                .containsEntry("role", new FieldValue.Text("user"))
                .containsEntry("custom_attributes.visits", FieldValue.Numeric.of(12))
                .containsEntry("custom_attributes.spent", new FieldValue.Numeric(new BigDecimal("1.5")))
                .containsEntry("custom_attributes.active", new FieldValue.Truth(false))
                .containsEntry("custom_attributes.plan", new FieldValue.Clear());
    }
}
