package dev.audiencesync.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A run's summary for a terminal: outcome first, then why it did not end well, then the figures, and what to do next
 * as the last line. It names no person.
 */
public final class SummaryText {
    private static final int LABEL = 10;

    private final TextStyle style;
    private final FollowUp followUp;

    public SummaryText(TextStyle style, FollowUp followUp) {
        this.style = style;
        this.followUp = followUp;
    }

    public String render(RunSummary summary) {
        SummarySections sections = new SummarySections(summary, style, followUp);
        List<List<String>> blocks = new ArrayList<>();
        blocks.add(List.of(new Headline(style).of(summary)));
        blocks.add(labelled(failureLabel(summary), sections.failure()));
        blocks.add(labelled("Guard", sections.letPass()));
        blocks.add(facts(sections));
        blocks.add(indented(sections.changes()));
        blocks.add(indented(sections.tags()));
        blocks.add(tail(summary, sections));
        blocks.add(labelled("Notes", sections.notes()));
        blocks.add(labelled("Next", sections.next()));
        return joined(blocks);
    }

    private static String failureLabel(RunSummary summary) {
        return switch (summary.status()) {
            case GUARDED -> "Guard";
            case STOPPED -> "Stopped";
            default -> "Failure";
        };
    }

    private List<String> facts(SummarySections sections) {
        List<String> lines = new ArrayList<>(labelled("Workspace", sections.workspace()));
        lines.addAll(labelled("Resumed", sections.resumed()));
        lines.addAll(labelled("Files", sections.exportFiles()));
        lines.addAll(labelled("People", sections.people()));
        return lines;
    }

    private List<String> tail(RunSummary summary, SummarySections sections) {
        List<String> lines = new ArrayList<>(labelled("Calls", sections.calls()));
        lines.addAll(
                labelled("Drift", new DriftLines(style).of(summary.details().drift())));
        lines.addAll(labelled("Rejects", sections.rejects()));
        lines.addAll(labelled("Standing", sections.standing()));
        lines.addAll(labelled("Plan", SummarySections.path(summary.files().plan())));
        lines.addAll(labelled("Report", SummarySections.path(summary.files().report())));
        return lines;
    }

    private List<String> labelled(String label, List<String> values) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            lines.add("  " + style.faint(TextTable.left(i == 0 ? label : "", LABEL)) + "  " + values.get(i));
        }
        return lines;
    }

    private static List<String> indented(List<String> lines) {
        return lines.stream().map(line -> "  " + line).toList();
    }

    private static String joined(List<List<String>> blocks) {
        StringBuilder text = new StringBuilder();
        for (List<String> block : blocks) {
            if (!block.isEmpty()) {
                text.append(text.length() == 0 ? "" : "\n");
                block.forEach(line -> text.append(line.stripTrailing()).append('\n'));
            }
        }
        return text.toString();
    }
}
