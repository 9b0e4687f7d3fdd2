package dev.audiencesync.intercom;

import dev.audiencesync.person.FieldValue;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The bodies of requests. */
final class Bodies {

    /** The largest page of lists and searches. */
    static final int PER_PAGE = 150;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Bodies() {}

    /** Only what is given: an update leaves absent fields untouched. */
    static ObjectNode contact(Map<String, FieldValue> fields) {
        ObjectNode body = NODES.objectNode();
        fields.forEach((name, value) -> {
            FieldName field = FieldName.parse(name);
            ObjectNode holder = field.parent() == null ? body : body.withObjectProperty(field.parent());
            holder.set(field.leaf(), value(value));
        });
        return body;
    }

    /** Without a role Intercom would have to guess; a user's identifiers on a lead are ignored. */
    static ObjectNode newUser(Map<String, FieldValue> fields) {
        ObjectNode body = NODES.objectNode().put("role", "user");
        body.setAll(contact(fields));
        return body;
    }

    static ObjectNode tag(String name, Collection<String> contactIds) {
        ObjectNode body = NODES.objectNode().put("name", name);
        ArrayNode users = body.putArray("users");
        contactIds.forEach(id -> users.addObject().put("id", id));
        return body;
    }

    static ObjectNode untag(String name, Collection<String> contactIds) {
        ObjectNode body = tag(name, contactIds);
        body.path("users").forEach(user -> ((ObjectNode) user).put("untag", true));
        return body;
    }

    static ObjectNode usersByEmail(Collection<String> emails, Optional<String> cursor) {
        ArrayNode values = NODES.arrayNode();
        emails.forEach(values::add);
        return users(filter("email", "IN", values), cursor);
    }

    static ObjectNode usersByExternalIds(List<String> externalIds) {
        ArrayNode values = NODES.arrayNode();
        externalIds.forEach(values::add);
        return users(
                externalIds.size() == 1
                        ? filter("external_id", "=", values.get(0))
                        : filter("external_id", "IN", values),
                Optional.empty());
    }

    static ObjectNode holdersOf(String tagId, Optional<String> cursor) {
        return search(filter("tag_id", "=", NODES.stringNode(tagId)), cursor);
    }

    private static ObjectNode users(ObjectNode filter, Optional<String> cursor) {
        ObjectNode query = NODES.objectNode().put("operator", "AND");
        query.putArray("value").add(filter).add(filter("role", "=", NODES.stringNode("user")));
        return search(query, cursor);
    }

    private static ObjectNode search(ObjectNode query, Optional<String> cursor) {
        ObjectNode body = NODES.objectNode();
        body.set("query", query);
        ObjectNode pagination = body.putObject("pagination").put("per_page", PER_PAGE);
        cursor.ifPresent(after -> pagination.put("starting_after", after));
        return body;
    }

    private static ObjectNode filter(String field, String operator, JsonNode value) {
        ObjectNode filter = NODES.objectNode().put("field", field).put("operator", operator);
        filter.set("value", value);
        return filter;
    }

    private static JsonNode value(FieldValue value) {
        Object json = value.json();
        if (json instanceof BigDecimal number) {
            return number.scale() <= 0 ? NODES.numberNode(number.toBigIntegerExact()) : NODES.numberNode(number);
        }
        if (json instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        return json == null ? NODES.nullNode() : NODES.stringNode(json.toString());
    }
}
