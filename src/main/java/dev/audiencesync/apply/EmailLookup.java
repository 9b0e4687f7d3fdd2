package dev.audiencesync.apply;

import dev.audiencesync.intercom.Contact;
import dev.audiencesync.intercom.EmailSearch;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Refused;
import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.Outcome;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Looks for the users with the e-mails of up to 50 people who are about to be created. */
final class EmailLookup implements Task {
    private final IntercomClient client;
    private final List<OpenChange> batch;
    private final Map<String, List<Contact>> byEmail;

    /** @param byEmail takes each e-mail that was looked for, with the users who have it */
    EmailLookup(IntercomClient client, List<OpenChange> batch, Map<String, List<Contact>> byEmail) {
        this.client = client;
        this.batch = batch;
        this.byEmail = byEmail;
    }

    static String emailKey(OpenChange open) {
        return Objects.requireNonNullElse(open.person().identifiers().emailKey(), "");
    }

    @Override
    public void carryOut(Calls calls, Consumer<ChangeOutcome> decided) {
        EmailSearch search = client.searchByEmails(
                batch.stream().map(EmailLookup::emailKey).distinct().toList(), calls::take);
        for (OpenChange open : batch) {
            Refused refused = search.refused().get(emailKey(open));
            if (refused == null) {
                byEmail.put(emailKey(open), holders(search, emailKey(open)));
            } else {
                decided.accept(new ChangeOutcome(open, refused(refused)));
            }
        }
    }

    private static List<Contact> holders(EmailSearch search, String emailKey) {
        List<Contact> holders = new ArrayList<>();
        for (Contact contact : search.contacts()) {
            String email = contact.email();
            if (email != null && Identifiers.emailKey(email).equals(emailKey)) {
                holders.add(contact);
            }
        }
        return holders;
    }

    /** Whoever cannot be looked for cannot be created: it might make a double. */
    private static Outcome refused(Refused refused) {
        return new Outcome.Rejected(
                Contacts.code(refused), "Intercom refuses to search for the e-mail: " + Contacts.reason(refused));
    }

    @Override
    public List<OpenChange> undecided() {
        return batch;
    }

    @Override
    public List<Task> halves() {
        int half = batch.size() / 2;
        return half == 0
                ? List.of()
                : List.of(
                        new EmailLookup(client, batch.subList(0, half), byEmail),
                        new EmailLookup(client, batch.subList(half, batch.size()), byEmail));
    }
}
