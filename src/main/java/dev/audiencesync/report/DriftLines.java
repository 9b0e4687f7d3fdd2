package dev.audiencesync.report;

import dev.audiencesync.person.Amount;
import dev.audiencesync.report.RunSummary.Drifted;
import dev.audiencesync.report.RunSummary.Found;
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
        List<String> lines = found(drift.found());
        if (drift.found().total() > 0) {
            lines.add(consequence(drift.onDrift()));
        }
        SummarySections.path(drift.file()).forEach(path -> lines.add("each of them in " + path));
        return lines;
    }

    /** What a plan makes of it; empty where the run did not verify. */
    List<String> of(PlanView.@Nullable Drift drift) {
        if (drift == null) {
            return List.of();
        }
        List<String> lines = found(drift.found());
        if (drift.changes() > 0) {
            lines.add(Amount.of(drift.changes(), "of the plan's changes writes", "of the plan's changes write")
                    + " again what the job wrote, " + Amount.number(drift.done()) + " of them done");
        }
        if (drift.takenOver() > 0) {
            lines.add(Amount.number(drift.takenOver()) + " taken over as "
                    + Amount.word(drift.takenOver(), "it stands", "they stand") + " in Intercom");
        }
        if (drift.found().total() > 0 && drift.changes() == 0 && drift.takenOver() == 0) {
            lines.add("none of the plan's changes is about it");
        }
        return lines;
    }

    private List<String> found(Found found) {
        String looked =
                Amount.of(found.contacts(), "contact", "contacts") + " compared in " + Amount.calls(found.calls());
        List<String> lines = new ArrayList<>();
        if (found.total() == 0) {
            lines.add(looked + style.dot() + "all as it was written");
        } else {
            lines.add(looked);
            lines.add(style.yellow(String.join(", ", counts(found))));
        }
        return lines;
    }

    private static List<String> counts(Found found) {
        List<String> counts = new ArrayList<>();
        add(counts, found.fields(), "field edited", "fields edited");
        add(counts, found.untagged(), "tag taken off", "tags taken off");
        add(counts, found.tagged(), "tag put on", "tags put on");
        add(counts, found.gone(), "contact deleted or archived", "contacts deleted or archived");
        add(counts, found.merged(), "contact merged", "contacts merged");
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
