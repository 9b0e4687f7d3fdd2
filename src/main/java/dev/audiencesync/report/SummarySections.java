package dev.audiencesync.report;

import dev.audiencesync.person.Amount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of one summary as lines; an empty list is a part this run has nothing to say in. */
final class SummarySections {
    private static final int FIRST_COLUMN = 10;
    private static final String APPLIED_BEFORE = "applied before";

    private final RunSummary summary;
    private final TextStyle style;
    private final FollowUp followUp;

    SummarySections(RunSummary summary, TextStyle style, FollowUp followUp) {
        this.summary = summary;
        this.style = style;
        this.followUp = followUp;
    }

    /** Why the run did not end well. */
    List<String> failure() {
        List<String> reasons = new ArrayList<>(isGuarded() ? summary.guard() : List.of());
        String failure = summary.details().failure();
        if (failure != null && !summary.guard().contains(failure)) {
            reasons.add(failure);
        }
        return reasons.stream()
                .map(reason -> style.red(Figures.printable(reason)))
                .toList();
    }

    /** What the guard found, and somebody let pass. */
    List<String> letPass() {
        return isGuarded()
                ? List.of()
                : summary.guard().stream()
                        .map(finding -> style.yellow(Figures.printable(finding)))
                        .toList();
    }

    private boolean isGuarded() {
        return summary.status() == RunStatus.GUARDED;
    }

    List<String> workspace() {
        boolean named = !summary.workspace().equals("sandbox");
        String name = Figures.printable(summary.workspace());
        return List.of(summary.sandbox() && named ? name + " (sandbox)" : name);
    }

    List<String> resumed() {
        return summary.resumed().stream()
                .map(run -> "run " + run + ", unfinished before, was completed first")
                .toList();
    }

    List<String> exportFiles() {
        List<RunSummary.ExportFileLine> files = summary.details().exportFiles();
        int name = widest(
                files.stream().map(file -> Figures.printable(file.file())).toList());
        int count = widest(files.stream()
                .filter(file -> !file.consumedBefore())
                .map(file -> Amount.number(file.records()))
                .toList());
        return files.stream().map(file -> exportFile(file, name, count)).toList();
    }

    private String exportFile(RunSummary.ExportFileLine file, int nameWidth, int countWidth) {
        String name = TextTable.left(Figures.printable(file.file()), nameWidth) + "  ";
        if (file.consumedBefore()) {
            return name + style.faint("consumed before, skipped");
        }
        String kind = file.kind() == null ? "" : "  " + file.kind();
        String read = TextTable.right(Amount.number(file.records()), countWidth) + " "
                + Amount.word(file.records(), "record", "records");
        return file.rejected() == 0
                ? name + read + kind
                : name + TextTable.left(read, countWidth + " records".length()) + "  "
                        + style.yellow(Amount.number(file.rejected()) + " rejected") + kind;
    }

    List<String> people() {
        RunSummary.Records records = summary.records();
        List<String> remarks = new ArrayList<>();
        if (records.rejected() > 0) {
            remarks.add(Amount.number(records.rejected()) + " rejected");
        }
        if (records.older() > 0) {
            remarks.add(Amount.number(records.older()) + " passed over as older than what was read of the same person");
        }
        String line = Amount.number(summary.people()) + " in " + Amount.records(records.read());
        return List.of(remarks.isEmpty() ? line : line + " (" + String.join(", ", remarks) + ")");
    }

    List<String> changes() {
        RunSummary.Planned planned = summary.planned();
        RunSummary.Applied applied = summary.applied();
        if (changesOf(planned) == 0 && applied.writes() == 0) {
            return summary.status() == RunStatus.COMPLETED || summary.status() == RunStatus.PLANNED
                    ? List.of(style.bold(nothingToDo()))
                    : List.of();
        }
        TextTable table = new TextTable("", "create", "update", "tag", "untag", "unchanged")
                .row(
                        "planned",
                        planned.create(),
                        planned.update(),
                        planned.tag(),
                        planned.untag(),
                        planned.unchanged());
        if (summary.status() != RunStatus.PLANNED && summary.status() != RunStatus.GUARDED) {
            appliedRows(table);
        }
        return table.lines(firstColumn());
    }

    /** The plan is the whole run's: what a restart did of it is told from what was done before. */
    private void appliedRows(TextTable table) {
        RunSummary.Applied before = summary.details().appliedBefore();
        if (before.writes() > 0) {
            table.row(APPLIED_BEFORE, before.create(), before.update(), before.tag(), before.untag());
        }
        RunSummary.Applied now = summary.applied();
        table.row(before.writes() > 0 ? "applied now" : "applied", now.create(), now.update(), now.tag(), now.untag());
    }

    private int firstColumn() {
        return summary.details().appliedBefore().writes() > 0 ? APPLIED_BEFORE.length() : FIRST_COLUMN;
    }

    private String nothingToDo() {
        if (summary.records().read() == 0) {
            return "0 writes: the export holds nothing that was not read before";
        }
        return summary.rejectedInAll()
                                + summary.records().rejected()
                                + summary.details().standing().people()
                        == 0
                ? "0 writes: Intercom already holds all of it"
                : "0 writes: Intercom already holds all of it, but for the rejected";
    }

    List<String> tags() {
        if (summary.details().tags().isEmpty()) {
            return List.of();
        }
        TextTable table = new TextTable("tag", "joiners", "leavers", "owned", "found");
        for (RunSummary.TagLine tag : summary.details().tags()) {
            table.row(Figures.printable(tag.name()), tag.joiners(), tag.leavers(), tag.owned(), tag.found());
        }
        return table.lines(firstColumn());
    }

    List<String> calls() {
        RunSummary.Calls calls = summary.calls();
        RunSummary.Planned planned = summary.planned();
        List<String> parts = new ArrayList<>();
        parts.add(Amount.number(calls.calls()));
        if (calls.retries() > 0) {
            parts.add(Amount.of(calls.retries(), "retry", "retries"));
        }
        if (calls.rateLimited() > 0) {
            parts.add(style.yellow(Amount.of(calls.rateLimited(), "answer 429", "answers 429")));
        }
        if (planned.estimatedCalls() > 0) {
            parts.add("estimate for the plan " + Amount.calls(planned.estimatedCalls()) + ", "
                    + Figures.minutes(planned.estimatedMinutes()));
        }
        return List.of(String.join(style.dot(), parts));
    }

    List<String> rejects() {
        if (summary.rejectedInAll() == 0) {
            return List.of();
        }
        List<RunSummary.RejectLine> first = summary.details().firstRejects();
        List<String> lines = new ArrayList<>();
        lines.add(style.yellow(rejectCounts()));
        int width = widest(first.stream().map(SummarySections::place).toList());
        for (RunSummary.RejectLine reject : first) {
            lines.add(TextTable.left(place(reject), width) + "  " + Figures.nameless(reject.reason()) + " ("
                    + Figures.printable(reject.code()) + ")");
        }
        path(summary.files().rejects()).forEach(path -> lines.add("all of them in " + path));
        return lines;
    }

    private String rejectCounts() {
        String people = Amount.people(summary.rejectedInAll());
        long records = summary.records().rejected();
        return records == 0 ? people : people + style.dot() + Amount.records(records) + " of the export refused";
    }

    /** Those who were refused the same before, which is no news. */
    List<String> standing() {
        long standing = summary.details().standing().people();
        return standing == 0
                ? List.of()
                : List.of(
                        Amount.number(standing) + " refused before, unchanged since, and not tried again for a week: `"
                                + Figures.printable(followUp.command("rejects " + summary.run())) + "`");
    }

    List<String> notes() {
        return summary.details().notes().stream().map(Figures::printable).toList();
    }

    List<String> next() {
        String next = summary.details().next();
        return next == null ? List.of() : List.of(style.bold(Figures.printable(followUp.command(next))));
    }

    static List<String> path(@Nullable Path path) {
        return path == null ? List.of() : List.of(Figures.printable(path.toString()));
    }

    private static long changesOf(RunSummary.Planned planned) {
        return planned.create() + planned.update() + planned.tag() + planned.untag();
    }

    private static String place(RunSummary.RejectLine reject) {
        return Figures.printable(reject.file()) + ":" + reject.line();
    }

    private static int widest(List<String> texts) {
        return texts.stream()
                .mapToInt(text -> text.codePointCount(0, text.length()))
                .max()
                .orElse(0);
    }
}
