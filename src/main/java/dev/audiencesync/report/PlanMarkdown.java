package dev.audiencesync.report;

import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.person.Amount;
import java.util.ArrayList;
import java.util.List;

/** A plan in Markdown, for a pull request. */
public final class PlanMarkdown {
    private PlanMarkdown() {}

    public static String render(PlanView view) {
        List<String> lines = new ArrayList<>();
        RunSummary.Planned planned = view.planned();
        lines.add("### Plan " + view.run().id() + " of `" + view.run().job() + "`");
        lines.add("");
        table(lines, "create", "update", "tag", "untag", "unchanged");
        row(
                lines,
                Amount.number(planned.create()),
                Amount.number(planned.update()),
                Amount.number(planned.tag()),
                Amount.number(planned.untag()),
                Amount.number(planned.unchanged()));
        lines.add("");
        lines.add("About " + Amount.calls(planned.estimatedCalls()) + ", " + Figures.minutes(planned.estimatedMinutes())
                + ", in workspace `" + view.run().workspace() + "`.");
        addTags(lines, view);
        addGuard(lines, view);
        view.notes().forEach(note -> lines.addAll(List.of("", "> " + escaped(note))));
        List<String> drift = new DriftLines(TextStyle.PLAIN).of(view.drift());
        if (!drift.isEmpty()) {
            lines.addAll(List.of("", "Drift: " + escaped(String.join("; ", drift)) + "."));
        }
        view.kinds().forEach(kind -> addExamples(lines, kind));
        return String.join("\n", lines) + "\n";
    }

    private static void addTags(List<String> lines, PlanView view) {
        if (view.tags().isEmpty()) {
            return;
        }
        lines.add("");
        table(lines, "tag", "joiners", "leavers", "owned", "found");
        view.tags()
                .forEach(tag -> row(
                        lines,
                        escaped(tag.name()),
                        Amount.number(tag.joiners()),
                        Amount.number(tag.leavers()),
                        Amount.number(tag.owned()),
                        Amount.number(tag.found())));
    }

    private static void addGuard(List<String> lines, PlanView view) {
        lines.add("");
        lines.add(view.isGuarded() ? "**The guard stops this plan.**" : "The guard lets this plan pass.");
        view.findings().forEach(finding -> lines.add("- `" + finding.guard() + "`: " + escaped(finding.text())));
    }

    private static void addExamples(List<String> lines, PlanView.Kind kind) {
        lines.addAll(List.of("", "#### " + ChangeText.heading(kind.kind()) + ": " + Amount.number(kind.total()), ""));
        table(lines, "person", "tag", "why", "sent");
        for (OpenChange example : kind.examples()) {
            String tag = example.change().tag();
            row(
                    lines,
                    escaped(example.person().identifiers().display()),
                    tag == null ? "" : escaped(tag),
                    escaped(ChangeText.why(example)),
                    escaped(ChangeText.fields(example)));
        }
        if (kind.total() > kind.examples().size()) {
            lines.add("");
            lines.add("… and " + Amount.number(kind.total() - kind.examples().size()) + " more");
        }
    }

    private static void table(List<String> lines, String... head) {
        row(lines, head);
        lines.add("|" + " --- |".repeat(head.length));
    }

    private static void row(List<String> lines, String... cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
    }

    /** As text that Markdown takes for text. */
    private static String escaped(String text) {
        return Figures.printable(text).replaceAll("([\\\\`*_{}\\[\\]<>|#])", "\\\\$1");
    }
}
