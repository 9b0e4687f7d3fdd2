package dev.audiencesync.export;

import dev.audiencesync.export.ReadRecord.ExportRecord;
import dev.audiencesync.export.ReadRecord.UnreadableRecord;
import dev.audiencesync.person.RecordParts;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.node.ObjectNode;

/** What an export file turns out to be, by its content. */
public enum ExportKind {
    AUDIENCE_STORE("AudienceStore"),
    /** Flat records under names of the customer's own, which only what a definition reads of them can tell. */
    SELECTED_ATTRIBUTES("AudienceStore, selected attributes"),
    EVENT_STORE("EventStore"),
    AUDIENCE_DB("AudienceDB"),
    CSV("CSV");

    /** Such as {@code visitor - audience - vip (acme_main_101)}. */
    private static final Pattern AUDIENCE_DB_COLUMN =
            Pattern.compile("visitor\\s+-\\s+.+", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final int MOST_BLANKS = 1 << 16;
    private static final int MOST_RECORDS = 100;
    private static final Set<Integer> BLANK = Set.of((int) ' ', (int) '\n', (int) '\r', (int) '\t', 0xef, 0xbb, 0xbf);
    private static final Set<String> VISITOR_PARTS =
            Set.of("properties", "metrics", "flags", "dates", "badges", "audiences", "audiences_joined_at");

    private final String displayName;

    ExportKind(String displayName) {
        this.displayName = displayName;
    }

    /** As people call it. */
    public String displayName() {
        return displayName;
    }

    /**
     * Looks into a file: of JSON until a record tells, of CSV at the header.
     *
     * @param delimiter what separates a CSV file's columns; null where the header line tells
     * @param identifiers where in a visitor's record who it is about may stand, as JSON Pointers; a record with none of
     *     AudienceStore's names that is filled in there has selected attributes
     * @return empty where the file's beginning does not tell
     * @throws UnreadableFileException where the file cannot be read so far
     */
    public static Optional<ExportKind> of(
            ExportFile file, @Nullable Character delimiter, Collection<String> identifiers)
            throws UnreadableFileException {
        int first = firstVisible(file);
        if (first == '{' || first == '[') {
            return ofRecords(file, identifiers);
        }
        return first < 0 || first == '<' ? Optional.empty() : Optional.of(ofHeader(file, delimiter));
    }

    /**
     * Whether there is no record in a file whose kind does not show: nothing at all, white space, or an empty array.
     *
     * @throws UnreadableFileException where the file cannot be read so far
     */
    public static boolean isWithoutRecords(ExportFile file) throws UnreadableFileException {
        try (JsonRecordReader reader = JsonRecordReader.open(file, new RecordParts.Builder().build())) {
            return reader.read() == null;
        } catch (UnreadableFileException e) {
            throw e;
        } catch (IOException e) {
            throw FileContent.unreadable(file, 0, e);
        }
    }

    private static int firstVisible(ExportFile file) throws UnreadableFileException {
        try (InputStream in = FileContent.open(file)) {
            int next = in.read();
            for (int read = 1; BLANK.contains(next) && read < MOST_BLANKS; read++) {
                next = in.read();
            }
            return BLANK.contains(next) ? -1 : next;
        } catch (UnreadableFileException e) {
            throw e;
        } catch (IOException e) {
            throw FileContent.unreadable(file, 0, e);
        }
    }

    private static Optional<ExportKind> ofRecords(ExportFile file, Collection<String> identifiers)
            throws UnreadableFileException {
        List<JsonPointer> pointers =
                identifiers.stream().map(JsonPointer::compile).toList();
        Optional<ExportKind> selected = Optional.empty();
        try (JsonRecordReader reader = JsonRecordReader.open(file, telling(pointers))) {
            for (int i = 0; i < MOST_RECORDS; i++) {
                ReadRecord record = reader.read();
                if (record == null) {
                    return selected;
                }
                List<ObjectNode> contents = contents(record);
                Optional<ExportKind> told = contents.stream()
                        .flatMap(content -> of(content).stream())
                        .findFirst();
                if (told.isPresent()) {
                    return told;
                }
                if (contents.stream().anyMatch(content -> isFilledIn(content, pointers))) {
                    selected = Optional.of(SELECTED_ATTRIBUTES);
                }
            }
            return selected;
        } catch (UnreadableFileException e) {
            throw e;
        } catch (IOException e) {
            throw FileContent.unreadable(file, 0, e);
        }
    }

    private static RecordParts telling(List<JsonPointer> identifiers) {
        RecordParts.Builder parts = new RecordParts.Builder();
        VISITOR_PARTS.forEach(part -> parts.add(List.of(part)));
        List.of("_id", "event_id", "visitor_id", "post_time").forEach(part -> parts.add(List.of(part)));
        identifiers.forEach(pointer -> parts.add(names(pointer)));
        return parts.build();
    }

    private static List<String> names(JsonPointer pointer) {
        List<String> names = new ArrayList<>();
        for (JsonPointer at = pointer; !at.matches(); at = at.tail()) {
            names.add(at.getMatchingProperty());
        }
        return names;
    }

    private static boolean isFilledIn(ObjectNode content, List<JsonPointer> identifiers) {
        return identifiers.stream()
                .map(content::at)
                .anyMatch(value -> value.isNumber()
                        || (value.isString() && !value.stringValue().isBlank()));
    }

    private static List<ObjectNode> contents(ReadRecord record) {
        return record instanceof ExportRecord sound ? List.of(sound.content()) : ((UnreadableRecord) record).partials();
    }

    /** Every visitor has an {@code _id}, and no event. */
    private static Optional<ExportKind> of(ObjectNode record) {
        if (record.has("_id")) {
            return Optional.of(AUDIENCE_STORE);
        }
        if (record.has("event_id") || (record.has("visitor_id") && record.has("post_time"))) {
            return Optional.of(EVENT_STORE);
        }
        return VISITOR_PARTS.stream().anyMatch(part -> record.path(part).isContainer())
                ? Optional.of(AUDIENCE_STORE)
                : Optional.empty();
    }

    private static ExportKind ofHeader(ExportFile file, @Nullable Character delimiter) throws UnreadableFileException {
        try (CsvRecordReader reader = CsvRecordReader.open(file, delimiter)) {
            boolean attributes = reader.columns().stream()
                    .anyMatch(column -> AUDIENCE_DB_COLUMN.matcher(column).matches());
            return attributes ? AUDIENCE_DB : CSV;
        } catch (UnreadableFileException e) {
            throw e;
        } catch (IOException e) {
            throw FileContent.unreadable(file, 0, e);
        }
    }
}
