package dev.audiencesync.mapping;

import dev.audiencesync.definition.Action;
import dev.audiencesync.definition.Condition.Leaf;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.Parameter;
import dev.audiencesync.definition.Source;
import dev.audiencesync.definition.TagName;
import dev.audiencesync.definition.Value;
import dev.audiencesync.export.ReadRecord;
import dev.audiencesync.export.ReadRecord.ExportRecord;
import dev.audiencesync.export.ReadRecord.UnreadableRecord;
import dev.audiencesync.mapping.MappedRecord.Mapped;
import dev.audiencesync.mapping.MappedRecord.PassedOver;
import dev.audiencesync.mapping.MappedRecord.Rejected;
import dev.audiencesync.person.ConditionFacts;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupCells;
import dev.audiencesync.person.GroupKind;
import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Maps a definition's records to the people they ask for. Immutable: one mapper serves a whole run, on any thread. */
public final class RecordMapper {

    private static final Set<Parameter> PERSONAL =
            Set.of(Parameter.USER_ID, Parameter.EMAIL, Parameter.NAME, Parameter.PHONE_NUMBER);

    private final IdentifierReader identifiers;
    private final List<FieldReader> fields;
    private final List<Leaf> leaves;
    private final List<Answerer> answerers;
    private final List<GroupReader> groupReaders;
    private final NewestBy newestBy;
    private final Stitching stitching;
    private final Optional<EventActions> events;

    public RecordMapper(JobDefinition definition) {
        identifiers = new IdentifierReader(definition);
        Set<String> personal = personalPlaces(definition);
        Set<String> named = definition.createActions().stream()
                .flatMap(action -> action.customAttributes().keySet().stream())
                .collect(Collectors.toSet());
        fields = definition.createActions().stream()
                .map(action -> new FieldReader(action, named, personal))
                .toList();
        leaves = ConditionLeaves.of(definition);
        answerers = leaves.stream()
                .map(leaf -> new Answerer(leaf, definition.source()))
                .toList();
        groupReaders = definition.tagActions().stream()
                .map(Action.AddTag::name)
                .filter(TagName.Pattern.class::isInstance)
                .map(name -> new GroupReader((TagName.Pattern) name))
                .toList();
        newestBy = new NewestBy(definition.source());
        stitching = Stitching.of(definition.source());
        events = definition.source().stream() == Source.Stream.EVENT
                ? Optional.of(new EventActions(definition.createActions(), fields))
                : Optional.empty();
    }

    /** The leaves of the definition's conditions: the leaf at place n is answered by {@code facts.answer(n)}. */
    public List<Leaf> conditionLeaves() {
        return leaves;
    }

    /** Those that a record answers itself, rather than the location it stands at. */
    public List<Leaf> leavesOfRecords() {
        return leaves.stream()
                .filter(leaf -> !answerers.get(leaf.index()).isTold())
                .toList();
    }

    /** Maps a record that stands where nothing is told of audiences. */
    public MappedRecord map(ReadRecord read) {
        return map(read, List.of());
    }

    /**
     * Maps a record.
     *
     * @param standsAt the definition's locations that name its file
     */
    public MappedRecord map(ReadRecord read, List<Source.Location> standsAt) {
        if (read instanceof UnreadableRecord damaged) {
            return damaged(damaged);
        }
        ExportRecord record = (ExportRecord) read;
        return events.isPresent() ? mapEvent(record, events.get()) : mapVisitor(record, standsAt);
    }

    /** Whoever it is about in any way to understand it. */
    private Rejected damaged(UnreadableRecord damaged) {
        List<IdentifierReader.Result> ways =
                damaged.partials().stream().map(identifiers::readBroken).toList();
        List<Identifiers> others = new ArrayList<>();
        ways.stream().skip(1).map(IdentifierReader.Result::identifiers).forEach(others::add);
        ways.forEach(way -> others.addAll(way.others()));
        return new Rejected(
                damaged.position(),
                ways.get(0).identifiers(),
                others,
                ways.stream().allMatch(IdentifierReader.Result::halfRead),
                damaged.reason(),
                damaged.code(),
                Set.of());
    }

    private MappedRecord mapVisitor(ExportRecord read, List<Source.Location> standsAt) {
        ObjectNode content = read.content();
        IdentifierReader.Result who = identifiers.read(content);
        if (who.problem().isPresent()) {
            return rejected(read, who, who.problem().get());
        }
        List<SortedMap<String, FieldValue>> values = new ArrayList<>();
        for (FieldReader reader : fields) {
            FieldReader.Result result = reader.read(content, who.identifiers());
            if (result.problem().isPresent()) {
                return rejected(read, who, result.problem().get());
            }
            values.add(result.fields());
        }
        Map<Integer, List<Group>> groups = groups(content);
        Optional<UnusableRecord> problem = problem(content, groups);
        if (problem.isPresent()) {
            return rejected(read, who, problem.get());
        }
        return new Mapped(
                new DesiredPerson(
                        who.identifiers(),
                        List.copyOf(values),
                        facts(content, standsAt, groups),
                        newestBy.of(content),
                        read.position(),
                        Collections.emptySortedMap(),
                        stitching.visitor(content)),
                stitching.replaces(content),
                columns(content));
    }

    private Map<GroupKind, Set<String>> columns(ObjectNode content) {
        if (groupReaders.isEmpty()) {
            return Map.of();
        }
        Map<GroupKind, Set<String>> columns = new EnumMap<>(GroupKind.class);
        for (GroupReader reader : groupReaders) {
            if (reader.hasColumns(content)) {
                columns.computeIfAbsent(reader.kind(), kind -> new HashSet<>()).addAll(reader.told(content));
            }
        }
        return columns;
    }

    /** Most events are nobody's who could be named: that is their nature, and no fault. */
    private MappedRecord mapEvent(ExportRecord read, EventActions actions) {
        ObjectNode content = read.content();
        ConditionFacts facts = facts(content, List.of(), Map.of());
        if (!actions.ask(facts)) {
            return new PassedOver(read.position(), facts, false);
        }
        IdentifierReader.Result who = identifiers.read(content);
        if (who.namesNobody()) {
            return new PassedOver(read.position(), facts, true);
        }
        long newest = newestBy.of(content);
        EventActions.Said said = actions.read(content, facts, who.identifiers(), newest != Long.MIN_VALUE);
        Optional<UnusableRecord> problem = who.problem().or(said::problem);
        if (problem.isPresent()) {
            return rejected(read, who, problem.get());
        }
        return new Mapped(
                new DesiredPerson(
                        who.identifiers(),
                        actions.alone(said.fields()),
                        facts,
                        newest,
                        read.position(),
                        said.ages(),
                        DesiredPerson.NO_VISITOR),
                Set.of(),
                Map.of());
    }

    private Optional<UnusableRecord> problem(ObjectNode content, Map<Integer, List<Group>> groups) {
        for (Answerer answerer : answerers) {
            Optional<UnusableRecord> problem = answerer.problem(content);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return groupReaders.stream()
                .map(reader -> reader.problem(groups.getOrDefault(reader.leaf(), List.of())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Map<Integer, List<Group>> groups(ObjectNode content) {
        if (groupReaders.isEmpty()) {
            return Map.of();
        }
        Map<Integer, List<Group>> groups = new HashMap<>();
        for (GroupReader reader : groupReaders) {
            List<Group> matching = reader.read(content);
            if (!matching.isEmpty()) {
                groups.put(reader.leaf(), matching);
            }
        }
        return groups;
    }

    private ConditionFacts facts(ObjectNode content, List<Source.Location> standsAt, Map<Integer, List<Group>> groups) {
        if (answerers.isEmpty()) {
            return ConditionFacts.NONE;
        }
        StringBuilder answers = new StringBuilder(answerers.size());
        for (Answerer answerer : answerers) {
            answers.append(answerer.answer(content, standsAt));
        }
        Map<Integer, GroupCells> cells = new HashMap<>();
        groupReaders.forEach(reader -> cells.put(reader.leaf(), reader.cells(content)));
        return new ConditionFacts(answers.toString(), groups, cells);
    }

    private Rejected rejected(ExportRecord read, IdentifierReader.Result who, UnusableRecord problem) {
        return new Rejected(
                read.position(),
                who.identifiers(),
                who.others(),
                who.halfRead(),
                problem.reason(),
                problem.code(),
                stitching.replaces(read.content()));
    }

    private static Set<String> personalPlaces(JobDefinition definition) {
        Set<String> places = new HashSet<>();
        for (Action.CreateOrUpdateUser create : definition.createActions()) {
            create.parameters().forEach((parameter, value) -> {
                if (PERSONAL.contains(parameter)) {
                    addPlace(value, places);
                }
            });
        }
        for (Action.AddTag tag : definition.tagActions()) {
            Value value = tag.identifier();
            if (value != null) {
                addPlace(value, places);
            }
        }
        return places;
    }

    private static void addPlace(Value value, Set<String> places) {
        if (value instanceof Value.FromRecord from) {
            places.add(from.pointer());
        }
    }
}
