package dev.audiencesync.report;

import dev.audiencesync.person.Amount;
import dev.audiencesync.report.RunSummary.Drifted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What verifying found, in a few lines. */
final class DriftLines {
    private final TextStyle style;

    DriftLines(TextStyle style) {
        this.style = style;
    }

    /** Empty where the run did not verify. */
    List<String> of(@Nullable Drifted drift) {
        if (drift == null) {
            return List.of();
        }
        String looked =
                Amount.of(drift.contacts(), "contact", "contacts") + " compared in " + Amount.calls(drift.calls());
        if (drift.found() == 0) {
            return List.of(looked + style.dot() + "all as it was written");
        }
        List<String> lines = new ArrayList<>();
        lines.add(looked);
        lines.add(style.yellow(String.join(", ", counts(drift))));
        lines.add(consequence(drift.onDrift()));
        SummarySections.path(drift.file()).forEach(path -> lines.add("each of them in " + path));
        return lines;
    }

    private static List<String> counts(Drifted drift) {
        List<String> counts = new ArrayList<>();
        add(counts, drift.fields(), "field edited", "fields edited");
        add(counts, drift.untagged(), "tag taken off", "tags taken off");
        add(counts, drift.tagged(), "tag put on", "tags put on");
        add(counts, drift.gone(), "contact deleted or archived", "contacts deleted or archived");
        add(counts, drift.merged(), "contact merged", "contacts merged");
        return counts;
    }

    private static void add(List<String> counts, long count, String one, String many) {
        if (count > 0) {
            counts.add(Amount.of(count, one, many));
        }
    }

    private static String consequence(String onDrift) {
        return switch (onDrift) {
            case "restore" ->
                "what this job wrote is written again; fields of whom no record was read, with their next"
                        + " (`on-drift: restore`)";
            case "respect" -> "it stays as it is in Intercom (`on-drift: respect`)";
            default -> "nothing is done about it (`on-drift: report`)";
        };
    }
}
