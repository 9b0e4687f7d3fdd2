package dev.audiencesync.plan;

import dev.audiencesync.definition.DefinitionException;
import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import dev.audiencesync.definition.MappingFingerprints;
import dev.audiencesync.ledger.Cause;
import dev.audiencesync.ledger.RunStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares the mappings of today's definition with those of the definitions that earlier runs used. A field or tag whose
 * mapping stayed the same can differ only because the data did.
 */
final class DefinitionHistory implements MappingHistory {
    private final Path file;
    private final MappingFingerprints today;
    private final RunStore runs;
    private final PatternTags tags;
    private final Map<Long, Optional<MappingFingerprints>> earlier = new HashMap<>();

    /** @param today with its tags named */
    DefinitionHistory(JobDefinition today, RunStore runs, PatternTags tags) {
        this.file = today.file();
        this.today = today.mappingFingerprints();
        this.runs = runs;
        this.tags = tags;
    }

    @Override
    public Cause ofField(@Nullable Long definitionId, String field) {
        return cause(definitionId, today.fields().get(today.mappedAs(field)), mappings -> mappings.fields()
                .get(mappings.mappedAs(field)));
    }

    @Override
    public Cause ofTag(@Nullable Long definitionId, String nameKey) {
        return cause(definitionId, today.tags().get(nameKey), mappings -> mappings.tags()
                .get(nameKey));
    }

    private interface Part {
        @Nullable
        String of(MappingFingerprints mappings);
    }

    private Cause cause(@Nullable Long definitionId, @Nullable String now, Part part) {
        if (definitionId == null) {
            return Cause.DATA;
        }
        return earlier.computeIfAbsent(definitionId, this::load)
                .filter(mappings -> !Objects.equals(part.of(mappings), now))
                .map(mappings -> Cause.DEFINITION)
                .orElse(Cause.DATA);
    }

    /** Empty for a definition that an older release could read and this one cannot: the data is taken for the cause. */
    private Optional<MappingFingerprints> load(long definitionId) {
        try {
            JobDefinition then = new DefinitionLoader(System::getenv).parse(runs.definitionText(definitionId), file);
            return Optional.of(tags.named(then).mappingFingerprints());
        } catch (DefinitionException notReadableToday) {
            return Optional.empty();
        }
    }
}
