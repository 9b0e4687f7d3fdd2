package dev.audiencesync.sandbox;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Visitors as AudienceStore writes them: keyed by attribute name, dates in milliseconds; about 700 bytes each. */
final class VisitorRecord {
    private static final String AUDIENCE_ID = "acme_main_101";
    private static final int FIRST_CUSTOMER = 1_001;
    private static final long DAY = 86_400_000;
    private static final long MINUTE = 60_000;
    private static final long TWO_YEARS = 730;

    /** Each name, and its form in an e-mail address. */
    private static final List<String[]> FIRST_NAMES =
            split("Ada|ada Zoë|zoe Jürgen|juergen Ngọc|ngoc Amara|amara Søren|soeren Inés|ines 花子|hanako Kwame|kwame"
                    + " Priya|priya Fatima|fatima Dmitri|dmitri Leilani|leilani Mateo|mateo Noor|noor Tomáš|tomas"
                    + " Yara|yara Wren|wren Ольга|olga Ravi|ravi Chidi|chidi Mei|mei Björn|bjoern");

    private static final List<String[]> LAST_NAMES =
            split("Okafor|okafor Müller|mueller García|garcia 山田|yamada Nowak|nowak O'Brien|obrien Nguyễn|nguyen"
                    + " Haddad|haddad Iyer|iyer Dvořák|dvorak Mensah|mensah Smith|smith Öztürk|oeztuerk Петрова|petrova"
                    + " Lindqvist|lindqvist Achterberg|achterberg Tan|tan Fernández|fernandez Kowalczyk|kowalczyk");

    private static final List<String> DOMAINS = List.of("example.com", "example.org", "example.net");
    private static final List<String> PLANS = List.of("free", "trial", "pro", "enterprise");
    private static final List<String> PAGES = List.of("shoes", "bags", "coats", "hats", "scarves", "belts", "watches");

    private final ExportWorld world;
    private final Happenings happenings;
    private final long firstNight;

    VisitorRecord(ExportWorld world) {
        this.world = world;
        this.happenings = new Happenings(world);
        this.firstNight = midnight(0);
    }

    /** Appends one JSON object. */
    void append(StringBuilder json, int person, int night) {
        long bits = Mixed.bits(world.seed(), person);
        Happenings.Standing standing = happenings.of(person, night);
        long firstVisit = firstNight - (1 + pick(bits, 0, TWO_YEARS)) * DAY + pick(bits, 10, DAY / 1_000) * 1_000;
        long lastVisit = midnight(standing.lastIn()) + pick(bits, 20, DAY / 1_000) * 1_000;
        json.append("{\"_id\":\"015e").append(hex(bits)).append(hex(person), 8, 16);
        json.append("\",\"creation_ts\":").append(firstVisit);
        properties(json, person, bits);
        figures(json, bits, standing.changes());
        json.append(",\"dates\":{\"First visit\":").append(firstVisit);
        json.append(",\"Last visit\":").append(lastVisit).append('}');
        collections(json, bits);
        memberships(json, bits, standing);
        visit(json, bits, lastVisit);
        json.append('}');
    }

    private static void properties(StringBuilder json, int person, long bits) {
        String[] first = FIRST_NAMES.get((int) pick(bits, 30, FIRST_NAMES.size()));
        String[] last = LAST_NAMES.get((int) pick(bits, 40, LAST_NAMES.size()));
        int customer = FIRST_CUSTOMER + person;
        json.append(",\"properties\":{\"Customer ID\":\"C-").append(customer);
        json.append("\",\"Email Address\":\"").append(first[1]).append('.').append(last[1]);
        json.append('.').append(customer).append('@').append(any(DOMAINS, bits, 3));
        json.append("\",\"Full name\":\"").append(first[0]).append(' ').append(last[0]);
        json.append("\",\"Plan\":\"").append(any(PLANS, bits, 13));
        json.append("\",\"account\":\"acme\",\"profile\":\"main\"}");
    }

    private static void figures(StringBuilder json, long bits, int changes) {
        long visits = 1 + pick(bits, 23, 40) + changes;
        json.append(",\"metrics\":{\"Lifetime visit count\":").append(visits);
        json.append(",\"Weeks since first visit\":").append(pick(bits, 33, 100)).append('.');
        json.append(25 * pick(bits, 43, 4))
                .append("},\"flags\":{\"Returning visitor\":")
                .append(visits > 1);
        json.append(",\"Unsubscribed\":").append(pick(bits, 5, 20) == 0).append('}');
    }

    private static void collections(StringBuilder json, long bits) {
        json.append(",\"property_sets\":{\"Categories viewed\":{\"").append(any(PAGES, bits, 15));
        json.append("\":1}},\"metric_sets\":{\"Lifetime browser types used\":{\"Chrome\":")
                .append(1 + pick(bits, 35, 12));
        json.append("}}");
    }

    private void memberships(StringBuilder json, long bits, Happenings.Standing standing) {
        boolean newsletter = pick(bits, 45, 3) == 0;
        json.append(",\"badges\":[")
                .append(pick(bits, 7, 8) == 0 ? "\"Fan\"" : "")
                .append("],\"audiences\":[");
        json.append(newsletter ? "\"Newsletter\"" : "").append(newsletter && standing.member() ? "," : "");
        if (!standing.member()) {
            json.append(']');
            return;
        }
        Instant joined = Instant.ofEpochMilli(midnight(standing.joinedIn()) + pick(bits, 17, DAY / 1_000) * 1_000);
        json.append('"').append(ExportWorld.AUDIENCE).append("\"],\"audiences_joined_at\":{\"");
        json.append(AUDIENCE_ID).append("\":{\"$date\":\"").append(joined).append("\"}}");
    }

    private static void visit(StringBuilder json, long bits, long lastVisit) {
        json.append(",\"current_visit\":{\"creation_ts\":").append(lastVisit - 4 * MINUTE);
        json.append(",\"properties\":{\"Landing page\":\"/").append(any(PAGES, bits, 27));
        json.append("?ref=").append(pick(bits, 37, 9_000)).append("\"},\"property_sets\":{\"Pages viewed\":[\"/");
        json.append(any(PAGES, bits, 47)).append("\",\"/cart\"]}}");
    }

    private long midnight(int night) {
        return world.date(night).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private static String any(List<String> choices, long bits, int salt) {
        return choices.get((int) pick(bits, salt, choices.size()));
    }

    /** A number below another, of a person's bits; another salt gives another. */
    private static long pick(long bits, int salt, long below) {
        return Math.floorMod(Mixed.bits(bits, salt), below);
    }

    private static String hex(long number) {
        String digits = Long.toHexString(number);
        return "0000000000000000".substring(digits.length()) + digits;
    }

    private static List<String[]> split(String names) {
        return List.of(names.split(" ")).stream().map(name -> name.split("\\|")).toList();
    }
}
