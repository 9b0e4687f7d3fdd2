package dev.audiencesync.samples;

import dev.audiencesync.samples.Night.Layout;
import java.util.List;

/** The tables of {@code input-samples/README.md}. */
final class SampleTables {
    private SampleTables() {}

    static String nights(List<NightTally.Counts> nights) {
        StringBuilder table = new StringBuilder("| night | records | bad | people | new | changed | unchanged |"
                + " VIP + / − | At risk + / − | Fan + |\n|---|---|---|---|---|---|---|---|---|---|\n");
        for (NightTally.Counts night : nights) {
            table.append("| ").append(night.night().date);
            List.of(
                            (long) night.night().rows().size(),
                            night.bad(),
                            (long) night.people(),
                            (long) night.creates(),
                            (long) night.updates(),
                            (long) night.unchanged())
                    .forEach(count -> table.append(" | ").append(count));
            for (String tag : List.of("VIP", "At risk")) {
                table.append(" | ")
                        .append(night.joiners().get(tag))
                        .append(" / ")
                        .append(night.leavers().get(tag));
            }
            table.append(" | ").append(night.joiners().get("Fan")).append(" |\n");
        }
        return table.toString();
    }

    static String files(List<Night> nights) {
        StringBuilder table = new StringBuilder("| file | layout | records | bad |\n|---|---|---|---|\n");
        for (Night night : nights) {
            night.files.forEach((layout, rows) -> table.append("| `")
                    .append(path(night, layout))
                    .append("` | ")
                    .append(layout.words)
                    .append(" | ")
                    .append(rows.size())
                    .append(" | ")
                    .append(rows.stream().filter(row -> row.fault() != null).count())
                    .append(" |\n"));
        }
        return table.toString();
    }

    static String faults(List<Night> nights) {
        StringBuilder table = new StringBuilder("| file:line | what is wrong |\n|---|---|\n");
        for (Night night : nights) {
            night.files.forEach((layout, rows) -> {
                for (int i = 0; i < rows.size(); i++) {
                    if (rows.get(i).fault() != null) {
                        table.append("| `")
                                .append(path(night, layout))
                                .append(':')
                                .append(i + 1)
                                .append("` | ")
                                .append(rows.get(i).fault())
                                .append(" |\n");
                    }
                }
            });
        }
        return table.toString();
    }

    private static String path(Night night, Layout layout) {
        return night.date + "/" + night.fileName(layout);
    }
}
