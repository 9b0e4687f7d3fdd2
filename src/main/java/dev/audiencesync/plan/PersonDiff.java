package dev.audiencesync.plan;

import dev.audiencesync.definition.Action.CreateOrUpdateUser;
import dev.audiencesync.definition.Condition;
import dev.audiencesync.definition.IntercomSettings.OnDeleted;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Source;
import dev.audiencesync.ledger.Cause;
import dev.audiencesync.ledger.ChangeKind;
import dev.audiencesync.ledger.JobMemory;
import dev.audiencesync.ledger.Whole;
import dev.audiencesync.mapping.ConditionDecision;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.RideAlong;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What has to change for one person: desired state against the ledger. Pure. */
final class PersonDiff {
    private static final Set<String> IDENTIFYING = Set.of("external_id", "email");

    private final List<CreateOrUpdateUser> creates;
    private final TagDiff tags;
    private final Set<String> unknownContainers;
    private final MappingHistory history;
    private final OnDeleted onDeleted;

    PersonDiff(JobDefinition definition, Set<String> unknownContainers, MappingHistory history) {
        this(
                toDecide(definition),
                new TagDiff(definition, history),
                unknownContainers,
                history,
                definition.intercom().onDeleted());
    }

    /** Which actions an event is for was decided event by event, and what is left is for all of them. */
    private static List<CreateOrUpdateUser> toDecide(JobDefinition definition) {
        if (definition.source().stream() != Source.Stream.EVENT) {
            return definition.createActions();
        }
        return definition.createActions().stream()
                .map(create -> new CreateOrUpdateUser(
                        create.line(),
                        new Condition.Always(),
                        create.parameters(),
                        create.customAttributes(),
                        create.allowResubscribe()))
                .toList();
    }

    private PersonDiff(
            List<CreateOrUpdateUser> creates,
            TagDiff tags,
            Set<String> unknownContainers,
            MappingHistory history,
            OnDeleted onDeleted) {
        this.creates = creates;
        this.tags = tags;
        this.unknownContainers = unknownContainers;
        this.history = history;
        this.onDeleted = onDeleted;
    }

    /** Whether the record's person is created where Intercom does not hold them: a user needs an e-mail or external id. */
    boolean mayCreate(DesiredPerson desired) {
        Set<String> sent = fields(desired).keySet();
        return IDENTIFYING.stream().anyMatch(sent::contains);
    }

    /** Whether nothing but tags is planned for the record's person. */
    boolean isOnlyTagged(DesiredPerson desired) {
        return fields(desired).isEmpty();
    }

    private boolean covered(ConditionFacts facts) {
        return creates.stream().anyMatch(create -> holds(create, facts));
    }

    /** Whether the record wants any tag on its person, or off whoever put it on. */
    boolean concernsTags(ConditionFacts facts) {
        return tags.concerns(facts, unknownContainers);
    }

    /** The changes that bring Intercom to what the record asks for; none where it stands so already. */
    List<Draft> of(DesiredPerson desired, PersonContext context) {
        List<Draft> drafts = new ArrayList<>();
        if (!context.inIntercom() && !mayCreate(desired)) {
            return drafts;
        }
        boolean covered = covered(desired.facts());
        if (covered) {
            addWrite(drafts, fields(desired), context);
        }
        drafts.addAll(tags.of(desired.facts(), unknownContainers, context));
        if (covered && onDeleted == OnDeleted.CREATE && mayCreate(desired)) {
            Whole whole = new Whole(fields(desired), tags.wanted(desired.facts(), unknownContainers));
            drafts.replaceAll(draft -> draft.orAnew(whole));
        }
        return drafts;
    }

    /** Whether the drafts leave out what a refused record about the person kept from happening. */
    boolean keepsBack(DesiredPerson desired, PersonContext context, List<Draft> drafts) {
        return context.kept() && !drafts.equals(of(desired, context.notKept()));
    }

    /** Whether the drafts leave out what would happen if no container were unknown, and no refused record there. */
    boolean awaitsContainers(DesiredPerson desired, PersonContext context, List<Draft> drafts) {
        return !unknownContainers.isEmpty()
                && !drafts.equals(
                        new PersonDiff(creates, tags, Set.of(), history, onDeleted).of(desired, context.notKept()));
    }

    /** The changes for a person whom a whole snapshot does not name. */
    List<Draft> ofAbsent(PersonContext context) {
        return tags.ofAbsent(context);
    }

    /** The changes for a person of whom no record says anything. */
    List<Draft> ofUnread(PersonContext context) {
        return tags.ofUnread(context);
    }

    private boolean holds(CreateOrUpdateUser create, ConditionFacts facts) {
        return ConditionDecision.of(create.when(), facts, unknownContainers) == ConditionDecision.TRUE;
    }

    /** The fields of all covering actions; where two name the same field, the later action's value. */
    SortedMap<String, FieldValue> fields(DesiredPerson desired) {
        SortedMap<String, FieldValue> fields = Collections.emptySortedMap();
        for (int i = 0; i < creates.size(); i++) {
            if (holds(creates.get(i), desired.facts())) {
                fields = both(fields, desired.fields().get(i));
            }
        }
        return fields;
    }

    private static SortedMap<String, FieldValue> both(
            SortedMap<String, FieldValue> earlier, SortedMap<String, FieldValue> later) {
        if (earlier.isEmpty()) {
            return later;
        }
        SortedMap<String, FieldValue> both = new TreeMap<>(earlier);
        both.putAll(later);
        return both;
    }

    private void addWrite(List<Draft> drafts, SortedMap<String, FieldValue> fields, PersonContext context) {
        if (!context.inIntercom()) {
            drafts.add(Draft.ofWrite(ChangeKind.CREATE, fields, "not in Intercom as far as is known", Cause.DATA));
            return;
        }
        boolean anew = context.drifted().gone() && onDeleted == OnDeleted.CREATE;
        SortedMap<String, String> standing = anew ? Collections.emptySortedMap() : context.standing();
        SortedMap<String, FieldValue> changed = new TreeMap<>();
        RideAlong.without(fields).forEach((name, value) -> {
            if (!value.fingerprintIn(name).equals(standing.get(name))) {
                changed.put(name, value);
            }
        });
        if (!changed.isEmpty()) {
            String reason = anew ? "deleted in Intercom" : "differs in " + names(changed.keySet(), context);
            Cause cause = anew ? Cause.DRIFT : cause(changed.keySet(), context);
            fields.forEach((name, value) -> {
                if (RideAlong.isOne(name)) {
                    changed.put(name, value);
                }
            });
            drafts.add(Draft.ofWrite(ChangeKind.UPDATE, changed, reason, cause));
        }
    }

    private static String names(Set<String> changed, PersonContext context) {
        return changed.stream()
                .map(field -> isEdited(field, context) ? field + " (edited in Intercom)" : field)
                .collect(Collectors.joining(", "));
    }

    private static boolean isEdited(String field, PersonContext context) {
        return context.drifted().fields().contains(field);
    }

    /** An edit in Intercom is to blame only where nothing else is, and the definition where it explains all the rest. */
    private Cause cause(Set<String> changed, PersonContext context) {
        List<String> rest =
                changed.stream().filter(field -> !isEdited(field, context)).toList();
        if (rest.isEmpty()) {
            return Cause.DRIFT;
        }
        JobMemory memory = context.memory();
        Long definitionId = memory == null ? null : memory.definitionId();
        return rest.stream().allMatch(field -> history.ofField(definitionId, field) == Cause.DEFINITION)
                ? Cause.DEFINITION
                : Cause.DATA;
    }
}
