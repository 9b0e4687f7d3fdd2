package dev.audiencesync.plan;

import dev.audiencesync.definition.Action;
import dev.audiencesync.definition.Action.AddTag;
import dev.audiencesync.definition.Action.Untag;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.TagName;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.mapping.ConditionDecision;
import dev.audiencesync.person.ConditionFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All actions of a definition that speak of one tag. */
final class TagRule {
    private final String name;
    private final String nameKey;
    private final List<AddTag> actions;
    private final Wish left;

    /** @param name as the first of the actions spells it */
    TagRule(String name, String nameKey, List<AddTag> actions) {
        this.name = name;
        this.nameKey = nameKey;
        this.actions = List.copyOf(actions);
        this.left = left();
    }

    /** What the rule wants for one person. */
    sealed interface Wish {
        /** The tag is to be there; {@code because} names the condition. */
        record Have(String because) implements Wish {}

        /** The tag is to go if this job put it on. {@code because} is a clause for people. */
        record Leave(String because) implements Wish {}

        /** The tag is to go whoever put it on, by command; {@code because} names the condition. */
        record Remove(String because) implements Wish {}

        /** An add-only tag whose condition fails: it stays where it is. {@code because} is a clause for people. */
        record Stay(String because) implements Wish {}

        /** Nothing is known: a condition asks about an unknown container. */
        record Keep() implements Wish {}
    }

    /** The rules of the tags that have a name; see {@link PatternTags} for the others. */
    static List<TagRule> of(JobDefinition definition) {
        Map<String, List<AddTag>> byName = new LinkedHashMap<>();
        for (AddTag action : definition.tagActions()) {
            if (action.name() instanceof TagName.Fixed tag) {
                byName.computeIfAbsent(TagLedger.nameKey(tag.name()), key -> new ArrayList<>())
                        .add(action);
            }
        }
        return byName.entrySet().stream()
                .map(entry -> new TagRule(name(entry.getValue().get(0)), entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String name(AddTag action) {
        return ((TagName.Fixed) action.name()).name();
    }

    String name() {
        return name;
    }

    String nameKey() {
        return nameKey;
    }

    List<AddTag> actions() {
        return actions;
    }

    /** Whether it can put the tag on anybody. */
    boolean adds() {
        return actions.stream().anyMatch(action -> action.untag() != Untag.ALWAYS);
    }

    /** Whether people who held the tag before the job's first use are its members. */
    boolean adopts() {
        return adds() && actions.stream().anyMatch(AddTag::adoptMembers);
    }

    /** Whether an action takes the tag off whoever has it. */
    boolean commands() {
        return actions.stream().anyMatch(action -> action.untag() == Untag.ALWAYS);
    }

    boolean removesOnLeave() {
        return actions.stream().anyMatch(action -> action.untag() == Untag.ON_LEAVE);
    }

    /**
     * Any add whose condition holds wins, then a command to remove; a leave needs every add's condition to be known to
     * fail.
     */
    Wish wish(ConditionFacts facts, Set<String> unknownContainers) {
        boolean unknown = false;
        Action commanded = null;
        for (AddTag action : actions) {
            ConditionDecision decision = ConditionDecision.of(action.when(), facts, unknownContainers);
            unknown |= decision == ConditionDecision.UNKNOWN && action.untag() != Untag.ALWAYS;
            if (decision != ConditionDecision.TRUE) {
                continue;
            }
            if (action.untag() != Untag.ALWAYS) {
                return new Wish.Have(ConditionText.of(action.when()));
            }
            commanded = action;
        }
        if (unknown) {
            return new Wish.Keep();
        }
        if (commanded != null) {
            return new Wish.Remove(ConditionText.of(commanded.when()));
        }
        return left;
    }

    private Wish left() {
        Optional<AddTag> taken = action(Untag.ON_LEAVE);
        if (taken.isPresent()) {
            return new Wish.Leave(noLonger(taken.get()));
        }
        Optional<AddTag> added = action(Untag.NEVER);
        return added.isPresent() ? new Wish.Stay(noLonger(added.get())) : new Wish.Keep();
    }

    private Optional<AddTag> action(Untag untag) {
        return actions.stream().filter(action -> action.untag() == untag).findFirst();
    }

    private static String noLonger(AddTag action) {
        return "no longer " + ConditionText.of(action.when());
    }
}
