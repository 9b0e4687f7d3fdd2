package dev.audiencesync.plan;

import dev.audiencesync.ledger.LedgerPerson;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.List;

/** Says whom a canary run names and no record is about. */
final class Unseen {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;

    Unseen(PlanScope scope, PlanLedger ledger, ExportReading reading) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
    }

    void note() {
        for (String name : reading.chosen().unseen()) {
            if (!isPresent(name)) {
                ledger.runs()
                        .note(
                                scope.run(),
                                "No record of this run is about " + name + ": nothing was done for them. Name a User"
                                        + " ID (as it is spelt in the records), an e-mail or an Intercom id.");
            }
        }
    }

    /** An unchanged record need not carry the name that the ledger knows the person by. */
    private boolean isPresent(String name) {
        List<LedgerPerson> people = new ArrayList<>();
        people.addAll(ledger.people().byExternalId(scope.workspaceId(), List.of(name)));
        people.addAll(ledger.people().byEmail(scope.workspaceId(), List.of(Identifiers.emailKey(name))));
        people.addAll(ledger.people().byIntercomId(scope.workspaceId(), List.of(name)));
        return people.stream()
                .flatMap(person -> person.identifiers().allKeys().stream())
                .anyMatch(key -> reading.index().isPresent(key.hash()));
    }
}
