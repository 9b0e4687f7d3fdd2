package dev.audiencesync.intercom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /contacts/search}, page by page; the cursor goes in the body. */
final class ContactSearch {

    /** What a query may be refused with for what it asks; anything else is about us. */
    private static final Set<Integer> BAD_QUERY = Set.of(400, 413, 422);

    private final Exchange exchange;

    ContactSearch(Exchange exchange) {
        this.exchange = exchange;
    }

    EmailSearch byEmails(List<String> emails) {
        List<Contact> contacts = new ArrayList<>();
        Map<String, Refused> refused = new HashMap<>();
        collect(emails, contacts, refused);
        return new EmailSearch(contacts, refused);
    }

    ContactLookup byExternalId(String externalId) {
        return send(Bodies.usersByExternalId(externalId))
                .fold(
                        page -> page.contacts().stream()
                                .filter(contact -> !contact.isLead() && externalId.equals(contact.externalId()))
                                .findFirst()
                                .<ContactLookup>map(ContactLookup.Found::new)
                                .orElseGet(ContactLookup.Absent::new),
                        Refusal::refused);
    }

    Stream<Contact> holdersOf(String tagId) {
        ContactPage first = send(Bodies.holdersOf(tagId, Optional.empty())).orSystemic();
        return pages(first, cursor -> Bodies.holdersOf(tagId, Optional.of(cursor)));
    }

    private void collect(List<String> emails, List<Contact> contacts, Map<String, Refused> refused) {
        if (emails.isEmpty()) {
            return;
        }
        Reply<ContactPage> first = send(Bodies.usersByEmail(emails, Optional.empty()));
        if (first instanceof Reply.Declined<ContactPage> declined && isAboutTheQuery(declined.reason())) {
            split(emails, declined.reason(), contacts, refused);
            return;
        }
        pages(first.orSystemic(), cursor -> Bodies.usersByEmail(emails, Optional.of(cursor)))
                .filter(contact -> !contact.isLead())
                .forEach(contacts::add);
    }

    private void split(List<String> emails, Refusal refusal, List<Contact> contacts, Map<String, Refused> refused) {
        if (emails.size() == 1) {
            refused.put(emails.get(0), refusal.refused());
            return;
        }
        int half = emails.size() / 2;
        collect(emails.subList(0, half), contacts, refused);
        collect(emails.subList(half, emails.size()), contacts, refused);
    }

    private static boolean isAboutTheQuery(Refusal refusal) {
        return BAD_QUERY.contains(refusal.fault().status());
    }

    private Stream<Contact> pages(ContactPage first, Function<String, ObjectNode> query) {
        return Stream.iterate(Optional.of(first), Optional::isPresent, last -> last.flatMap(ContactPage::next)
                        .map(cursor -> send(query.apply(cursor)).orSystemic()))
                .flatMap(Optional::stream)
                .flatMap(page -> page.contacts().stream());
    }

    private Reply<ContactPage> send(ObjectNode body) {
        Optional<String> cursor = Json.text(body.path("pagination"), "starting_after");
        return exchange.call(
                ApiCall.post(CallKind.SEARCH_CONTACTS, "/contacts/search", body),
                json -> ContactReader.page(json, cursor));
    }
}
