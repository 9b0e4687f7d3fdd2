package dev.audiencesync.plan;

import dev.audiencesync.ledger.TagLedger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a command lets pass for one plan.
 *
 * @param untags by tag name, the exact number of people who may lose it
 * @param guards whole guards
 */
public record Allowances(Map<String, Long> untags, Set<GuardName> guards) {
    public static final Allowances NONE = new Allowances(Map.of(), Set.of());

    public Allowances {
        untags = Map.copyOf(untags);
        guards = Set.copyOf(guards);
    }

    /** The option that lets the finding pass, as it was given. */
    public Optional<String> with(GuardName guard, String tag, long amount) {
        if (guard.overridable() && guards.contains(guard)) {
            return Optional.of("--allow " + guard.word());
        }
        boolean ofUntags = guard == GuardName.UNTAGS || guard == GuardName.LAST_MEMBERS;
        return untags.entrySet().stream()
                .filter(allowed -> ofUntags
                        && allowed.getValue() == amount
                        && TagLedger.nameKey(allowed.getKey()).equals(TagLedger.nameKey(tag)))
                .map(allowed -> "--allow-untags " + allowed.getKey() + "=" + allowed.getValue())
                .findFirst();
    }
}
