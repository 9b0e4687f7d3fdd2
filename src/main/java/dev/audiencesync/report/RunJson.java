package dev.audiencesync.report;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The objects that the JSON of a run and of {@code status} share, so that both use the same words. */
final class RunJson {
    static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RunJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode records(RunSummary.Records records) {
        return object().put("read", records.read()).put("rejected", records.rejected());
    }

    static ObjectNode planned(RunSummary.Planned planned) {
        return object().put("create", planned.create())
                .put("update", planned.update())
                .put("tag", planned.tag())
                .put("untag", planned.untag())
                .put("unchanged", planned.unchanged());
    }

    static ObjectNode applied(RunSummary.Applied applied) {
        return object().put("create", applied.create())
                .put("update", applied.update())
                .put("tag", applied.tag())
                .put("untag", applied.untag());
    }

    static ObjectNode tag(RunSummary.TagLine tag) {
        return object().put("name", tag.name())
                .put("joiners", tag.joiners())
                .put("leavers", tag.leavers())
                .put("owned", tag.owned())
                .put("found", tag.found());
    }

    static ArrayNode strings(List<String> values) {
        ArrayNode array = MAPPER.createArrayNode();
        values.forEach(array::add);
        return array;
    }

    static <T> ArrayNode objects(List<T> values, Function<T, ObjectNode> toObject) {
        return MAPPER.createArrayNode().addAll(values.stream().map(toObject).collect(Collectors.toList()));
    }

    static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
