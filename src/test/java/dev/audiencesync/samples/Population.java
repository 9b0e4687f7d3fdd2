package dev.audiencesync.samples;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Who the invented visitors are on the day they are first seen: a function of their number alone. */
final class Population {
    private static final List<String> PLANS = List.of("free", "team", "pro", "enterprise");

    private Population() {}

    static Visitor visitor(int number, Instant day, boolean firstSeenToday) {
        Visitor visitor = new Visitor(number);
        identify(visitor);
        visitor.plan = number % 7 == 0 ? null : PLANS.get(number * 3 % 11 % PLANS.size());
        visitor.unsubscribed = number % 29 == 0 ? Boolean.TRUE : number % 3 == 0 ? null : Boolean.FALSE;
        visitor.returning = number % 4 != 1 && !firstSeenToday;
        visitor.lastVisit = minuteOf(number, day);
        visitor.firstVisit = number % 37 == 0 ? null : firstVisit(visitor, firstSeenToday);
        visitor.visits =
                number % 23 == 0 ? null : firstSeenToday ? Integer.valueOf(1) : (Integer) (number * 13 % 47 + 2);
        join(visitor);
        return visitor;
    }

    static long minuteOf(int number, Instant day) {
        return day.plus(Duration.ofMinutes(number * 347L % 1380))
                .plusSeconds(number % 60)
                .toEpochMilli();
    }

    private static long firstVisit(Visitor visitor, boolean today) {
        Duration ago = today ? Duration.ofMinutes(9) : Duration.ofDays(1 + visitor.number * 37L % 900);
        return visitor.lastVisit - ago.toMillis();
    }

    private static void identify(Visitor visitor) {
        int number = visitor.number;
        visitor.customerId = number == 75 || number == 143 ? null : "C-" + (1000 + number);
        visitor.email = number == 50 || number == 120 ? null : Names.email(number);
        visitor.name = number % 41 == 0 ? null : Names.name(number);
        if (number == 33) {
            visitor.name = "Whitfield, Rosa \"Ro\" (née Núñez)";
        }
        if (number == 88) {
            visitor.email = "  " + visitor.email.toUpperCase(Locale.ROOT) + " ";
        }
    }

    private static void join(Visitor visitor) {
        int number = visitor.number;
        when(number % 6 == 0, visitor.audiences, "VIP");
        when(number % 9 == 1, visitor.audiences, "Cart Abandoners");
        when(number % 2 == 0, visitor.audiences, "Newsletter");
        when(number % 8 == 5, visitor.badges, "Fan");
        when(number % 11 == 3, visitor.badges, "Churn risk");
        visitor.audiencesById = number % 3 == 0 || number % 9 == 1;
    }

    private static void when(boolean holds, Set<String> names, String name) {
        if (holds) {
            names.add(name);
        }
    }
}
