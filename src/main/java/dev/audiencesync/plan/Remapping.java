package dev.audiencesync.plan;

import dev.audiencesync.definition.Condition;
import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.MappingFingerprints;
import dev.audiencesync.ledger.DeferredRecords.DeferredRecord;
import dev.audiencesync.ledger.RunStore;
import dev.audiencesync.mapping.RecordMapper;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupCells;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Deferred records in the terms of today's definition. What the definition they were mapped with did not ask stays
 * unknown, which neither adds nor removes anything; fields that are mapped no more are left out. Answers are told by their
 * questions, for their order may change where nothing else does.
 */
public final class Remapping {
    private final JobDefinition today;
    private final RunStore runs;
    private final List<Condition.Leaf> leaves;
    private final MappingFingerprints mappings;
    private final Map<Long, Optional<JobDefinition>> earlier = new HashMap<>();

    public Remapping(JobDefinition today, RunStore runs) {
        this.today = today;
        this.runs = runs;
        this.leaves = new RecordMapper(today).conditionLeaves();
        this.mappings = today.mappingFingerprints();
    }

    public DesiredPerson of(DeferredRecord record) {
        Optional<JobDefinition> was = earlier.computeIfAbsent(record.definitionId(), this::load);
        DesiredPerson desired = record.desired();
        boolean sameMapping = was.isPresent() && was.get().mappingFingerprint().equals(mappings.whole());
        return new DesiredPerson(
                desired.identifiers(),
                sameMapping
                        ? desired.fields()
                        : Collections.nCopies(today.createActions().size(), fields(desired)),
                facts(desired.facts(), was),
                desired.newestBy(),
                desired.position(),
                desired.ages(),
                desired.visitor());
    }

    private SortedMap<String, FieldValue> fields(DesiredPerson desired) {
        TreeMap<String, FieldValue> all = new TreeMap<>();
        desired.fields().forEach(all::putAll);
        all.keySet().removeIf(field -> !mappings.maps(field));
        return all;
    }

    private ConditionFacts facts(ConditionFacts answers, Optional<JobDefinition> was) {
        Map<Condition.Question, Integer> asked = new HashMap<>();
        was.ifPresent(definition -> new RecordMapper(definition)
                .conditionLeaves()
                .forEach(leaf -> asked.put(leaf.question(), leaf.index())));
        StringBuilder translated = new StringBuilder();
        Map<Integer, List<Group>> groups = new HashMap<>();
        Map<Integer, GroupCells> columns = new HashMap<>();
        for (Condition.Leaf leaf : leaves) {
            Integer earlier = asked.get(leaf.question());
            translated.append(earlier == null ? ConditionFacts.UNASKED : answers.answer(earlier));
            if (earlier != null) {
                groups.put(leaf.index(), answers.groups(earlier));
                columns.put(leaf.index(), answers.cells(earlier));
            }
        }
        groups.values().removeIf(List::isEmpty);
        return new ConditionFacts(translated.toString(), groups, columns);
    }

    /** Empty for a definition that an older release could read and this one cannot. */
    private Optional<JobDefinition> load(long definitionId) {
        try {
            return Optional.of(
                    new DefinitionLoader(System::getenv).parse(runs.definitionText(definitionId), today.file()));
        } catch (DefinitionException notReadableToday) {
            return Optional.empty();
        }
    }
}
