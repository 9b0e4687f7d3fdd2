package dev.audiencesync.definition;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
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
        @Nullable String schedule,
        ZoneId timeZone,
        Path file,
        String text) {

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
                name, source, intercom, List.copyOf(others), retiredTags, limits, schedule, timeZone, file, text);
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
