package dev.audiencesync.plan;

import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.StagedPerson;
import java.util.List;

/** Rejects records that may be about any of several people. All of those count as present and keep everything. */
final class AmbiguousPeople {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private long count;

    AmbiguousPeople(PlanScope scope, PlanLedger ledger, ExportReading reading) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
    }

    /** Rejects records whose e-mail several people share, in the export, the ledger or Intercom. */
    void reject(List<StagedPerson> several) {
        count += several.stream()
                .filter(staged -> reading.index().isPresent(staged.key()))
                .count();
        several.forEach(staged -> reading.keep(staged.desired().identifiers()));
        ledger.rejects()
                .add(
                        scope.run(),
                        several.stream()
                                .filter(staged -> reading.chosen()
                                        .asksFor(staged.desired().identifiers()))
                                .map(this::ambiguousEmail)
                                .toList());
    }

    private Rejects.Reject ambiguousEmail(StagedPerson staged) {
        return new Rejects.Reject(
                scope.execution(),
                staged.desired().position(),
                staged.desired().identifiers().display(),
                "plan",
                "several people share this e-mail, and the record names none of them by external id",
                "ambiguous_email");
    }

    /** The people rejected so far. */
    long count() {
        return count;
    }
}
