package dev.audiencesync.samples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the nights mean under the sample job, worked out by hand and on purpose not by the code it is to be compared with. */
final class NightTally {
    static final List<String> TAGS = List.of("VIP", "At risk", "Fan");

    private final Map<Integer, Visitor> known = new HashMap<>();

    record Counts(
            Night night,
            int people,
            int creates,
            int updates,
            int unchanged,
            Map<String, Integer> joiners,
            Map<String, Integer> leavers,
            Map<String, Integer> membersBefore) {

        long bad() {
            return night.rows().stream().filter(row -> row.fault() != null).count();
        }
    }

    static List<Counts> of(List<Night> nights) {
        NightTally tally = new NightTally();
        List<Counts> counts = new ArrayList<>();
        nights.forEach(night -> counts.add(tally.count(night)));
        return counts;
    }

    private Counts count(Night night) {
        Map<Integer, Visitor> before = new HashMap<>(known);
        Set<Integer> people = new HashSet<>();
        for (Night.Row row : night.rows()) {
            if (row.visitor() != null) {
                people.add(row.visitor().number);
                known.merge(row.visitor().number, row.visitor(), NightTally::newer);
            }
        }
        int creates = (int)
                people.stream().filter(number -> !before.containsKey(number)).count();
        int updates = (int) people.stream()
                .filter(before::containsKey)
                .filter(number -> !sent(before.get(number)).equals(sent(known.get(number))))
                .count();
        return new Counts(
                night,
                people.size(),
                creates,
                updates,
                people.size() - creates - updates,
                gained(before, known),
                withoutFan(gained(known, before)),
                members(before));
    }

    private static Visitor newer(Visitor one, Visitor other) {
        return other.lastVisit >= one.lastVisit ? other : one;
    }

    /** A flag that is not true says nothing: nobody is re-subscribed. */
    private static List<String> sent(Visitor visitor) {
        List<Object> fields = new ArrayList<>();
        fields.add(visitor.customerId);
        fields.add(visitor.email);
        fields.add(visitor.name);
        fields.add(visitor.plan);
        fields.add(Boolean.TRUE.equals(visitor.unsubscribed));
        fields.add(visitor.firstVisit);
        fields.add(visitor.lastVisit);
        fields.add(visitor.visits);
        return fields.stream().map(Objects::toString).toList();
    }

    private static Map<String, Integer> gained(Map<Integer, Visitor> before, Map<Integer, Visitor> after) {
        Map<String, Integer> gained = new HashMap<>();
        for (String tag : TAGS) {
            gained.put(tag, (int) after.values().stream()
                    .filter(visitor -> visitor.hasTag(tag))
                    .filter(visitor -> !before.containsKey(visitor.number)
                            || !before.get(visitor.number).hasTag(tag))
                    .count());
        }
        return gained;
    }

    private static Map<String, Integer> withoutFan(Map<String, Integer> leavers) {
        leavers.put("Fan", 0);
        return leavers;
    }

    private static Map<String, Integer> members(Map<Integer, Visitor> visitors) {
        Map<String, Integer> members = new HashMap<>();
        TAGS.forEach(tag -> members.put(tag, (int) visitors.values().stream()
                .filter(visitor -> visitor.hasTag(tag))
                .count()));
        return members;
    }
}
