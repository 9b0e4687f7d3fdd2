package dev.audiencesync.plan;

import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.Refusals;
import dev.audiencesync.ledger.Refusals.Refusal;
import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.person.Fingerprint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps changes out of the plan that Intercom refused lately and would refuse again. Not thread-safe. */
final class StandingRefusals {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final Clock clock;
    private final boolean everybody;
    private long people;

    /** @param everybody whether the plan is for everybody */
    StandingRefusals(PlanScope scope, PlanLedger ledger, Clock clock, boolean everybody) {
        this.scope = scope;
        this.ledger = ledger;
        this.clock = clock;
        this.everybody = everybody;
    }

    /** What stands against some people, by their keys. */
    Map<Fingerprint, List<Refusal>> of(Collection<Fingerprint> keys) {
        return scope.triesRefusedAgain() ? Map.of() : ledger.refusals().standing(memory(), keys, clock.instant());
    }

    /**
     * A person's drafts.
     *
     * @param drafts those that may be planned
     * @param stands whether there were others
     */
    record Open(List<Draft> drafts, boolean stands) {}

    /**
     * The drafts that may be planned; the others are rejected as standing, and a create takes all of them along.
     *
     * @param state of the record they come from; null where they come from none
     */
    Open withhold(PlanWriter.Subject subject, @Nullable Fingerprint state, List<Draft> drafts, List<Refusal> refusals) {
        List<Draft> open = new ArrayList<>();
        List<Rejects.Reject> standing = new ArrayList<>();
        for (Draft draft : drafts) {
            Optional<Refusal> refusal =
                    refusals.stream().filter(one -> isOf(one, state, draft)).findFirst();
            refusal.ifPresentOrElse(one -> standing.add(reject(subject, draft, one)), () -> open.add(draft));
            if (refusal.isPresent() && draft.kind() == ChangeKind.CREATE) {
                open.clear();
                break;
            }
        }
        ledger.rejects().add(scope.run(), standing);
        people += open.isEmpty() && !standing.isEmpty() && subject.origin() == PlanWriter.Origin.EXPORT ? 1 : 0;
        return new Open(open, !standing.isEmpty());
    }

    private static boolean isOf(Refusal refusal, @Nullable Fingerprint state, Draft draft) {
        return refusal.kind() == draft.kind()
                && Objects.equals(refusal.tag(), draft.tag())
                && Objects.equals(refusal.state(), state);
    }

    /**
     * What the run took over from one that it replaces is its own news, and so is what the guard kept another from
     * telling; unless the run is for a few people, who are not all that it is about.
     */
    private Rejects.Reject reject(PlanWriter.Subject subject, Draft draft, Refusal refusal) {
        return new Rejects.Reject(
                scope.execution(),
                subject.position(),
                subject.identifiers().display(),
                draft.kind().name().toLowerCase(Locale.ROOT),
                refusal.reason(),
                refusal.code(),
                isNews(refusal) ? null : refusal.run());
    }

    private boolean isNews(Refusal refusal) {
        return refusal.run() == scope.run() || (everybody && !refusal.told());
    }

    /** Marks the refused records that are no news either. */
    void markRecords() {
        if (!scope.triesRefusedAgain()) {
            ledger.refusals().markStandingRecords(scope.run(), memory(), clock.instant());
        }
    }

    /** People of the export for whom nothing is left to do but what stands. */
    long people() {
        return people;
    }

    private Refusals.Scope memory() {
        return new Refusals.Scope(scope.workspaceId(), scope.job(), scope.definitionId());
    }
}
