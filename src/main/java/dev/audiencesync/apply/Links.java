package dev.audiencesync.apply;

import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.PlannedPerson;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Identifiers;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiPredicate;

/**
 * Whose the contacts without an external id are. Several people can share such a contact's e-mail, and only one of them
 * is that contact: look and link under the contact's lock, or the last one takes it over.
 */
final class Links {
    private static final String EXTERNAL_ID = "external_id";

    private final BiPredicate<String, Identifiers> knownAsAnother;
    private final ConcurrentMap<String, Object> locks = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Fingerprint> taken = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Fingerprint> claimed = new ConcurrentHashMap<>();

    /** @param knownAsAnother whether the ledger knows a contact as somebody of another external id */
    Links(BiPredicate<String, Identifiers> knownAsAnother) {
        this.knownAsAnother = knownAsAnother;
    }

    /** Notes that the contact is the person's: by the plan, or because it was created for them or linked to them. */
    void take(String contactId, PlannedPerson person) {
        taken.put(contactId, person.key());
    }

    /**
     * Takes a contact for the person unless it is another's already.
     *
     * @return whether it is the person's
     */
    boolean takeIfFree(String contactId, PlannedPerson person) {
        if (isAnothers(contactId, person)) {
            return false;
        }
        Fingerprint first = taken.putIfAbsent(contactId, person.key());
        return first == null || first.equals(person.key());
    }

    boolean isAnothers(String contactId, PlannedPerson person) {
        Fingerprint whose = taken.get(contactId);
        return whose == null ? knownAsAnother.test(contactId, person.identifiers()) : !whose.equals(person.key());
    }

    /**
     * Of people with external ids that Intercom is not told, the first with an e-mail may be created: the contact would
     * show nothing by which the next one could be told apart from it, even if its own create never got an answer.
     *
     * @return whether the person may be
     */
    boolean claim(OpenChange open) {
        String emailKey = open.person().identifiers().emailKey();
        if (emailKey == null || !isByEmailAlone(open)) {
            return true;
        }
        Fingerprint person = open.person().key();
        Fingerprint first = claimed.putIfAbsent(emailKey, person);
        return first == null || first.equals(person);
    }

    /** The person has an external id, and Intercom is not told. */
    static boolean isByEmailAlone(OpenChange open) {
        return open.person().identifiers().externalId() != null
                && !open.change().fields().containsKey(EXTERNAL_ID);
    }

    Object lock(String contactId) {
        return locks.computeIfAbsent(contactId, id -> new Object());
    }
}
