package dev.audiencesync.plan;

import dev.audiencesync.ledger.StoredRun;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Makes a run's plan out of its staged people, a batch a transaction. Until the last batch the plan is not whole, and a
 * crash means that reading and planning begin again.
 */
public final class Planner {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private final IntercomView intercom;
    private final Clock clock;
    private final Redirects redirects;
    private final RedirectPart redirecting;
    private final PlanWriter writer;
    private final Deque<PlanPart> parts = new ArrayDeque<>();
    private boolean begun;
    private boolean whole;

    public Planner(
            PlanScope scope,
            PlanLedger ledger,
            ExportReading reading,
            IntercomView intercom,
            MappingHistory history,
            Clock clock) {
        this.scope = scope;
        this.ledger = ledger;
        this.reading = reading;
        this.intercom = intercom;
        this.clock = clock;
        this.redirects = new Redirects(scope, ledger, reading.index());
        this.redirecting = new RedirectPart(scope, ledger, reading, redirects);
        this.writer =
                new PlanWriter(ledger.plans(), scope.run(), new Estimate(intercom.untagsInBulk()), reading.chosen());
        KnownPeople known = new KnownPeople(scope, ledger, reading);
        PersonDiff diff = new PersonDiff(scope.definition(), reading.unknownContainers(), history);
        parts.add(redirecting);
        parts.add(new ExportedPart(scope, ledger, reading, intercom, clock, redirects, known, diff, writer));
        if (!scope.snapshot()) {
            parts.add(new DeferredPart(
                    ledger.deferred().of(scope.workspaceId(), scope.job()), reading, known, diff, writer));
        } else if (reading.chosen().isEverybody()) {
            parts.add(new AbsentPart(scope, ledger, reading, known, diff, writer));
        }
    }

    /**
     * Does one transaction's worth.
     *
     * @return how many people it planned, or -1 when the plan is whole
     */
    public long advance() {
        if (whole) {
            return PlanPart.DONE;
        }
        if (!begun) {
            begin();
            return 0;
        }
        long planned = parts.element().advance();
        if (planned == PlanPart.DONE) {
            parts.remove();
            planned = 0;
        }
        if (parts.isEmpty()) {
            finish();
        }
        return planned;
    }

    private void begin() {
        ledger.plans().clear(scope.run());
        new TagListing(scope, ledger, intercom, clock).listUnused();
        begun = true;
    }

    private void finish() {
        if (reading.chosen().isEverybody()) {
            ledger.people()
                    .confirm(scope.workspaceId(), scope.job(), reading.index().movedOn());
        }
        new Unseen(scope, ledger, reading).note();
        for (String container : reading.unknownContainers()) {
            ledger.runs()
                    .note(
                            scope.run(),
                            "No record of this run carries `" + container + "`: conditions on it neither add nor remove"
                                    + " a tag.");
        }
        Estimate estimate = writer.estimate();
        long people = reading.index().seen() - redirects.merged();
        ledger.runs()
                .planned(
                        scope.run(),
                        new StoredRun.Totals(
                                reading.read(),
                                reading.rejected(),
                                reading.older(),
                                people,
                                estimate.creates(),
                                estimate.updates(),
                                estimate.tags(),
                                estimate.untags(),
                                unchanged(people),
                                estimate.calls(),
                                estimate.minutes(intercom.callsPerMinute())));
        ledger.staged().clear(scope.run());
        whole = true;
    }

    private long unchanged(long people) {
        return reading.chosen().isEverybody()
                ? people - writer.exportedWithChanges() - redirecting.ambiguous()
                : reading.chosen().unchanged();
    }
}
