package dev.audiencesync.definition;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of AudienceDB's {@code visitors_view} that holds one attribute, by its name:
 * {@code visitor - audience - bedroom shoppers (acme_main_102)}.
 *
 * @param column its place in the header
 * @param title the attribute's name and id as they stand there
 * @param name without the id
 * @param id empty where there is none
 */
record AttributeColumn(int column, AttributeKind kind, String title, String name, String id) {

    private static final Pattern COLUMN =
            Pattern.compile("visitor\\s+-\\s+(\\p{L}+)\\s+-\\s+(.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern WITH_ID = Pattern.compile("(.*)\\(([^()]*)\\)", Pattern.DOTALL);

    static Optional<AttributeColumn> of(int column, String text) {
        Matcher parts = COLUMN.matcher(text.strip());
        return parts.matches()
                ? AttributeKind.ofWord(parts.group(1)).map(kind -> of(column, kind, parts.group(2)))
                : Optional.empty();
    }

    private static AttributeColumn of(int column, AttributeKind kind, String title) {
        Matcher withId = WITH_ID.matcher(title);
        return withId.matches()
                ? new AttributeColumn(
                        column,
                        kind,
                        title,
                        withId.group(1).strip(),
                        withId.group(2).strip())
                : new AttributeColumn(column, kind, title, title, "");
    }

    /** Whether the attribute is called so, or has that id. */
    boolean isCalled(TealiumName wanted) {
        return wanted.matchesInAnyCase(title) || wanted.matchesInAnyCase(name) || wanted.matchesInAnyCase(id);
    }
}
