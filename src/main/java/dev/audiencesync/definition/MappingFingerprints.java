package dev.audiencesync.definition;

import dev.audiencesync.person.Fingerprint;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Fingerprints of what a definition says people should look like: as long as one stays the same, a change has its cause
 * in the data, not in an edited definition. Comments, spelling, the order of keys, limits, schedule, location and token
 * do not touch them.
 *
 * @param whole of everything that decides what people should look like
 * @param fields by Intercom's field name ({@code name}, {@code custom_attributes.plan}), of all that is mapped to it
 * @param tags by the tag's name in lower case, of all actions that add it; what a pattern makes is apart only once it is
 *     named ({@link NamedTags})
 */
public record MappingFingerprints(String whole, SortedMap<String, String> fields, SortedMap<String, String> tags) {

    private static final String ATTRIBUTES = "custom_attributes.";

    /** The field that the definition names: of a value that lies in an object, the one the object is mapped to. */
    public String mappedAs(String field) {
        String mapped = field;
        while (!fields.containsKey(mapped)) {
            int joint = mapped.lastIndexOf('_');
            if (joint <= ATTRIBUTES.length() || !mapped.startsWith(ATTRIBUTES)) {
                return field;
            }
            mapped = mapped.substring(0, joint);
        }
        return mapped;
    }

    /** Whether the definition maps the field. */
    public boolean maps(String field) {
        return fields.containsKey(mappedAs(field));
    }

    static MappingFingerprints of(JobDefinition definition) {
        SortedMap<String, String> fields = new TreeMap<>();
        for (Action.CreateOrUpdateUser create : definition.createActions()) {
            String when = CanonicalText.of(create.when());
            create.parameters().forEach((parameter, value) -> parameter
                    .field()
                    .ifPresent(field ->
                            append(fields, field, CanonicalText.of("map", when, mapping(create, parameter, value)))));
            create.customAttributes()
                    .forEach((name, value) ->
                            append(fields, ATTRIBUTES + name, CanonicalText.of("map", when, CanonicalText.of(value))));
        }
        return new MappingFingerprints(whole(definition), fingerprints(fields), fingerprints(tags(definition)));
    }

    private static String mapping(Action.CreateOrUpdateUser create, Parameter parameter, Value value) {
        String text = CanonicalText.of(value);
        return parameter == Parameter.UNSUBSCRIBED_FROM_EMAILS && create.allowResubscribe()
                ? CanonicalText.of("allow-resubscribe", text)
                : text;
    }

    private static SortedMap<String, String> tags(JobDefinition definition) {
        SortedMap<String, List<String>> actions = definition.tagActions().stream()
                .collect(Collectors.groupingBy(
                        tag -> CanonicalText.of(tag.name()),
                        TreeMap::new,
                        Collectors.mapping(tag -> tagText(definition, tag), Collectors.toList())));
        SortedMap<String, String> tags = new TreeMap<>();
        actions.forEach((name, texts) -> tags.put(name, CanonicalText.unordered("tag", texts)));
        return tags;
    }

    private static String tagText(JobDefinition definition, Action.AddTag tag) {
        String identifier = tag.identifier() != null
                ? CanonicalText.of(tag.identifier())
                : CanonicalText.of(
                        "creates",
                        definition.createActions().stream()
                                .filter(create -> create.parameters()
                                        .containsKey(tag.basis().parameter()))
                                .map(create -> CanonicalText.of(
                                        create.parameters().get(tag.basis().parameter())))
                                .toArray(String[]::new));
        return CanonicalText.of(
                "add",
                CanonicalText.of(tag.when()),
                tag.basis().name(),
                identifier,
                tag.untag().name(),
                Boolean.toString(tag.adoptMembers()) + told(definition.source()));
    }

    private static String whole(JobDefinition definition) {
        Source source = definition.source();
        return HexFormat.of()
                .formatHex(Fingerprint.of(CanonicalText.of(
                                "job",
                                source.stream().name(),
                                source.format().name(),
                                CanonicalText.first(source.newestByOrDefault()),
                                CanonicalText.of(
                                        "creates",
                                        definition.createActions().stream()
                                                .map(MappingFingerprints::createText)
                                                .toArray(String[]::new)),
                                CanonicalText.of("tags", tagTexts(definition)) + told(definition.source())))
                        .bytes());
    }

    /** What locations say of audiences; where they are does not matter. Empty where they say nothing. */
    private static String told(Source source) {
        List<String> told = source.locations().stream()
                .filter(Source.Location::tells)
                .map(location -> CanonicalText.of(location.membership().name(), String.valueOf(location.audience())))
                .toList();
        return told.isEmpty() ? "" : CanonicalText.unordered("told", told);
    }

    private static String[] tagTexts(JobDefinition definition) {
        return tags(definition).entrySet().stream()
                .map(tag -> CanonicalText.of(tag.getKey(), tag.getValue()))
                .toArray(String[]::new);
    }

    private static String createText(Action.CreateOrUpdateUser create) {
        List<String> parameters = create.parameters().entrySet().stream()
                .map(entry -> CanonicalText.of(entry.getKey().connectorName(), CanonicalText.of(entry.getValue())))
                .toList();
        List<String> attributes = create.customAttributes().entrySet().stream()
                .map(entry -> CanonicalText.of(entry.getKey(), CanonicalText.of(entry.getValue())))
                .toList();
        return CanonicalText.of(
                "create",
                CanonicalText.of(create.when()),
                CanonicalText.unordered("parameters", parameters),
                CanonicalText.unordered("attributes", attributes),
                Boolean.toString(create.allowResubscribe()));
    }

    /** Several create actions may map one field: the later follows the earlier. */
    private static void append(SortedMap<String, String> texts, String key, String text) {
        texts.merge(key, text, String::concat);
    }

    private static SortedMap<String, String> fingerprints(SortedMap<String, String> texts) {
        texts.replaceAll((key, text) -> Fingerprint.of(text).shortHex());
        return Collections.unmodifiableSortedMap(texts);
    }
}
