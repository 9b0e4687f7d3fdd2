package dev.audiencesync.plan;

import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.ledger.Cause;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.PlannedChange;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.person.ConditionFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What has to change in one person's tags: the rules' wishes against who owns what. Pure. */
final class TagDiff {
    private static final String ADOPTS = "adopts: held the tag before this job";
    private static final String ABSENT = "absent from the snapshot";
    private static final String TAKEN_OFF = " (taken off in Intercom)";
    private static final String DOUBTED = " (whether an earlier call put it on or took it off is not known)";

    private final List<TagRule> rules;
    /** Without those that an action still makes: they are left to it. */
    private final List<String> retired;

    private final MappingHistory history;

    TagDiff(JobDefinition definition, MappingHistory history) {
        this.rules = TagRule.of(definition);
        this.retired = definition.retiredTags().stream()
                .filter(name -> rules.stream().noneMatch(rule -> rule.nameKey().equals(TagLedger.nameKey(name))))
                .toList();
        this.history = history;
    }

    /** Whether a record with these answers has anything to do with its person's tags. */
    boolean concerns(ConditionFacts facts, Set<String> unknownContainers) {
        return rules.stream()
                .map(rule -> rule.wish(facts, unknownContainers))
                .anyMatch(wish -> wish instanceof TagRule.Wish.Have || wish instanceof TagRule.Wish.Remove);
    }

    /** The tags whose conditions hold. */
    List<String> wanted(ConditionFacts facts, Set<String> unknownContainers) {
        return rules.stream()
                .filter(rule -> rule.wish(facts, unknownContainers) instanceof TagRule.Wish.Have)
                .map(TagRule::name)
                .toList();
    }

    /** The changes a record asks for. */
    List<Draft> of(ConditionFacts facts, Set<String> unknownContainers, PersonContext context) {
        List<Draft> drafts = new ArrayList<>();
        rules.forEach(rule -> add(drafts, rule, rule.wish(facts, unknownContainers), context));
        addRetired(drafts, context);
        return drafts;
    }

    /** The changes for a person whom a whole snapshot does not name. */
    List<Draft> ofAbsent(PersonContext context) {
        List<Draft> drafts = new ArrayList<>();
        for (TagRule rule : rules) {
            TagRule.Wish wish = rule.removesOnLeave() ? new TagRule.Wish.Leave(ABSENT) : new TagRule.Wish.Stay(ABSENT);
            add(drafts, rule, wish, context);
        }
        addRetired(drafts, context);
        return drafts;
    }

    /** The changes for a person of whom no record says anything. */
    List<Draft> ofUnread(PersonContext context) {
        List<Draft> drafts = new ArrayList<>();
        rules.forEach(rule -> add(drafts, rule, new TagRule.Wish.Keep(), context));
        addRetired(drafts, context);
        return drafts;
    }

    /** The change of an earlier plan, if it is still to be made. */
    List<Draft> again(PlannedChange change, PersonContext context) {
        List<Draft> drafts = new ArrayList<>();
        String nameKey = TagLedger.nameKey(String.valueOf(change.tag()));
        rules.stream()
                .filter(rule -> rule.nameKey().equals(nameKey))
                .forEach(rule -> add(drafts, rule, wishOf(change), context));
        return drafts;
    }

    private static TagRule.Wish wishOf(PlannedChange change) {
        if (change.commanded()) {
            return new TagRule.Wish.Remove(change.reason());
        }
        boolean adds = change.kind() == ChangeKind.TAG || change.kind() == ChangeKind.CLAIM;
        return adds ? new TagRule.Wish.Have(change.reason()) : new TagRule.Wish.Leave(change.reason());
    }

    private void addRetired(List<Draft> drafts, PersonContext context) {
        for (String name : retired) {
            if (context.owned().contains(TagLedger.nameKey(name)) && !context.kept()) {
                drafts.add(Draft.ofTag(
                        letGo(TagLedger.nameKey(name), context),
                        name,
                        "retired: `retired-tags` names it",
                        Cause.DEFINITION));
            }
        }
    }

    private void add(List<Draft> drafts, TagRule rule, TagRule.Wish wish, PersonContext context) {
        boolean adopted = rule.adopts()
                && context.found().contains(rule.nameKey())
                && !context.owned().contains(rule.nameKey());
        if (wish instanceof TagRule.Wish.Remove remove && !context.kept()) {
            addCommand(drafts, rule, remove, context);
        } else if (wish instanceof TagRule.Wish.Leave leave && !context.kept()) {
            addLeave(drafts, rule, leave, adopted, context);
        } else if (adopted && !context.doubted().contains(rule.nameKey())) {
            drafts.add(Draft.ofTag(ChangeKind.CLAIM, rule.name(), ADOPTS, cause(rule, context)));
        } else if (wish instanceof TagRule.Wish.Have have) {
            addJoin(drafts, rule, have, context);
        } else if (wish instanceof TagRule.Wish.Stay stay
                && context.drifted().declined().contains(rule.nameKey())) {
            drafts.add(forgotten(rule, stay.because(), cause(rule, context)));
        } else if (isTakenOff(rule, context)) {
            drafts.add(Draft.ofTag(ChangeKind.TAG, rule.name(), "stays" + TAKEN_OFF, Cause.DRIFT));
        }
    }

    private static boolean isTakenOff(TagRule rule, PersonContext context) {
        return context.drifted().untagged().contains(rule.nameKey());
    }

    /** Once they have left, it is no matter any more that the tag was taken off by hand. */
    private static Draft forgotten(TagRule rule, String because, Cause cause) {
        return Draft.ofTag(ChangeKind.FORGET, rule.name(), "leaves: " + because + TAKEN_OFF, cause);
    }

    private void addJoin(List<Draft> drafts, TagRule rule, TagRule.Wish.Have have, PersonContext context) {
        if (context.drifted().declined().contains(rule.nameKey())) {
            return;
        }
        if (isTakenOff(rule, context)) {
            drafts.add(Draft.ofTag(ChangeKind.TAG, rule.name(), "joined: " + have.because() + TAKEN_OFF, Cause.DRIFT));
            return;
        }
        if (context.doubted().contains(rule.nameKey())) {
            drafts.add(Draft.ofTag(
                    ChangeKind.TAG, rule.name(), "joins: " + have.because() + DOUBTED, cause(rule, context)));
            return;
        }
        if (context.owned().contains(rule.nameKey()) || context.found().contains(rule.nameKey())) {
            return;
        }
        ChangeKind kind = context.ownedByOthers().contains(rule.nameKey()) ? ChangeKind.CLAIM : ChangeKind.TAG;
        drafts.add(Draft.ofTag(kind, rule.name(), "joins: " + have.because(), cause(rule, context)));
    }

    private void addLeave(
            List<Draft> drafts, TagRule rule, TagRule.Wish.Leave leave, boolean adopted, PersonContext context) {
        if (isTakenOff(rule, context)) {
            drafts.add(forgotten(rule, leave.because(), cause(rule, context)));
        } else if (adopted || context.owned().contains(rule.nameKey())) {
            String reason = "leaves: " + leave.because() + (adopted ? " (" + ADOPTS + ")" : "");
            drafts.add(Draft.ofTag(letGo(rule.nameKey(), context), rule.name(), reason, cause(rule, context)));
        } else if (context.drifted().declined().contains(rule.nameKey())) {
            drafts.add(forgotten(rule, leave.because(), cause(rule, context)));
        }
    }

    /** Whoever owns the tag now has it back, even where what took it is still noted. */
    private void addCommand(List<Draft> drafts, TagRule rule, TagRule.Wish.Remove remove, PersonContext context) {
        boolean isOwned = context.owned().contains(rule.nameKey())
                || context.ownedByOthers().contains(rule.nameKey());
        if (isOwned || !context.removed().contains(rule.nameKey())) {
            boolean isBack = context.drifted().retagged().contains(rule.nameKey());
            drafts.add(Draft.ofCommand(
                    rule.name(),
                    "removed by `untag: true`: " + remove.because() + (isBack ? " (put on again in Intercom)" : ""),
                    isBack ? Cause.DRIFT : cause(rule, context)));
        }
    }

    private static ChangeKind letGo(String nameKey, PersonContext context) {
        return context.ownedByOthers().contains(nameKey) ? ChangeKind.RELEASE : ChangeKind.UNTAG;
    }

    private Cause cause(TagRule rule, PersonContext context) {
        return history.ofTag(context.memory() == null ? null : context.memory().definitionId(), rule.nameKey());
    }
}
