package dev.audiencesync.samples;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One of the {@link Shoppers}, and what the shipped definitions should make of them. */
public record Shopper(Visitor visitor) {
    static final String SELECTED_HEADER = "customer_id,email,full_name,plan,visits,vip,last_visit\n";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    public String externalId() {
        return visitor.customerId;
    }

    public String email() {
        return visitor.email;
    }

    public String name() {
        return visitor.name;
    }

    public String plan() {
        return visitor.plan == null ? "free" : visitor.plan;
    }

    public int visits() {
        return visitor.visits;
    }

    /** In lower case. */
    public Set<String> tags() {
        Set<String> tags = new TreeSet<>();
        for (String tag : NightTally.TAGS) {
            if (visitor.hasTag(tag)) {
                tags.add(tag.toLowerCase(Locale.ROOT));
            }
        }
        return tags;
    }

    ObjectNode json() {
        return VisitorJson.of(visitor);
    }

    ObjectNode selected() {
        ObjectNode json = MAPPER.createObjectNode()
                .put("customer_id", visitor.customerId)
                .put("email", visitor.email)
                .put("full_name", visitor.name);
        if (visitor.plan != null) {
            json.put("plan", visitor.plan);
        }
        return json.put("visits", visitor.visits)
                .put("vip", visitor.hasTag("VIP"))
                .put("last_visit", visitor.lastVisit);
    }

    String selectedRow() {
        return String.join(
                        ",",
                        visitor.customerId,
                        visitor.email,
                        visitor.name,
                        visitor.plan == null ? "" : visitor.plan,
                        String.valueOf(visitor.visits),
                        String.valueOf(visitor.hasTag("VIP")),
                        Instant.ofEpochMilli(visitor.lastVisit).toString())
                + "\n";
    }
}
