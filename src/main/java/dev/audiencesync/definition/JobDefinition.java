package dev.audiencesync.definition;

import dev.audiencesync.person.RecordParts;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One {@code jobs/<name>.yml}, validated.
 *
 * @param file where it was read from; relative locations are relative to its folder
 * @param text the file as written: its {@code ${…}} placeholders unresolved, so it holds no secret
 * @param retiredTags names of tags to be removed from everybody this job put them on, trimmed
 * @param schedule a cron expression, as written
 */
public record JobDefinition(
        String name,
        Source source,
        IntercomSettings intercom,
        List<Action> actions,
        List<String> retiredTags,
        Limits limits,
        Verification verification,
        @Nullable String schedule,
        ZoneId timeZone,
        Path file,
        String text) {

    private static final Set<Parameter> IDENTIFIERS = Set.of(Parameter.USER_ID, Parameter.EMAIL, Parameter.ID);

    public List<Action.CreateOrUpdateUser> createActions() {
        return actions.stream()
                .filter(Action.CreateOrUpdateUser.class::isInstance)
                .map(Action.CreateOrUpdateUser.class::cast)
                .toList();
    }

    public List<Action.AddTag> tagActions() {
        return actions.stream()
                .filter(Action.AddTag.class::isInstance)
                .map(Action.AddTag.class::cast)
                .toList();
    }

    /** The tags that actions name themselves; what a pattern makes has no name before it is {@link NamedTags named}. */
    public List<String> tagNames() {
        return tagActions().stream()
                .map(Action.AddTag::name)
                .filter(TagName.Fixed.class::isInstance)
                .map(name -> ((TagName.Fixed) name).name())
                .toList();
    }

    JobDefinition withActions(List<Action> others) {
        return new JobDefinition(
                name,
                source,
                intercom,
                List.copyOf(others),
                retiredTags,
                limits,
                verification,
                schedule,
                timeZone,
                file,
                text);
    }

    /**
     * What may be asked for of a record: what the definition reads, and what says who a record is about and where that
     * visitor belongs. Nothing else need be kept, however large it is.
     */
    public RecordParts recordParts() {
        RecordParts.Builder parts =
                new RecordParts.Builder().add(List.of("_id")).add(List.of("replaces"));
        References.of(this).addTo(parts);
        for (Value order : source.newestByOrDefault()) {
            if (order instanceof Value.FromRecord from) {
                parts.add(JsonPointer.names(from.pointer()));
            }
        }
        return parts.build();
    }

    /** Where in a record the actions look for who it is about, as JSON Pointers. */
    public Set<String> identifierPointers() {
        Set<String> pointers = new HashSet<>();
        for (Action.CreateOrUpdateUser create : createActions()) {
            create.parameters().forEach((parameter, value) -> {
                if (IDENTIFIERS.contains(parameter) && value instanceof Value.FromRecord from) {
                    pointers.add(from.pointer());
                }
            });
        }
        for (Action.AddTag tag : tagActions()) {
            if (tag.identifier() instanceof Value.FromRecord from) {
                pointers.add(from.pointer());
            }
        }
        return Set.copyOf(pointers);
    }

    /**
     * Of everything that decides what people should look like; see {@link MappingFingerprints}.
     */
    public String mappingFingerprint() {
        return mappingFingerprints().whole();
    }

    /** Worked out anew on every call. */
    public MappingFingerprints mappingFingerprints() {
        return MappingFingerprints.of(this);
    }
}
