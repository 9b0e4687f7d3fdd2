package dev.audiencesync.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * A list or a set of single values as one text. A list keeps its order; a set has none, so it is sorted, lest the text
 * change from night to night.
 */
final class ListedText {

    private static final String SEPARATOR = ", ";
    private static final String SETS = "property_sets";

    private ListedText() {}

    /**
     * Joins the values.
     *
     * @param place the pointer to the node, which tells a set: {@code {"VALUE":1}} in a visitor's sets, an array in those
     *     of a visit
     * @return empty where the node is neither a list nor a set, or holds more than single values
     */
    static Optional<String> of(String place, JsonNode node) {
        boolean set = isSet(place);
        List<String> values = new ArrayList<>();
        if (node.isArray()) {
            for (JsonNode value : node) {
                Object scalar = Scalars.of(value);
                Optional<String> text = scalar == null ? Optional.empty() : Scalars.text(scalar);
                if (text.isEmpty() && !value.isNull()) {
                    return Optional.empty();
                }
                text.ifPresent(values::add);
            }
        } else if (set) {
            values.addAll(node.propertyNames());
        } else {
            return Optional.empty();
        }
        return Optional.of(String.join(SEPARATOR, set ? values.stream().sorted().toList() : values));
    }

    private static boolean isSet(String place) {
        @Nullable JsonPointer container = JsonPointer.compile(place).head();
        @Nullable JsonPointer name = container == null ? null : container.last();
        return name != null && SETS.equals(name.getMatchingProperty());
    }
}
