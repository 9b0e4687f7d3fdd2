package dev.audiencesync.plan;

import dev.audiencesync.definition.Action.CreateOrUpdateUser;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.ledger.Cause;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.DeferredPeople.DeferredPerson;
import dev.audiencesync.ledger.JobMemory;
import dev.audiencesync.ledger.PlannedChange;
import dev.audiencesync.ledger.TagLedger;
import dev.audiencesync.mapping.ConditionDecision;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What has to change for one person: desired state against the ledger. Pure. */
final class PersonDiff {
    private static final Set<String> IDENTIFYING = Set.of("external_id", "email");

    private final List<CreateOrUpdateUser> creates;
    private final List<TagRule> rules;
    private final Set<String> unknownContainers;
    private final MappingHistory history;

    PersonDiff(JobDefinition definition, Set<String> unknownContainers, MappingHistory history) {
        this(definition.createActions(), TagRule.of(definition), unknownContainers, history);
    }

    private PersonDiff(
            List<CreateOrUpdateUser> creates,
            List<TagRule> rules,
            Set<String> unknownContainers,
            MappingHistory history) {
        this.creates = creates;
        this.rules = rules;
        this.unknownContainers = unknownContainers;
        this.history = history;
    }

    /** Whether the record's person is created where Intercom does not hold them: a user needs an e-mail or external id. */
    boolean mayCreate(DesiredPerson desired) {
        Set<String> sent = fields(desired).keySet();
        return IDENTIFYING.stream().anyMatch(sent::contains);
    }

    private boolean covered(ConditionFacts facts) {
        return creates.stream().anyMatch(create -> holds(create, facts));
    }

    /** Whether the record wants any tag on its person. */
    boolean wantsTags(ConditionFacts facts) {
        return rules.stream().anyMatch(rule -> rule.wish(facts, unknownContainers) instanceof TagRule.Wish.Have);
    }

    /** The changes that bring Intercom to what the record asks for; none where it stands so already. */
    List<Draft> of(DesiredPerson desired, PersonContext context) {
        List<Draft> drafts = new ArrayList<>();
        if (!context.inIntercom() && !mayCreate(desired)) {
            return drafts;
        }
        if (covered(desired.facts())) {
            addWrite(drafts, fields(desired), context);
        }
        for (TagRule rule : rules) {
            addTag(drafts, rule, rule.wish(desired.facts(), unknownContainers), context);
        }
        return drafts;
    }

    /** Whether the drafts leave out what an unknown container or a refused record kept from happening. */
    boolean holdsBack(DesiredPerson desired, PersonContext context, List<Draft> drafts) {
        return (context.kept() || !unknownContainers.isEmpty())
                && !drafts.equals(new PersonDiff(creates, rules, Set.of(), history).of(desired, context.notKept()));
    }

    /** The changes for a person whom a whole snapshot does not name. */
    List<Draft> ofAbsent(PersonContext context) {
        List<Draft> drafts = new ArrayList<>();
        if (context.kept()) {
            return drafts;
        }
        for (TagRule rule : rules) {
            if (rule.removesOnLeave()) {
                addTag(drafts, rule, new TagRule.Wish.Leave("absent from the snapshot"), context);
            }
        }
        return drafts;
    }

    /** The changes of an earlier plan that are still to be made. */
    List<Draft> again(DeferredPerson deferred, PersonContext context) {
        List<Draft> drafts = new ArrayList<>();
        for (PlannedChange change : deferred.changes()) {
            List<Draft> still = new ArrayList<>();
            if (change.kind().phase() == ChangeKind.Phase.WRITE) {
                addWrite(still, change.fields(), context);
            } else {
                rules.stream()
                        .filter(rule -> rule.nameKey().equals(TagLedger.nameKey(String.valueOf(change.tag()))))
                        .forEach(rule -> addTag(still, rule, wishOf(change), context));
            }
            String reason = change.reason() + " (deferred by run " + deferred.run() + ")";
            still.forEach(
                    draft -> drafts.add(new Draft(draft.kind(), draft.tag(), draft.fields(), reason, change.cause())));
        }
        return drafts;
    }

    private static TagRule.Wish wishOf(PlannedChange change) {
        boolean adds = change.kind() == ChangeKind.TAG || change.kind() == ChangeKind.CLAIM;
        return adds ? new TagRule.Wish.Have(change.reason()) : new TagRule.Wish.Leave(change.reason());
    }

    private boolean holds(CreateOrUpdateUser create, ConditionFacts facts) {
        return ConditionDecision.of(create.when(), facts, unknownContainers) == ConditionDecision.TRUE;
    }

    /** The fields of all covering actions; where two name the same field, the later action's value. */
    private SortedMap<String, FieldValue> fields(DesiredPerson desired) {
        SortedMap<String, FieldValue> fields = new TreeMap<>();
        for (int i = 0; i < creates.size(); i++) {
            if (holds(creates.get(i), desired.facts())) {
                fields.putAll(desired.fields().get(i));
            }
        }
        return fields;
    }

    private void addWrite(List<Draft> drafts, SortedMap<String, FieldValue> fields, PersonContext context) {
        if (!context.inIntercom()) {
            drafts.add(new Draft(ChangeKind.CREATE, null, fields, "not in Intercom as far as is known", Cause.DATA));
            return;
        }
        JobMemory memory = context.memory();
        SortedMap<String, FieldValue> changed = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (memory == null
                    || !value.fingerprintIn(name).equals(memory.fields().get(name))) {
                changed.put(name, value);
            }
        });
        if (!changed.isEmpty()) {
            drafts.add(new Draft(ChangeKind.UPDATE, null, changed, updateReason(changed), cause(changed, memory)));
        }
    }

    private static String updateReason(SortedMap<String, FieldValue> changed) {
        return "differs in " + String.join(", ", changed.keySet());
    }

    /** The definition is to blame only where it explains every difference. */
    private Cause cause(SortedMap<String, FieldValue> changed, @Nullable JobMemory memory) {
        Long definitionId = memory == null ? null : memory.definitionId();
        return changed.keySet().stream().allMatch(field -> history.ofField(definitionId, field) == Cause.DEFINITION)
                ? Cause.DEFINITION
                : Cause.DATA;
    }

    private void addTag(List<Draft> drafts, TagRule rule, TagRule.Wish wish, PersonContext context) {
        boolean owned = context.owned().contains(rule.nameKey());
        boolean othersOwn = context.ownedByOthers().contains(rule.nameKey());
        Cause cause =
                history.ofTag(context.memory() == null ? null : context.memory().definitionId(), rule.nameKey());
        if (wish instanceof TagRule.Wish.Have have && !owned) {
            if (othersOwn) {
                drafts.add(Draft.ofTag(ChangeKind.CLAIM, rule, "joins: " + have.because(), cause));
            } else if (!context.found().contains(rule.nameKey())) {
                drafts.add(Draft.ofTag(ChangeKind.TAG, rule, "joins: " + have.because(), cause));
            }
        }
        if (wish instanceof TagRule.Wish.Leave leave && owned && !context.kept()) {
            ChangeKind kind = othersOwn ? ChangeKind.RELEASE : ChangeKind.UNTAG;
            drafts.add(Draft.ofTag(kind, rule, "leaves: " + leave.because(), cause));
        }
    }
}
