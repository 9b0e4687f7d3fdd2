package dev.audiencesync.report;

import dev.audiencesync.ledger.GuardFindings.StoredFinding;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.person.Amount;
import java.util.ArrayList;
import java.util.List;

/** A plan for a terminal. It names people: whoever decides on a plan has to see whom it is about. */
public final class PlanText {
    private static final int FIRST_COLUMN = 10;
    private static final String INDENT = "  ";

    private final TextStyle style;

    public PlanText(TextStyle style) {
        this.style = style;
    }

    /** Totals, tags, the guard's verdict and examples. */
    public String render(PlanView view) {
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(Figures.printable(view.run().job())) + style.dot() + "plan "
                + view.run().id() + style.dot() + view.run().state());
        lines.add("");
        RunSummary.Planned planned = view.planned();
        new TextTable("", "create", "update", "tag", "untag", "unchanged")
                .row("planned", planned.create(), planned.update(), planned.tag(), planned.untag(), planned.unchanged())
                .lines(FIRST_COLUMN)
                .forEach(line -> lines.add(INDENT + line));
        lines.add(INDENT + Amount.of(view.open(), "of its changes is", "of its changes are")
                + " still to be done; estimate for the plan "
                + Amount.calls(planned.estimatedCalls()) + ", " + Figures.minutes(planned.estimatedMinutes()));
        addTags(lines, view);
        view.notes().forEach(note -> lines.add(INDENT + Figures.printable(note)));
        addDrift(lines, view);
        return String.join("\n", lines) + "\n\n" + changes(view);
    }

    private static void addTags(List<String> lines, PlanView view) {
        if (!view.tags().isEmpty()) {
            lines.add("");
            TextTable table = new TextTable("tag", "joiners", "leavers", "owned", "found");
            view.tags()
                    .forEach(tag -> table.row(
                            Figures.printable(tag.name()), tag.joiners(), tag.leavers(), tag.owned(), tag.found()));
            table.lines(FIRST_COLUMN).forEach(line -> lines.add(INDENT + line));
        }
    }

    private void addDrift(List<String> lines, PlanView view) {
        List<String> drift = new DriftLines(style).of(view.drift());
        if (!drift.isEmpty()) {
            lines.add("");
            lines.add(style.bold("Drift") + INDENT + drift.get(0));
            drift.stream().skip(1).forEach(line -> lines.add(INDENT + line));
        }
    }

    /** The first changes of each kind, and the guard's verdict. */
    public String changes(PlanView view) {
        List<String> lines = new ArrayList<>();
        for (PlanView.Kind kind : view.kinds()) {
            lines.add(style.bold(ChangeText.heading(kind.kind())) + INDENT + shown(kind));
            for (OpenChange example : kind.examples()) {
                lines.add(INDENT + ChangeText.who(example) + INDENT + style.faint(ChangeText.why(example)));
                String fields = ChangeText.fields(example);
                if (!fields.isEmpty()) {
                    lines.add(INDENT + INDENT + fields);
                }
            }
            lines.add("");
        }
        lines.addAll(verdict(view));
        return String.join("\n", lines) + "\n";
    }

    private static String shown(PlanView.Kind kind) {
        return kind.examples().size() == kind.total()
                ? Amount.number(kind.total())
                : Amount.number(kind.examples().size()) + " of " + Amount.number(kind.total());
    }

    private List<String> verdict(PlanView view) {
        if (!view.isGuarded() && view.findings().isEmpty()) {
            return List.of(style.bold("Guard") + INDENT + "nothing speaks against this plan");
        }
        List<String> lines = new ArrayList<>();
        lines.add(style.bold("Guard")
                + INDENT
                + (view.isGuarded() ? style.red("stops this plan") : "lets this plan pass"));
        for (StoredFinding finding : view.findings()) {
            lines.add(INDENT + Figures.printable(finding.guard() + ": " + finding.text()));
        }
        return lines;
    }
}
