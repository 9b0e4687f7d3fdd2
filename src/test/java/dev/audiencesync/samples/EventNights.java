package dev.audiencesync.samples;

import java.time.Instant;
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
 * Two nights of an invented shop's events as EventStore writes them: flat objects, most of them of visitors who are not
 * logged in. {@code input-samples/README.md} tells what happens in each.
 */
public final class EventNights {

    private static final LocalDate FIRST = LocalDate.of(2026, 11, 20);
    private static final int CUSTOMERS = 10;
    private static final List<String> NAMES =
            List.of("Sofia Marino", "Ben Achterberg", "Noor Aziz", "Elif Kaya", "Hugo Martin");
    private static final List<String> PAGES = List.of("/", "/shoes", "/bags", "/cart", "/account");

    private EventNights() {}

    /** The events of each file, by its path below the samples. */
    public static Map<String, List<String>> files() {
        Map<String, List<String>> files = new TreeMap<>();
        for (int number = 1; number <= CUSTOMERS; number++) {
            add(files, 0, 2, login(number, 0, "12:%02d:00".formatted(number)));
            add(files, 0, 1, with(view(number, 0, "12:%02d:30".formatted(number)), "udo.customer_id", id(number)));
            add(files, 0, 1, view(number + 100, 0, "13:%02d:00".formatted(number)));
            add(files, 0, 2, view(number + 100, 0, "13:%02d:20".formatted(number)));
        }
        Map<String, Object> newsletter = view(11, 0, "14:00:00");
        newsletter.put("tealium_event", "newsletter_signup");
        newsletter.put("udo.customer_email", "e11@example.net");
        add(files, 0, 1, newsletter);
        add(files, 0, 1, plan(2, 0, "15:00:00", "gold"));
        add(files, 0, 2, plan(2, 0, "14:30:00", "trial"));

        add(files, 1, 1, plan(1, 1, "09:00:00", "gold"));
        add(files, 1, 1, plan(2, 0, "11:00:00", "free"));
        add(files, 1, 1, login(11, 1, "09:30:00"));
        add(files, 1, 1, with(view(3, 1, "10:00:00"), "udo.customer_email", "E3@example.net"));
        add(files, 1, 1, view(101, 1, "10:30:00"));
        return files;
    }

    private static Map<String, Object> login(int number, int night, String time) {
        Map<String, Object> event = view(number, night, time);
        event.put("tealium_event", "login");
        event.put("udo.customer_id", id(number));
        event.put("udo.customer_email", "e" + number + "@example.net");
        event.put("udo.customer_name", NAMES.get(number % NAMES.size()));
        return event;
    }

    private static Map<String, Object> plan(int number, int night, String time, String plan) {
        Map<String, Object> event = with(view(number, night, time), "udo.customer_id", id(number));
        event.put("tealium_event", "plan_change");
        event.put("udo.plan", plan);
        return event;
    }

    private static Map<String, Object> view(int number, int night, String time) {
        Instant at = FIRST.plusDays(night).atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("account", "acme");
        event.put("profile", "main");
        event.put("env", "prod");
        event.put("event_id", String.format(Locale.ROOT, "ev%08x%04d", at.getEpochSecond(), number));
        event.put("visitor_id", String.format(Locale.ROOT, "017b%028x", number));
        event.put("post_time", number % 2 == 0 ? at.toString() : (Object) at.toEpochMilli());
        event.put("page_url", "https://shop.example.com" + PAGES.get(number % PAGES.size()));
        event.put("tealium_event", "view");
        event.put("dom.title", "Acme");
        return event;
    }

    private static Map<String, Object> with(Map<String, Object> event, String key, Object value) {
        event.put(key, value);
        return event;
    }

    private static String id(int number) {
        return "E-" + (100 + number);
    }

    private static void add(Map<String, List<String>> files, int night, int file, Map<String, Object> event) {
        LocalDate date = FIRST.plusDays(night);
        String path = "event-store/" + date + "/events-" + date.toString().replace('-', '.') + "-0" + file + ".json.gz";
        files.computeIfAbsent(path, unseen -> new ArrayList<>())
                .add(JsonMapper.shared().writeValueAsString(event));
    }
}
