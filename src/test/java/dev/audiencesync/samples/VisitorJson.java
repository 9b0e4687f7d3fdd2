package dev.audiencesync.samples;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A visitor as AudienceStore writes one: keyed by attribute name, most sections optional, dates in milliseconds. */
final class VisitorJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Map<String, String> AUDIENCE_IDS =
            Map.of("VIP", "acme_main_101", "Newsletter", "acme_main_102", "Cart Abandoners", "acme_main_103");

    private final Visitor visitor;
    private final ObjectNode json = MAPPER.createObjectNode();

    private VisitorJson(Visitor visitor) {
        this.visitor = visitor;
    }

    static ObjectNode of(Visitor visitor) {
        VisitorJson record = new VisitorJson(visitor);
        record.json.put("_id", id(visitor.number));
        if (visitor.firstVisit != null) {
            record.json.put("creation_ts", visitor.firstVisit);
        }
        record.attributes();
        record.collections();
        record.memberships();
        record.history();
        return record.json;
    }

    private void attributes() {
        ObjectNode properties = json.putObject("properties");
        putText(properties, "Customer ID", visitor.customerId);
        putText(properties, "Email Address", visitor.email);
        putText(properties, "Full name", visitor.name);
        putText(properties, "Plan", visitor.plan);
        properties.put("account", "acme").put("profile", "main");
        ObjectNode metrics = json.putObject("metrics");
        if (visitor.visits != null) {
            metrics.put("Lifetime visit count", visitor.visits);
        }
        metrics.put("Weeks since first visit", visitor.number % 50 / 4.0);
        ObjectNode flags = json.putObject("flags");
        putFlag(flags, "Returning visitor", visitor.returning);
        putFlag(flags, "Unsubscribed", visitor.unsubscribed);
        ObjectNode dates = json.putObject("dates");
        if (visitor.firstVisit != null) {
            dates.put("First visit", visitor.firstVisit);
        }
        dates.put("Last visit", visitor.lastVisit);
    }

    private void collections() {
        int number = visitor.number;
        if (number % 4 == 0) {
            json.putObject("property_lists")
                    .putArray("Products viewed")
                    .add("SKU-" + number)
                    .add("SKU-7");
        }
        if (number % 3 != 2) {
            json.putObject("property_sets")
                    .putObject("Categories viewed")
                    .put("shoes", 1)
                    .put("bags", 1);
        }
        if (number % 13 == 0) {
            json.putObject("metric_lists").putArray("Order values").add(19.9).add(number);
        }
        if (number % 5 == 0) {
            json.putObject("metric_sets")
                    .putObject("Lifetime browser types used")
                    .put("Chrome", 1 + number % 12);
        }
    }

    private void memberships() {
        if (!visitor.badges.isEmpty()) {
            json.set("badges", array(visitor.badges));
        } else if (visitor.number % 19 == 7) {
            json.putObject("badges").put("44", true);
        } else if (visitor.number % 2 == 0) {
            json.putArray("badges");
        }
        if (visitor.audiencesById) {
            ObjectNode audiences = json.putObject("audiences");
            visitor.audiences.forEach(name -> audiences.put(AUDIENCE_IDS.get(name), name));
        } else if (!visitor.audiences.isEmpty() || visitor.number % 5 != 0) {
            json.set("audiences", array(visitor.audiences));
        }
    }

    private void history() {
        int number = visitor.number;
        if (!visitor.audiences.isEmpty() && number % 4 != 3) {
            ObjectNode joined = json.putObject("audiences_joined_at");
            for (String name : visitor.audiences) {
                String at = Instant.ofEpochMilli(visitor.lastVisit - 60_000).toString();
                joined.putObject(AUDIENCE_IDS.get(name)).put("$date", at);
            }
        }
        if (number % 31 == 0) {
            json.putArray("replaces").add(id(number + 5000)).add("__acme_main__5216_" + visitor.customerId + "__");
        }
        if (number % 6 == 1) {
            ObjectNode visit = json.putObject("current_visit").put("creation_ts", visitor.lastVisit - 240_000);
            visit.putObject("properties").put("Landing page", "/shoes?ref=" + number);
            visit.putObject("property_sets")
                    .putArray("Pages viewed")
                    .add("/shoes")
                    .add("/cart");
        }
        if (number % 17 == 0) {
            json.putObject("sequences");
            json.putObject("funnels").putObject("Checkout").put("step", number % 3);
        }
    }

    private static String id(int number) {
        return String.format(Locale.ROOT, "015e%016x%08x", number * 0x9E3779B97F4A7C15L, number);
    }

    private static ArrayNode array(Set<String> names) {
        ArrayNode array = MAPPER.createArrayNode();
        names.forEach(array::add);
        return array;
    }

    private static void putText(ObjectNode object, String key, String value) {
        if (value != null) {
            object.put(key, value);
        }
    }

    private static void putFlag(ObjectNode object, String key, Boolean value) {
        if (value != null) {
            object.put(key, value);
        }
    }
}
