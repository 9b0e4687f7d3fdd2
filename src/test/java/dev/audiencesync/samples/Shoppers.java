package dev.audiencesync.samples;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The few people who stand in every {@link Shape}. */
public final class Shoppers {
    private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");

    /** In the second week of AudienceDB one of them is gone, and one has left the audience. */
    static final int GONE = 12;

    static final int LEFT_VIP = 6;

    private Shoppers() {}

    public static List<Shopper> all() {
        return Stream.of(3, 5, LEFT_VIP, 10, GONE, 13, 14, 37)
                .map(number -> new Shopper(Population.visitor(number, DAY, false)))
                .toList();
    }

    public static List<Shopper> secondWeek() {
        return all().stream()
                .filter(shopper -> shopper.visitor().number != GONE)
                .map(shopper -> shopper.visitor().number == LEFT_VIP ? withoutVip(shopper) : shopper)
                .toList();
    }

    private static Shopper withoutVip(Shopper shopper) {
        Visitor visitor = shopper.visitor().copy();
        visitor.audiences.remove("VIP");
        return new Shopper(visitor);
    }
}
