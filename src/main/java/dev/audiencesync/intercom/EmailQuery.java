package dev.audiencesync.intercom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** One look for a batch of e-mails; a query that is refused is split until the e-mail to blame stands alone. */
final class EmailQuery {

    /** What a query may be refused with for what it asks; anything else is about us. */
    private static final Set<Integer> BAD_QUERY = Set.of(400, 413, 422);

    private final ContactSearch search;
    private final Runnable beforeEach;
    private final List<Contact> contacts = new ArrayList<>();
    private final Map<String, Refused> refused = new HashMap<>();

    EmailQuery(ContactSearch search, Runnable beforeEach) {
        this.search = search;
        this.beforeEach = beforeEach;
    }

    EmailSearch of(List<String> emails) {
        collect(emails);
        return new EmailSearch(contacts, refused);
    }

    private void collect(List<String> emails) {
        if (emails.isEmpty()) {
            return;
        }
        Reply<ContactPage> first = send(Bodies.usersByEmail(emails, Optional.empty()));
        if (first instanceof Reply.Declined<ContactPage> declined && isAboutTheQuery(declined.reason())) {
            split(emails, declined.reason());
        } else {
            addPages(emails, first.orSystemic());
        }
    }

    private void addPages(List<String> emails, ContactPage first) {
        ContactPage page = first;
        add(page);
        for (Optional<String> next = page.next(); next.isPresent(); next = page.next()) {
            page = send(Bodies.usersByEmail(emails, next)).orSystemic();
            add(page);
        }
    }

    private void add(ContactPage page) {
        page.contacts().stream().filter(contact -> !contact.isLead()).forEach(contacts::add);
    }

    private Reply<ContactPage> send(ObjectNode query) {
        beforeEach.run();
        return search.send(query);
    }

    private void split(List<String> emails, Refusal refusal) {
        if (emails.size() == 1) {
            refused.put(emails.get(0), refusal.refused());
            return;
        }
        int half = emails.size() / 2;
        collect(emails.subList(0, half));
        collect(emails.subList(half, emails.size()));
    }

    private static boolean isAboutTheQuery(Refusal refusal) {
        return BAD_QUERY.contains(refusal.fault().status());
    }
}
