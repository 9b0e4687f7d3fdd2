package dev.audiencesync.plan;

import dev.audiencesync.definition.Api;
import dev.audiencesync.ledger.GuardFindings.StoredFinding;
import dev.audiencesync.ledger.StoredRun;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes a run's plan out of its staged people, a batch a transaction. What a batch needs of Intercom is asked before its
 * transaction. Until the last batch the plan is not whole, and a crash means that reading and planning begin again.
 */
public final class Planner {
    private final PlanScope scope;
    private final PlanLedger ledger;
    private final ExportReading reading;
    private final IntercomView intercom;
    private final TagsPart tags;
    private final Redirects redirects;
    private final AmbiguousPeople ambiguous;
    private final UnknownColumns unknownColumns;
    private final StandingRefusals refusals;
    private final PlanWriter writer;
    private final AdoptionNote adopted;
    private final Deque<PlanPart> parts = new ArrayDeque<>();
    private boolean begun;
    private boolean whole;

    private Planner(PatternTags named, PlanLedger ledger, ExportReading reading, IntercomView intercom, Clock clock) {
        this.scope = named.known();
        this.ledger = ledger;
        this.reading = reading;
        this.intercom = intercom;
        this.tags = new TagsPart(named, ledger, intercom, clock);
        this.redirects = new Redirects(scope, ledger, reading.index());
        this.ambiguous = new AmbiguousPeople(scope, ledger, reading);
        this.writer = new PlanWriter(ledger.plans(), scope.run(), estimate(scope, intercom), reading.chosen());
        Drifts drifts = new Drifts(scope, ledger);
        KnownPeople known = new KnownPeople(scope, ledger, reading, drifts);
        DefinitionHistory history = new DefinitionHistory(scope.definition(), ledger.runs(), named);
        this.unknownColumns = new UnknownColumns(scope.definition(), reading.columns());
        PersonDiff diff = new PersonDiff(scope.definition(), unknown(), history);
        this.refusals =
                new StandingRefusals(scope, ledger, clock, reading.chosen().isEverybody());
        Strangers strangers = new Strangers(scope, ledger, intercom);
        parts.add(IdentifyPart.of(scope, ledger, reading, intercom));
        parts.add(tags);
        boolean adopts = reading.chosen().isEverybody()
                && !scope.definition().createActions().isEmpty();
        Adoption adoption = new Adoption(scope, ledger, reading, known, diff);
        if (ledger.verifications().isWanted(scope.run())) {
            parts.add(new VerifyPart(scope, ledger, intercom, clock, adopts ? adoption : null));
        }
        parts.add(new RedirectPart(scope, ledger, reading, redirects, ambiguous));
        if (scope.definition().source().mergesRecords()) {
            parts.add(new MergePart(scope, ledger, reading, redirects));
        }
        this.adopted = new AdoptionNote(scope, ledger, adoption);
        if (adopts) {
            parts.add(new AdoptPart(scope, ledger, reading, redirects, intercom, clock, diff, adoption, adopted));
        }
        parts.add(new ExportedPart(
                scope, ledger, reading, clock, redirects, adoption, strangers, ambiguous, known, diff, refusals,
                writer));
        if (reading.chosen().isEverybody() || scope.triesRefusedAgain()) {
            Absence absence = new Absence(scope, ledger, reading);
            Members members = new Members(scope, ledger, absence);
            Stream.<MemberPart.Pages>of(
                            members::owned,
                            drifts.areUndone() ? members::untagged : after -> List.of(),
                            members::declined)
                    .forEach(
                            pages -> parts.add(new MemberPart(reading, absence, pages, known, diff, refusals, writer)));
        }
    }

    private Set<String> unknown() {
        Set<String> unknown = new HashSet<>(reading.unknownContainers());
        unknown.addAll(unknownColumns.all());
        return unknown;
    }

    /** Takes in what tells which tags there are, in the caller's transaction; the rest is done in {@link #advance}. */
    public static Planner of(
            PlanScope scope, PlanLedger ledger, ExportReading reading, IntercomView intercom, Clock clock) {
        reading.choose(scope.run(), ledger.names());
        ledger.groups().note(scope.run(), reading.groups());
        return new Planner(new PatternTags(scope, ledger), ledger, reading, intercom, clock);
    }

    /** Gathers what the next {@link #advance} needs, from Intercom too. Outside of any transaction; stores nothing. */
    public void prepare() {
        if (begun && !whole) {
            parts.element().prepare();
        }
    }

    /**
     * Does one transaction's worth of what was prepared.
     *
     * @return how many people it planned, or -1 when the plan is whole
     */
    public long advance() {
        if (whole) {
            return PlanPart.DONE;
        }
        if (!begun) {
            ledger.plans().clear(scope.run());
            ledger.listed().clear(scope.workspaceId(), scope.job());
            begun = true;
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

    /** What happened to tags in Intercom that stops the run; known once {@link #prepare} has seen them. */
    public List<Finding> tagFindings() {
        return tags.findings();
    }

    private static Estimate estimate(PlanScope scope, IntercomView intercom) {
        return new Estimate(scope.definition().intercom().api() == Api.CONTACTS, intercom.untagsInBulk());
    }

    private void guard(long people) {
        GuardFacts facts = new GuardFacts(
                scope.snapshot(),
                reading.read(),
                reading.rejected() + ambiguous.count(),
                people,
                reading.fills(),
                writer.tally(),
                members(),
                ledger.baselines().of(scope.workspaceId(), scope.job()));
        ledger.baselines().read(scope.run(), facts.fills());
        ledger.findings().clear(scope.run());
        int ordinal = 0;
        for (Finding finding : Guard.findings(scope.definition().limits(), facts)) {
            ledger.findings()
                    .add(
                            scope.run(),
                            new StoredFinding(
                                    ordinal++,
                                    finding.guard().word(),
                                    finding.tag(),
                                    finding.amount(),
                                    finding.message(),
                                    null,
                                    null));
        }
    }

    /** By tag: whom the job owns it on and whom it adopts; of one that it takes off whoever has it, all who are known. */
    private Map<String, Long> members() {
        Map<String, Long> members = new HashMap<>(ledger.tags().ownedCounts(scope.workspaceId(), scope.job()));
        Map<String, Long> found = ledger.tags().foundCounts(scope.workspaceId(), scope.job());
        TagRule.of(scope.definition()).stream()
                .filter(TagRule::adopts)
                .forEach(rule -> members.merge(rule.nameKey(), found.getOrDefault(rule.nameKey(), 0L), Long::sum));
        TagRule.of(scope.definition()).stream()
                .filter(TagRule::commands)
                .forEach(rule -> members.put(
                        rule.nameKey(), ledger.tags().holders(scope.workspaceId(), scope.job(), rule.nameKey())));
        return members;
    }

    private void finish() {
        if (reading.chosen().isEverybody()) {
            keepClocks();
        }
        refusals.markRecords();
        ledger.listed().clear(scope.workspaceId(), scope.job());
        adopted.note();
        new Unseen(scope, ledger, reading).note();
        new ReadingNotes(scope, ledger, reading, unknownColumns).note();
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
        guard(people);
        whole = true;
    }

    private void keepClocks() {
        ledger.clocks()
                .keep(
                        scope.workspaceId(),
                        scope.job(),
                        scope.run(),
                        reading.index().movedOn());
    }

    private long unchanged(long people) {
        return reading.chosen().isEverybody()
                ? people - writer.exportedWithChanges() - ambiguous.count() - refusals.people()
                : reading.chosen().unchanged();
    }
}
