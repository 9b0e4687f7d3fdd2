package dev.audiencesync.plan;

import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.ledger.StagedPerson;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks in Intercom for people whom the ledger does not know and whom no create action covers. */
final class Strangers {
    private final IntercomView intercom;

    Strangers(IntercomView intercom) {
        this.intercom = intercom;
    }

    /** The contacts of the records that have one, by the records' seq. */
    Map<Long, IntercomView.Contact> lookUp(List<StagedPerson> batch) {
        Map<Long, IntercomView.Contact> contacts = new HashMap<>();
        List<StagedPerson> byEmail = new ArrayList<>();
        for (StagedPerson staged : batch) {
            Identifiers identifiers = staged.desired().identifiers();
            Optional<IntercomView.Contact> contact = Optional.empty();
            if (identifiers.externalId() != null) {
                contact = intercom.byExternalId(identifiers.externalId());
            } else if (identifiers.email() == null && identifiers.intercomId() != null) {
                contact = intercom.byId(identifiers.intercomId());
            }
            contact.ifPresent(found -> contacts.put(staged.seq(), found));
            if (contact.isEmpty() && identifiers.email() != null) {
                byEmail.add(staged);
            }
        }
        for (int from = 0; from < byEmail.size(); from += IntercomClient.BATCH) {
            addByEmail(contacts, byEmail.subList(from, Math.min(byEmail.size(), from + IntercomClient.BATCH)));
        }
        return contacts;
    }

    private void addByEmail(Map<Long, IntercomView.Contact> contacts, List<StagedPerson> batch) {
        Map<String, List<IntercomView.Contact>> byEmail = intercom
                .byEmails(batch.stream()
                        .map(staged ->
                                String.valueOf(staged.desired().identifiers().email()))
                        .toList())
                .stream()
                .filter(contact -> contact.email() != null)
                .collect(Collectors.groupingBy(contact -> Identifiers.emailKey(String.valueOf(contact.email()))));
        for (StagedPerson staged : batch) {
            Identifiers identifiers = staged.desired().identifiers();
            Collection<IntercomView.Contact> sharing =
                    byEmail.getOrDefault(String.valueOf(identifiers.emailKey()), List.of());
            List<IntercomView.Contact> same = sharing.stream()
                    .filter(contact -> identifiers.externalId() == null || contact.externalId() == null)
                    .toList();
            if (same.size() == 1) {
                contacts.put(staged.seq(), same.get(0));
            }
        }
    }
}
