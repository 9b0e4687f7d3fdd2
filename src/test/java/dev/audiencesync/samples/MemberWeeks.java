package dev.audiencesync.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Two weeks of a club's members, and the CSV files they stand in. */
public final class MemberWeeks {
    public static final String FIRST_FILE = "2026-11-20/members.csv";
    public static final String SECOND_FILE = "2026-11-27/members.csv";

    static final Set<Integer> LEFT = Set.of(5, 11, 17, 23);

    /** Their row of the second week has one semicolon too many, unquoted, in the address. */
    static final int SPOILED = 21;

    private static final int MEMBERS = 36;
    private static final int JOINED = 3;

    private MemberWeeks() {}

    public static List<Member> first() {
        return IntStream.rangeClosed(1, MEMBERS).mapToObj(Member::number).toList();
    }

    /** As the second file means them, the spoiled row's member as they were. */
    public static List<Member> second() {
        List<Member> members = new ArrayList<>();
        for (int number = 1; number <= MEMBERS + JOINED; number++) {
            if (!LEFT.contains(number)) {
                members.add(inSecondWeek(number, Member.number(number)));
            }
        }
        return members;
    }

    private static Member inSecondWeek(int number, Member member) {
        return switch (number) {
            case 9, 33 -> member.withLevel("silver");
            case 10 -> member.withLevel("gold");
            case 12 -> member.withCity("");
            case 2, 16, 30 -> member.afterAVisit();
            default -> member;
        };
    }

    static String firstFile() {
        return "member id,e-mail,name,address,city,level,newsletter,visits,member since\n"
                + first().stream().map(MemberWeeks::firstRow).collect(Collectors.joining());
    }

    private static String firstRow(Member member) {
        return row(
                        ',',
                        member.id(),
                        member.email(),
                        member.name(),
                        member.address(),
                        member.city(),
                        member.level(),
                        member.newsletter() ? "t" : "f",
                        String.valueOf(member.visits()),
                        member.since().toString())
                + "\n";
    }

    /** As a spreadsheet of another country writes it: semicolons, CRLF, a byte order mark, its own order of columns. */
    static String secondFile() {
        return "\uFEFFname;member id;e-mail;level;newsletter;visits;city;member since;address\r\n"
                + second().stream().map(MemberWeeks::secondRow).collect(Collectors.joining());
    }

    private static String secondRow(Member member) {
        String row = row(
                ';',
                member.name(),
                member.id(),
                member.email(),
                member.level(),
                member.newsletter() ? "yes" : "no",
                String.valueOf(member.visits()),
                member.city(),
                member.since().toString(),
                member.address());
        return (member.id().equals("M-" + (100 + SPOILED))
                        ? row.replace("\n", ";").replace("\"", "")
                        : row) + "\r\n";
    }

    private static String row(char delimiter, String... cells) {
        return List.of(cells).stream()
                .map(cell -> quoted(cell, delimiter))
                .collect(Collectors.joining(String.valueOf(delimiter)));
    }

    private static String quoted(String cell, char delimiter) {
        boolean plain = cell.indexOf(delimiter) < 0 && cell.indexOf('"') < 0 && cell.indexOf('\n') < 0;
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
