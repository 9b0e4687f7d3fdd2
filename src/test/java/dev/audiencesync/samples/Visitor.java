package dev.audiencesync.samples;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An invented visitor as one night's record shows them; null and absent mean the record does not carry the value. */
final class Visitor {
    final int number;

    @Nullable
    String customerId;

    @Nullable
    String email;

    @Nullable
    String name;

    @Nullable
    String plan;

    @Nullable
    Boolean unsubscribed;

    @Nullable
    Boolean returning;

    @Nullable
    Long firstVisit;

    long lastVisit;

    @Nullable
    Integer visits;

    final Set<String> audiences = new TreeSet<>();
    final Set<String> badges = new TreeSet<>();
    boolean audiencesById;

    Visitor(int number) {
        this.number = number;
    }

    Visitor copy() {
        Visitor copy = new Visitor(number);
        copy.customerId = customerId;
        copy.email = email;
        copy.name = name;
        copy.plan = plan;
        copy.unsubscribed = unsubscribed;
        copy.returning = returning;
        copy.firstVisit = firstVisit;
        copy.lastVisit = lastVisit;
        copy.visits = visits;
        copy.audiences.addAll(audiences);
        copy.badges.addAll(badges);
        copy.audiencesById = audiencesById;
        return copy;
    }

    boolean hasTag(String tag) {
        return switch (tag) {
            case "VIP" -> audiences.contains("VIP");
            case "Fan" -> badges.contains("Fan");
            case "At risk" ->
                badges.contains("Churn risk")
                        || (audiences.contains("Cart Abandoners") && !Boolean.TRUE.equals(returning));
            default -> throw new IllegalArgumentException(tag);
        };
    }
}
