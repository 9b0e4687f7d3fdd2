package dev.audiencesync.samples;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** AudienceDB's {@code visitors_view} as a database unloads it: a column for each attribute, names in lower case. */
public final class AudienceDbTable {
    public static final String SECOND_FILE = "audience-db/2026-11-27/visitors_view.csv";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private record Column(String name, Function<Visitor, String> cell) {}

    private static final List<Column> COLUMNS = List.of(
            new Column(
                    "visitor - id",
                    visitor -> VisitorJson.of(visitor).get("_id").stringValue()),
            new Column("updated", visitor -> time(visitor.lastVisit)),
            attribute("property", "Customer ID", visitor -> visitor.customerId),
            attribute("property", "Email Address", visitor -> visitor.email),
            attribute("property", "Full name", visitor -> visitor.name),
            attribute("property", "Plan", visitor -> visitor.plan),
            attribute("metric", "Lifetime visit count", visitor -> String.valueOf(visitor.visits)),
            attribute("flag", "Returning visitor", visitor -> truth(visitor.returning)),
            attribute("flag", "Unsubscribed", visitor -> truth(visitor.unsubscribed)),
            attribute("date", "First visit", visitor -> time(visitor.firstVisit)),
            attribute("date", "Last visit", visitor -> time(visitor.lastVisit)),
            membership("audience", "VIP"),
            membership("audience", "Newsletter"),
            membership("audience", "Cart Abandoners"),
            membership("badge", "Fan"),
            membership("badge", "Churn risk"));

    private AudienceDbTable() {}

    static String of(List<Shopper> shoppers) {
        return Stream.concat(
                        Stream.of(row(Column::name)),
                        shoppers.stream().map(shopper -> row(column -> cell(column, shopper.visitor()))))
                .collect(Collectors.joining());
    }

    private static String cell(Column column, Visitor visitor) {
        String cell = column.cell().apply(visitor);
        return cell == null ? "" : cell;
    }

    private static String row(Function<Column, String> cell) {
        return COLUMNS.stream().map(cell).collect(Collectors.joining(",", "", "\n"));
    }

    private static Column attribute(String kind, String name, Function<Visitor, String> cell) {
        return new Column(title(kind, name, AttributeIds.of(name)), cell);
    }

    private static Column membership(String kind, String name) {
        boolean audience = kind.equals("audience");
        String id = (audience ? AttributeIds.AUDIENCES : AttributeIds.BADGES).get(name);
        return new Column(
                title(kind, name, id),
                visitor -> truth((audience ? visitor.audiences : visitor.badges).contains(name)));
    }

    private static String title(String kind, String name, String id) {
        return "visitor - " + kind + " - " + name.toLowerCase(Locale.ROOT) + " (" + id + ")";
    }

    private static String truth(Boolean value) {
        return value == null ? "" : value ? "t" : "f";
    }

    private static String time(Long millis) {
        return millis == null ? "" : TIME.format(Instant.ofEpochMilli(millis));
    }
}
