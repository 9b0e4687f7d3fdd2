package dev.audiencesync.intercom;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /contacts/search}, page by page; the cursor goes in the body. */
final class ContactSearch {

    private final Exchange exchange;

    ContactSearch(Exchange exchange) {
        this.exchange = exchange;
    }

    EmailSearch byEmails(List<String> emails, Runnable beforeEach) {
        return new EmailQuery(this, beforeEach).of(emails);
    }

    ContactLookup byExternalId(String externalId) {
        return send(Bodies.usersByExternalIds(List.of(externalId)))
                .fold(
                        page -> page.contacts().stream()
                                .filter(contact -> !contact.isLead() && externalId.equals(contact.externalId()))
                                .findFirst()
                                .<ContactLookup>map(ContactLookup.Found::new)
                                .orElseGet(ContactLookup.Absent::new),
                        Refusal::refused);
    }

    /** None where the query is refused: one of them may be spelt in a way that Intercom does not search for. */
    List<Contact> byExternalIds(List<String> externalIds) {
        return send(Bodies.usersByExternalIds(externalIds))
                .fold(
                        page -> page.contacts().stream()
                                .filter(contact -> !contact.isLead())
                                .toList(),
                        refusal -> List.of());
    }

    Stream<Contact> holdersOf(String tagId) {
        ContactPage first = send(Bodies.holdersOf(tagId, Optional.empty())).orSystemic();
        return pages(first, cursor -> Bodies.holdersOf(tagId, Optional.of(cursor)));
    }

    private Stream<Contact> pages(ContactPage first, Function<String, ObjectNode> query) {
        return Stream.iterate(Optional.of(first), Optional::isPresent, last -> last.flatMap(ContactPage::next)
                        .map(cursor -> send(query.apply(cursor)).orSystemic()))
                .flatMap(Optional::stream)
                .flatMap(page -> page.contacts().stream());
    }

    Reply<ContactPage> send(ObjectNode body) {
        Optional<String> cursor = Json.text(body.path("pagination"), "starting_after");
        return exchange.call(
                ApiCall.post(CallKind.SEARCH_CONTACTS, "/contacts/search", body),
                json -> ContactReader.page(json, cursor));
    }
}
