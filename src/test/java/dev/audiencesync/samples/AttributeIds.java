package dev.audiencesync.samples;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The ids of the invented shop's attributes, audiences and badges, and records that are keyed by them. */
final class AttributeIds {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<String> SECTIONS = List.of(
            "properties",
            "metrics",
            "flags",
            "dates",
            "property_lists",
            "property_sets",
            "metric_lists",
            "metric_sets");

    private static final Map<String, String> IDS = Map.ofEntries(
            Map.entry("Customer ID", "5119"),
            Map.entry("Email Address", "5120"),
            Map.entry("Full name", "5121"),
            Map.entry("Plan", "5122"),
            Map.entry("account", "5101"),
            Map.entry("profile", "5102"),
            Map.entry("Lifetime visit count", "21"),
            Map.entry("Weeks since first visit", "22"),
            Map.entry("Returning visitor", "27"),
            Map.entry("Unsubscribed", "5127"),
            Map.entry("First visit", "23"),
            Map.entry("Last visit", "24"),
            Map.entry("Products viewed", "5131"),
            Map.entry("Categories viewed", "5132"),
            Map.entry("Order values", "5133"),
            Map.entry("Lifetime browser types used", "45"),
            Map.entry("Landing page", "5141"),
            Map.entry("Pages viewed", "5142"));

    static final Map<String, String> AUDIENCES =
            Map.of("VIP", "acme_main_101", "Newsletter", "acme_main_102", "Cart Abandoners", "acme_main_103");
    static final Map<String, String> BADGES = Map.of("Fan", "30", "Churn risk", "31");

    private AttributeIds() {}

    static String of(String attribute) {
        return IDS.get(attribute);
    }

    static ObjectNode byId(ObjectNode visitor) {
        for (String section : SECTIONS) {
            if (visitor.has(section)) {
                visitor.set(section, keyedById(visitor.get(section)));
            }
        }
        if (visitor.has("current_visit")) {
            byId((ObjectNode) visitor.get("current_visit"));
        }
        return membershipsAsObjects(visitor);
    }

    /** {@code {"30":true}} and {@code {"acme_main_101":"VIP"}}. */
    static ObjectNode membershipsAsObjects(ObjectNode visitor) {
        if (visitor.path("badges").isArray()) {
            ObjectNode badges = MAPPER.createObjectNode();
            visitor.get("badges").forEach(badge -> badges.put(BADGES.get(badge.stringValue()), true));
            visitor.set("badges", badges);
        }
        if (visitor.path("audiences").isArray()) {
            ObjectNode audiences = MAPPER.createObjectNode();
            visitor.get("audiences")
                    .forEach(name -> audiences.put(AUDIENCES.get(name.stringValue()), name.stringValue()));
            visitor.set("audiences", audiences);
        }
        return visitor;
    }

    private static ObjectNode keyedById(JsonNode section) {
        ObjectNode keyed = MAPPER.createObjectNode();
        section.properties().forEach(entry -> keyed.set(IDS.get(entry.getKey()), entry.getValue()));
        return keyed;
    }
}
