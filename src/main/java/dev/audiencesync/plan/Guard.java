package dev.audiencesync.plan;

import dev.audiencesync.definition.Limits;
import dev.audiencesync.ledger.Baselines.Baseline;
import dev.audiencesync.person.Amount;
import dev.audiencesync.plan.GuardTally.TagTally;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Weighs a whole plan against the definition's limits before anything is written. Pure. */
final class Guard {
    /** Below it, percentages say little: 3 of 10 is a usual night. */
    private static final long FROM = 100;

    private static final long SOME_MEMBERS = 5;

    /** A field that was filled in fewer records, in hundredths, may be empty by chance. */
    private static final long FILLED_PERCENT = 5;

    /** So many filled records would be expected; that there is none is then no chance. */
    private static final long EXPECTED_FILLED = 5;

    private final Limits limits;
    private final GuardFacts facts;
    private final List<Finding> findings = new ArrayList<>();

    private Guard(Limits limits, GuardFacts facts) {
        this.limits = limits;
        this.facts = facts;
    }

    /** What speaks against the plan; nothing where it may be carried out. */
    static List<Finding> findings(Limits limits, GuardFacts facts) {
        Guard guard = new Guard(limits, facts);
        facts.planned()
                .tags()
                .forEach((key, tag) -> guard.weigh(tag, facts.owned().getOrDefault(key, 0L)));
        guard.weighPeople();
        guard.weighDefinition();
        guard.weighRejects();
        facts.baseline().ifPresent(guard::weighFills);
        return List.copyOf(guard.findings);
    }

    private void weigh(TagTally tag, long owned) {
        String allow = " If that is right: `--allow-untags \"" + tag.name() + "=" + tag.untags() + "\"`.";
        if (owned >= FROM && exceeds(tag.untags(), limits.maxUntagPercent(), owned)) {
            find(
                    GuardName.UNTAGS,
                    tag,
                    tag.untags(),
                    "The tag " + tag.name() + " would be taken off " + tag.untags() + " of " + owned
                            + " members; max-untag-percent allows " + limits.maxUntagPercent() + " %." + allow);
        }
        if (owned >= SOME_MEMBERS && tag.untags() > 0 && tag.left(owned) <= 0) {
            find(
                    GuardName.LAST_MEMBERS,
                    tag,
                    tag.untags(),
                    "The tag " + tag.name() + " would lose all of its " + owned + " members." + allow);
        }
        if (owned >= FROM && exceeds(tag.joins(), limits.maxTagPercent(), owned)) {
            find(
                    GuardName.TAG_GROWTH,
                    tag,
                    tag.joins(),
                    "The tag " + tag.name() + " would be put on " + Amount.of(tag.joins(), "more person", "more people")
                            + " than its " + owned
                            + " members; max-tag-percent allows " + limits.maxTagPercent() + " %."
                            + allow(GuardName.TAG_GROWTH));
        }
    }

    private void weighPeople() {
        long before = facts.baseline().map(Baseline::people).orElse(0L);
        if (facts.snapshot() && before >= FROM && facts.people() * 100 < limits.minPeoplePercent() * before) {
            find(
                    GuardName.PEOPLE,
                    null,
                    facts.people(),
                    "The snapshot names " + Amount.people(facts.people()) + ", and the job's last whole run "
                            + Amount.number(before)
                            + "; min-people-percent asks for " + limits.minPeoplePercent()
                            + " %. Whoever is missing would look as if they had left. Is the export whole?"
                            + allow(GuardName.PEOPLE));
        }
    }

    private void weighDefinition() {
        long updates = facts.planned().definitionUpdates();
        long people = Math.max(facts.people(), updates);
        if (people >= FROM && exceeds(updates, limits.maxDefinitionChangePercent(), people)) {
            find(
                    GuardName.DEFINITION_CHANGES,
                    null,
                    updates,
                    "The edited definition, not their data, would update " + updates + " of " + people
                            + " people; max-definition-change-percent allows " + limits.maxDefinitionChangePercent()
                            + " %. Look with `plan`, then `apply` it." + allow(GuardName.DEFINITION_CHANGES));
        }
    }

    private void weighRejects() {
        if (facts.records() >= FROM && exceeds(facts.rejected(), limits.maxRejectPercent(), facts.records())) {
            find(
                    GuardName.REJECTS,
                    null,
                    facts.rejected(),
                    facts.rejected() + " of " + facts.records() + " records were refused; max-reject-percent allows "
                            + limits.maxRejectPercent() + " %. The rejects file says why."
                            + allow(GuardName.REJECTS));
        }
    }

    private void weighFills(Baseline before) {
        facts.fills().forEach((field, filled) -> {
            long filledBefore = before.fills().getOrDefault(field, 0L);
            boolean wasFilled = before.records() > 0 && filledBefore * 100 >= FILLED_PERCENT * before.records();
            boolean expected = facts.records() * filledBefore >= EXPECTED_FILLED * before.records();
            if (filled == 0 && wasFilled && expected) {
                find(
                        GuardName.FILL,
                        null,
                        facts.records(),
                        "`" + field + "` is empty in all of " + facts.records() + " records; in run " + before.run()
                                + " it was filled in " + filledBefore + " of " + before.records()
                                + ". Was the attribute renamed in Tealium?" + allow(GuardName.FILL));
            }
        });
    }

    private static boolean exceeds(long part, int percent, long whole) {
        return part * 100 > percent * whole;
    }

    private static String allow(GuardName guard) {
        return " If that is right: `--allow " + guard.word() + "`.";
    }

    private void find(GuardName guard, @Nullable TagTally tag, long amount, String message) {
        findings.add(new Finding(guard, tag == null ? null : tag.name(), amount, message));
    }
}
