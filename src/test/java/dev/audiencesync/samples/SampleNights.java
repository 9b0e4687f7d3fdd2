package dev.audiencesync.samples;

import dev.audiencesync.samples.Night.Layout;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Three nights of an invented shop's audience export, the same bytes every time: everybody's first night, a night of
 * those who came by, and one with bad records. {@code input-samples/README.md} tells what happens in each.
 */
final class SampleNights {
    private static final int FIRST_NIGHT_PEOPLE = 240;
    private static final long FIVE_HOURS = 5 * 3_600_000L;

    /** Everybody as their newest record shows them. */
    private final Map<Integer, Visitor> visitors = new TreeMap<>();

    static List<Night> all() {
        SampleNights nights = new SampleNights();
        return List.of(nights.first(), nights.second(), nights.third());
    }

    private Night first() {
        Night night = new Night(LocalDate.of(2026, 11, 20));
        Layout[] layouts = Layout.values();
        for (int number = 1; number <= FIRST_NIGHT_PEOPLE; number++) {
            Visitor visitor = Population.visitor(number, midnight(night), false);
            visitors.put(number, visitor);
            int file = (number - 1) / 80;
            if (number % 16 == 2) {
                night.add(layouts[(file + number / 16) % layouts.length], earlierToday(visitor));
            }
            night.add(layouts[file], visitor);
        }
        return night;
    }

    private Night second() {
        Night night = new Night(LocalDate.of(2026, 11, 21));
        Layout one = Layout.LINES;
        each(night, one, visitor -> visitor.audiences.add("VIP"), 7, 13, 19, 25, 31, 43);
        each(night, one, visitor -> visitor.audiences.remove("VIP"), 6, 24, 66, 96);
        each(night, one, visitor -> visitor.badges.add("Churn risk"), 8, 16, 34);
        each(night, one, visitor -> visitor.audiences.add("Cart Abandoners"), 45);
        each(night, one, visitor -> visitor.badges.remove("Churn risk"), 3, 14);
        each(night, one, visitor -> visitor.returning = true, 37);
        Layout two = Layout.CONCATENATED;
        each(night, two, visitor -> visitor.badges.add("Fan"), 10, 20);
        each(night, two, visitor -> visitor.badges.remove("Fan"), 5, 21);
        each(night, two, visitor -> visitor.plan = "pro", 40, 44);
        each(night, two, visitor -> visitor.name = "Ravi Haddad-Iyer", 58);
        each(night, two, visitor -> visitor.unsubscribed = true, 47);
        each(night, two, visitor -> visitor.unsubscribed = false, 29);
        each(night, two, visitor -> visitor.customerId = "C-1143", 143);
        newPeople(night, two, 241, 252);
        List.of(70, 80, 90, 110).forEach(number -> night.add(two, visitors.get(number)));
        night.add(two, earlierToday(visitors.get(61)));
        return night;
    }

    private Night third() {
        Night night = new Night(LocalDate.of(2026, 11, 22));
        Layout one = Layout.LINES;
        each(night, one, visitor -> visitor.audiences.add("VIP"), 49, 55);
        each(night, one, visitor -> visitor.audiences.remove("VIP"), 12, 84);
        each(night, one, visitor -> visitor.badges.add("Churn risk"), 22);
        night.addBad(one, cutOff(), "cut off in the middle: not JSON");
        each(night, one, visitor -> visitor.badges.remove("Churn risk"), 25, 47);
        night.addBad(
                one,
                broken(101, json -> in(json, "dates").put("First visit", "the day before yesterday")),
                "`First visit` is no date");
        each(night, one, visitor -> visitor.badges.add("Fan"), 11, 23);
        night.addBad(one, broken(102, SampleNights::forgetIdentifiers), "neither `Customer ID` nor `Email Address`");
        Layout two = Layout.ARRAY;
        each(night, two, visitor -> visitor.badges.remove("Fan"), 13);
        each(night, two, visitor -> visitor.plan = "enterprise", 62, 64, 65);
        night.addBad(
                two,
                broken(103, json -> in(json, "properties").put("Email Address", "call me maybe")),
                "`Email Address` is no address");
        newPeople(night, two, 253, 256);
        night.addBad(
                two,
                broken(104, json -> in(json, "flags").put("Unsubscribed", "maybe")),
                "`Unsubscribed` is neither true nor false");
        each(night, two, visitor -> {}, 67, 68, 69, 71, 72, 73, 74);
        night.addBad(two, "\"END OF EXPORT\"", "a string, not an object");
        night.add(two, visitors.get(130));
        return night;
    }

    /** These came by: the change, one more visit and a newer last visit. */
    private void each(Night night, Layout file, Consumer<Visitor> change, int... numbers) {
        for (int number : numbers) {
            Visitor visitor = visitors.get(number);
            change.accept(visitor);
            visitor.audiencesById |= visitor.audiences.contains("Cart Abandoners");
            visitor.visits = visitor.visits == null ? null : (Integer) (visitor.visits + 1);
            visitor.lastVisit = Population.minuteOf(number, midnight(night));
            night.add(file, visitor);
        }
    }

    private void newPeople(Night night, Layout file, int from, int to) {
        for (int number = from; number <= to; number++) {
            Visitor visitor = Population.visitor(number, midnight(night), true);
            visitors.put(number, visitor);
            night.add(file, visitor);
        }
    }

    private static Visitor earlierToday(Visitor visitor) {
        Visitor earlier = visitor.copy();
        earlier.lastVisit -= FIVE_HOURS;
        earlier.visits = 1;
        earlier.plan = "trial";
        earlier.badges.clear();
        return earlier;
    }

    private String cutOff() {
        String whole = VisitorJson.of(visitors.get(100)).toString();
        return whole.substring(0, whole.indexOf("\"metrics\"") + 15);
    }

    private String broken(int number, Consumer<ObjectNode> fault) {
        ObjectNode json = VisitorJson.of(visitors.get(number));
        fault.accept(json);
        return json.toString();
    }

    private static void forgetIdentifiers(ObjectNode json) {
        in(json, "properties").remove(List.of("Customer ID", "Email Address"));
    }

    private static ObjectNode in(ObjectNode json, String section) {
        return (ObjectNode) json.get(section);
    }

    private static Instant midnight(Night night) {
        return night.date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
