package dev.audiencesync.sandbox;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The attributes a contact can have: Intercom's own and the workspace's custom ones. */
final class AttributeCalls {
    private static final int MOST_ATTRIBUTES = 250;
    /** Letters, digits, currency symbols but {@code $}, hyphens, underscores and spaces; never {@code .} or {@code $}. */
    private static final Pattern NAME = Pattern.compile("(?!\\s)[\\p{L}\\p{N}\\p{Sc}_ \\-&&[^$]]{1,190}(?<!\\s)");

    private static final Map<String, String> STANDARD = standard();

    private final Store store;
    private final Clock clock;

    AttributeCalls(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Answer list(Call call) {
        String model = call.query().getOrDefault("model", "contact");
        if (!model.equals("contact") && !model.equals("company")) {
            throw Refusal.invalid("The Data Attribute model field must be either contact or company");
        }
        ObjectNode list = Json.object().put("type", "list");
        var data = list.putArray("data");
        if (model.equals("contact")) {
            STANDARD.forEach((name, type) -> data.add(render(name, name, type, false)));
            store.read(state -> List.copyOf(state.attributes().values())).forEach(custom -> data.add(render(custom)));
        }
        return Answer.ok(list);
    }

    Answer create(Call call) {
        String name = text(call, "name");
        if (!text(call, "model").equals("contact")) {
            throw Refusal.invalid("The Data Attribute model field must be contact: this sandbox has no companies");
        }
        AttributeType type = AttributeType.ofWireName(text(call, "data_type"))
                .orElseThrow(() -> Refusal.invalid("Data Type isn't an option"));
        List<String> options =
                type == AttributeType.OPTIONS ? options(call.body().path("options")) : List.of();
        return Answer.ok(render(store.write((state, changes) ->
                define(state, changes, name, type, options, clock.instant().getEpochSecond()))));
    }

    static Attribute define(
            State state, Changes changes, String name, AttributeType type, List<String> options, long now) {
        if (!NAME.matcher(name).matches()) {
            throw Refusal.invalid("Your name for this attribute must only contain alphanumeric characters,"
                    + " currency symbols, and hyphens");
        }
        if (state.attributes().containsKey(name)) {
            throw Refusal.invalid("You already have '" + name + "' in your contact data."
                    + " To save this as new people data, use a different name.");
        }
        int known = state.attributes().size() + changes.attributes();
        if (known >= MOST_ATTRIBUTES) {
            throw Refusal.invalid("A workspace has at most " + MOST_ATTRIBUTES + " custom attributes");
        }
        Attribute attribute = new Attribute(known + 1L, name, type, options, now);
        changes.put(attribute);
        return attribute;
    }

    private static List<String> options(JsonNode given) {
        List<String> options = new ArrayList<>();
        for (JsonNode option : given) {
            options.add(option.path("value").asString(""));
        }
        if (options.size() < 2 || options.contains("")) {
            throw Refusal.invalid("A list attribute needs at least two options, each with a value");
        }
        return options;
    }

    private static String text(Call call, String key) {
        JsonNode value = call.body().get(key);
        if (value == null || !value.isString()) {
            throw Refusal.invalid(key + " must be a string");
        }
        return value.stringValue();
    }

    private static ObjectNode render(Attribute custom) {
        ObjectNode json = render(
                        custom.name(),
                        "custom_attributes." + custom.name(),
                        custom.type().wireName(),
                        true)
                .put("id", custom.id())
                .put("created_at", custom.createdAt())
                .put("updated_at", custom.createdAt())
                .put("admin_id", ShowAdmin.ID);
        if (custom.type() == AttributeType.OPTIONS) {
            var options = json.putArray("options");
            custom.options().forEach(options::add);
        }
        return json;
    }

    private static ObjectNode render(String name, String fullName, String type, boolean custom) {
        return Json.object()
                .put("type", "data_attribute")
                .put("name", name)
                .put("full_name", fullName)
                .put("label", name)
                .put("data_type", type)
                .put("api_writable", custom || !name.equals("id"))
                .put("ui_writable", false)
                .put("messenger_writable", false)
                .put("custom", custom)
                .put("archived", false)
                .put("model", "contact");
    }

    private static Map<String, String> standard() {
        Map<String, String> types = new LinkedHashMap<>();
        List.of("id", "external_id", "role", "email", "phone", "name", "avatar", "owner_id")
                .forEach(name -> types.put(name, "string"));
        types.put("signed_up_at", "date");
        types.put("last_seen_at", "date");
        types.put("unsubscribed_from_emails", "boolean");
        return types;
    }
}
