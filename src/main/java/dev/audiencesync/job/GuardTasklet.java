package dev.audiencesync.job;

import dev.audiencesync.ledger.GuardFindings;
import dev.audiencesync.ledger.GuardFindings.StoredFinding;
import dev.audiencesync.ledger.Operator;
import dev.audiencesync.ledger.PlanAge;
import dev.audiencesync.person.Amount;
import dev.audiencesync.plan.Finding;
import dev.audiencesync.plan.GuardName;
import dev.audiencesync.plan.IntercomView;
import dev.audiencesync.plan.PatternTags;
import dev.audiencesync.plan.PlanLedger;
import dev.audiencesync.plan.TagListing;
import dev.audiencesync.plan.TagNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Stops a whole plan before its first write where something speaks against it that nobody let pass. As in planning, no
 * transaction is open while Intercom is asked.
 */
final class GuardTasklet implements Tasklet {
    private static final int NAMED = 10;

    private final RunContext context;
    private final GuardFindings findings;

    GuardTasklet(RunContext context) {
        this.context = context;
        this.findings = new GuardFindings(context.store());
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
        if (context.run().sending()) {
            return RepeatStatus.FINISHED;
        }
        if (context.command() == Command.APPLY) {
            refuseStale();
        }
        if (context.command() == Command.APPLY || context.command() == Command.RESTART) {
            lookAtTags();
        }
        context.inTurn(this::weigh);
        return RepeatStatus.FINISHED;
    }

    private void weigh() {
        List<String> open = new ArrayList<>();
        for (StoredFinding finding : findings.of(context.run().id())) {
            if (!allowed(finding) && !lookedAt(finding)) {
                open.add(finding.message());
            }
        }
        if (!open.isEmpty()) {
            throw new GuardedException(open);
        }
    }

    /** The plan may be old: tags renamed or deleted since stop it, and who was given an unused one since is found. */
    private void lookAtTags() {
        PlanLedger ledger = PlanLedger.of(context.store());
        if (!TagNames.areOfInterest(context.planScope(), ledger)) {
            return;
        }
        IntercomView intercom = context.reads();
        Collection<IntercomView.Tag> tags = intercom.tags();
        if (DeletedTags.mayBeForgotten(context)) {
            context.inTurn(() -> DeletedTags.forget(context, tags));
        }
        PatternTags named = new PatternTags(context.planScope(), ledger);
        List<String> changed = new TagNames(named.ofRun(), ledger, tags)
                .findings().stream().map(Finding::message).toList();
        if (!changed.isEmpty()) {
            throw new GuardedException(changed);
        }
        TagListing listing = new TagListing(named.known(), ledger, intercom, tags);
        while (listing.ask()) {
            context.stop().check();
            context.inTurn(() -> listing.store(context.clock().instant()));
        }
    }

    private boolean allowed(StoredFinding finding) {
        if (finding.allowed()) {
            return true;
        }
        GuardName guard = GuardName.of(finding.guard()).orElseThrow();
        String tag = finding.tag() == null ? "" : finding.tag();
        return context.allowances()
                .with(guard, tag, finding.amount())
                .map(option -> {
                    findings.allow(
                            context.run().id(),
                            finding.ordinal(),
                            option,
                            Operator.userAtHost(),
                            context.clock().instant());
                    return true;
                })
                .orElse(false);
    }

    /** Whoever applies a plan has seen what an edited definition does; a run that nobody looks at has not. */
    private boolean lookedAt(StoredFinding finding) {
        return context.command() == Command.APPLY && finding.guard().equals(GuardName.DEFINITION_CHANGES.word());
    }

    private void refuseStale() {
        PlanAge age = new PlanAge(context.store());
        List<String> reasons = new ArrayList<>();
        List<Long> later = age.laterRuns(context.run());
        if (!later.isEmpty()) {
            reasons.add("run " + later.stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + " of this job has written since");
        }
        PlanAge.StalePeople people =
                age.stalePeople(context.run(), context.planScope().tagsByName(), NAMED);
        if (people.count() > 0) {
            reasons.add(Amount.of(people.count(), "of its people was", "of its people were")
                    + " written by another run since: "
                    + String.join(", ", people.shown())
                    + (people.count() > people.shown().size() ? ", …" : ""));
        }
        if (!reasons.isEmpty()) {
            throw new GuardedException(List.of("Plan " + context.run().id() + " is stale: " + String.join("; ", reasons)
                    + ". Nothing was written. Plan again."));
        }
    }
}
