package dev.audiencesync.samples;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two nights of an invented shop's two AudienceStore actions: one on the trigger Joined Audience of VIP, one on Left
 * Audience, each with a folder of its own. {@code input-samples/README.md} tells what happens in each.
 */
public final class FolderNights {

    public static final String JOINED = "1234-vip-joined";
    public static final String LEFT = "1235-vip-left";
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);
    private static final List<String> NAMES =
            List.of("Ines Okafor", "Tomas Lindqvist", "Priya Raman", "Jonas Weber", "Lucia Ferrari", "Omar Haddad");

    private FolderNights() {}

    /** The records of each file, by its path below the samples. */
    public static Map<String, List<String>> files() {
        Map<String, List<String>> files = new TreeMap<>();
        for (int number = 1; number <= 12; number++) {
            add(files, 0, JOINED, visitor(number, 0, "10:%02d".formatted(number), List.of("VIP")));
        }
        add(files, 0, LEFT, visitor(3, 0, "17:00", List.of()));
        add(files, 0, LEFT, visitor(4, 0, "09:00", List.of()));
        for (int number = 13; number <= 15; number++) {
            add(files, 1, JOINED, visitor(number, 1, "11:%02d".formatted(number), null));
        }
        add(files, 1, LEFT, visitor(1, 1, "08:15", List.of()));
        add(files, 1, LEFT, visitor(5, 1, "08:30", null));
        add(files, 1, LEFT, visitor(6, 1, "08:45", List.of("VIP")));
        add(files, 1, LEFT, visitor(7, 0, "07:00", List.of()));
        return files;
    }

    private static void add(Map<String, List<String>> files, int night, String folder, String record) {
        LocalDate date = FIRST.plusDays(night);
        String path = "audience-folders/" + date + "/" + folder + "/visitors-"
                + date.toString().replace('-', '.') + ".json.gz";
        files.computeIfAbsent(path, unseen -> new ArrayList<>()).add(record);
    }

    private static String visitor(int number, int night, String time, List<String> audiences) {
        long at = FIRST.plusDays(night)
                .atTime(LocalTime.parse(time))
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
        Map<String, Object> visitor = new LinkedHashMap<>();
        visitor.put("_id", String.format(Locale.ROOT, "016a%028x", number));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("Customer ID", "F-" + (100 + number));
        properties.put("Email Address", "f" + number + "@example.org");
        properties.put("Full name", NAMES.get(number % NAMES.size()));
        visitor.put("properties", properties);
        visitor.put("dates", Map.of("Last visit", at));
        if (audiences != null) {
            visitor.put("audiences", audiences);
        }
        return JsonMapper.shared().writeValueAsString(visitor);
    }
}
