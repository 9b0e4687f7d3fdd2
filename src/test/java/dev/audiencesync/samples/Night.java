package dev.audiencesync.samples;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One night's files; a visitor may stand in several records, and a record may be no visitor at all. */
final class Night {
    /** How objects follow one another, which AudienceStore leaves open. */
    enum Layout {
        LINES("one object a line"),
        ARRAY("one array"),
        CONCATENATED("objects joined by `},` and a line break");

        final String words;

        Layout(String words) {
            this.words = words;
        }

        String join(List<String> records) {
            return switch (this) {
                case LINES -> String.join("\n", records) + "\n";
                case ARRAY -> "[" + String.join(",\n", records) + "]\n";
                case CONCATENATED -> String.join(",\n", records) + "\n";
            };
        }
    }

    record Row(String json, Visitor visitor, String fault) {}

    final LocalDate date;
    final Map<Layout, List<Row>> files = new LinkedHashMap<>();

    Night(LocalDate date) {
        this.date = date;
    }

    void add(Layout file, Visitor visitor) {
        Visitor asWritten = visitor.copy();
        rows(file).add(new Row(VisitorJson.of(asWritten).toString(), asWritten, null));
    }

    void addBad(Layout file, String json, String fault) {
        rows(file).add(new Row(json, null, fault));
    }

    List<Row> rows() {
        return files.values().stream().flatMap(List::stream).toList();
    }

    String fileName(Layout layout) {
        int number = new ArrayList<>(files.keySet()).indexOf(layout) + 1;
        return String.format(
                Locale.ROOT, "visitors-%s-%02d.json.gz", date.toString().replace('-', '.'), number);
    }

    private List<Row> rows(Layout file) {
        return files.computeIfAbsent(file, any -> new ArrayList<>());
    }
}
