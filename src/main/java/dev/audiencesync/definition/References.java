package dev.audiencesync.definition;

import dev.audiencesync.person.RecordParts;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that a definition reads of its records, each with the line of the action that reads it first, 0 for none. */
final class References {

    private final Map<Reference, Integer> lines = new LinkedHashMap<>();
    private final Set<String> pointers = new HashSet<>();
    private final Set<String> told;

    private References(Set<String> told) {
        this.told = told;
    }

    static References of(JobDefinition definition) {
        References references = new References(definition.source().toldAudiences());
        references.add(definition.source().newestBy(), 0);
        for (Action action : definition.actions()) {
            references.add(action.when(), action.line());
            if (action instanceof Action.CreateOrUpdateUser create) {
                create.parameters().values().forEach(value -> references.add(value, create.line()));
                create.customAttributes().values().forEach(value -> references.add(value, create.line()));
            } else if (action instanceof Action.AddTag tag) {
                references.add(tag.identifier(), tag.line());
                if (tag.name() instanceof TagName.Pattern pattern) {
                    references.add(pattern, tag.line());
                }
            }
        }
        return references;
    }

    /** Whether records may lack it: an audience that locations tell of. */
    boolean mayLack(Reference reference) {
        return reference instanceof Reference.Attribute attribute
                && attribute.kind() == AttributeKind.AUDIENCE
                && told.contains(attribute.name().strip());
    }

    /** Whether some records may stand at a location that tells, and so need carry no other audiences. */
    boolean mayStandInFolders() {
        return !told.isEmpty();
    }

    Map<Reference, Integer> lines() {
        return lines;
    }

    /** Adds where in a record they stand. */
    void addTo(RecordParts.Builder parts) {
        pointers.forEach(pointer -> parts.add(JsonPointer.names(pointer)));
        for (Reference reference : lines.keySet()) {
            if (reference instanceof Reference.FlagOrColumn flag && flag.inFlags()) {
                parts.add(List.of(flag.container()), new TealiumName(flag.name())::matches);
            } else if (reference.isOfGroups()) {
                parts.add(List.of(reference.container()));
            }
        }
    }

    private void add(@Nullable Value value, int line) {
        if (value instanceof Value.FromRecord from) {
            pointers.add(from.pointer());
            lines.putIfAbsent(Reference.ofPointer(from.pointer()), line);
        }
    }

    private void add(Condition condition, int line) {
        if (condition instanceof Condition.Leaf leaf) {
            add(leaf.question(), line);
        } else if (condition instanceof Condition.Not not) {
            add(not.condition(), line);
        } else if (condition instanceof Condition.All all) {
            all.conditions().forEach(each -> add(each, line));
        } else if (condition instanceof Condition.Any any) {
            any.conditions().forEach(each -> add(each, line));
        }
    }

    private void add(Condition.Question question, int line) {
        if (question instanceof Condition.Question.Equals equals) {
            pointers.add(equals.pointer());
        } else if (question instanceof Condition.Question.IsTrue is) {
            pointers.add(is.pointer());
        }
        lines.putIfAbsent(Reference.of(question), line);
    }

    private void add(TagName.Pattern pattern, int line) {
        lines.putIfAbsent(new Reference.Each(pattern), line);
        pattern.toldLeaves().forEach(leaf -> add(leaf.question(), line));
    }
}
