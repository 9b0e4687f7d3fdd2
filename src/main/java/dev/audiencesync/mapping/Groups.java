package dev.audiencesync.mapping;

import java.util.Map;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;

/** The audiences or badges of a record, in whichever shape its container has. */
final class Groups {

    private Groups() {}

    /**
     * Whether any of them passes.
     *
     * @param test of a group's id and its name; each stands for the other where the record has one of them
     */
    static boolean any(JsonNode container, BiPredicate<String, String> test) {
        if (container.isArray()) {
            for (JsonNode member : container) {
                if (any(member, test)) {
                    return true;
                }
            }
            return false;
        }
        if (container.isObject()) {
            return container.propertyStream().anyMatch(entry -> test(entry, test));
        }
        Object value = Scalars.of(container);
        return value != null
                && Scalars.text(value).filter(text -> test.test(text, text)).isPresent();
    }

    private static boolean test(Map.Entry<String, JsonNode> entry, BiPredicate<String, String> test) {
        String id = entry.getKey();
        JsonNode value = entry.getValue();
        boolean denied = value.isBoolean() && !value.booleanValue();
        boolean named = value.isString() && !value.stringValue().isBlank();
        return !denied && test.test(id, named ? value.stringValue() : id);
    }
}
