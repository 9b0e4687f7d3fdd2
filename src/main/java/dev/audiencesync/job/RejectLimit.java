package dev.audiencesync.job;

import dev.audiencesync.ledger.ChangeOutcome;
import dev.audiencesync.ledger.GuardFindings;
import dev.audiencesync.ledger.GuardFindings.StoredFinding;
import dev.audiencesync.ledger.Operator;
import dev.audiencesync.ledger.Outcome;
import dev.audiencesync.ledger.RunKind;
import dev.audiencesync.plan.GuardName;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stops a run when Intercom refuses more of the people than {@code max-reject-percent}: then it is no longer about single
 * people. Weighed from 100 people up, of those this execution came to, so that a restart is judged by what it meets; not
 * where what was refused is tried again.
 */
final class RejectLimit {
    private static final int FROM = 100;

    private final RunContext context;
    private final GuardFindings findings;
    private final BitSet people = new BitSet();
    private final BitSet refused = new BitSet();
    private final Map<String, Long> codes = new HashMap<>();
    private final Map<String, String> reasons = new HashMap<>();

    RejectLimit(RunContext context) {
        this.context = context;
        this.findings = new GuardFindings(context.store());
    }

    /** Too many of the people were refused: exit 1, what was done is kept. */
    static final class TooManyRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyRefused(String message) {
            super(message);
        }
    }

    /** Takes outcomes in. Returns what stops the run; what was found is kept, with who let it pass where somebody did. */
    Optional<RuntimeException> weigh(List<ChangeOutcome> outcomes) {
        outcomes.forEach(this::count);
        boolean tooMany = people.cardinality() >= FROM
                && refused.cardinality() * 100L
                        > (long) context.definition().limits().maxRejectPercent() * people.cardinality();
        return tooMany && context.run().kind() != RunKind.RETRY && !letPassBefore()
                ? letPassOrStop()
                : Optional.empty();
    }

    /** Whether a run was stopped by it: then what it was refused was not about single people. */
    static boolean stopped(JdbcTemplate store, long run) {
        List<StoredFinding> found = new GuardFindings(store)
                .of(run).stream()
                        .filter(finding -> finding.guard().equals(GuardName.REFUSED_PEOPLE.word()))
                        .toList();
        return !found.isEmpty() && found.stream().noneMatch(StoredFinding::allowed);
    }

    private void count(ChangeOutcome outcome) {
        int person = Math.toIntExact(outcome.open().person().seq());
        people.set(person);
        if (outcome.outcome() instanceof Outcome.Rejected rejected) {
            refused.set(person);
            codes.merge(rejected.code(), 1L, Long::sum);
            reasons.putIfAbsent(rejected.code(), rejected.reason());
        }
    }

    private boolean letPassBefore() {
        return findings.of(context.run().id()).stream()
                .anyMatch(finding -> finding.allowed() && finding.guard().equals(GuardName.REFUSED_PEOPLE.word()));
    }

    private Optional<RuntimeException> letPassOrStop() {
        long run = context.run().id();
        int ordinal = findings.of(run).size();
        String message = message();
        findings.add(
                run,
                new StoredFinding(
                        ordinal, GuardName.REFUSED_PEOPLE.word(), null, refused.cardinality(), message, null, null));
        Optional<String> option = context.allowances().with(GuardName.REFUSED_PEOPLE, "", refused.cardinality());
        option.ifPresent(with -> findings.allow(
                run, ordinal, with, Operator.userAtHost(), context.clock().instant()));
        return option.isPresent() ? Optional.empty() : Optional.of(new TooManyRefused(message));
    }

    private String message() {
        String most = codes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow();
        return "Intercom refused " + refused.cardinality() + " of " + people.cardinality()
                + " people; max-reject-percent allows "
                + context.definition().limits().maxRejectPercent() + " %. Most often: " + reasons.get(most) + " ("
                + most
                + "). Nothing more is sent, and what was done is kept. Mend the cause and restart, or go on all the same"
                + " with `apply " + context.run().id() + " --allow " + GuardName.REFUSED_PEOPLE.word() + "`.";
    }
}
