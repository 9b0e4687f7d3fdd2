package dev.audiencesync.samples;

import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;

/** A member of an invented club, as one week's file has them. */
public record Member(
        String id,
        String email,
        String name,
        String address,
        String city,
        String level,
        boolean newsletter,
        int visits,
        LocalDate since) {

    static Member number(int number) {
        String place = number % 7 == 0 ? "" : number % 2 == 0 ? "Bath" : "York, \"old town\"";
        String name = number % 9 == 4 ? Names.name(number) + ", \"the " + number + "th\"" : Names.name(number);
        return new Member(
                "M-" + (100 + number),
                Names.email(number),
                name,
                number % 3 == 0 ? number + " Mill Lane\nBack house" : number + " High Street",
                place,
                number % 4 == 1 ? "gold" : "silver",
                number % 5 != 2,
                number * 7 % 40,
                LocalDate.of(2024, 1, 1).plusDays(number * 11L));
    }

    Member withLevel(String other) {
        return new Member(id, email, name, address, city, other, newsletter, visits, since);
    }

    Member withCity(String other) {
        return new Member(id, email, name, address, other, level, newsletter, visits, since);
    }

    Member afterAVisit() {
        return new Member(id, email, name, address, city, level, newsletter, visits + 1, since);
    }

    /** The tags that {@code weekly-members} gives, in lower case. */
    public Set<String> tags() {
        Set<String> tags = new TreeSet<>(Set.of("member"));
        if (level.equals("gold")) {
            tags.add("gold member");
        }
        if (newsletter) {
            tags.add("newsletter");
        }
        return tags;
    }
}
