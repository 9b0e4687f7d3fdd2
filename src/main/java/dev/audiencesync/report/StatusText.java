package dev.audiencesync.report;

import dev.audiencesync.person.Amount;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code status} for a terminal: a line a run in the order given, and under it what its operator has to know. */
public final class StatusText {
    private static final DateTimeFormatter STARTED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final TextStyle style;
    private final ZoneId zone;
    private final FollowUp followUp;

    public StatusText(TextStyle style, ZoneId zone, FollowUp followUp) {
        this.style = style;
        this.zone = zone;
        this.followUp = followUp;
    }

    public String render(List<RunRow> rows, List<LiveRun> live) {
        Set<String> running = rows.stream()
                .filter(row -> row.status() == RunStatus.RUNNING)
                .map(RunRow::job)
                .collect(Collectors.toSet());
        StringBuilder text = new StringBuilder();
        live.stream()
                .filter(run -> !running.contains(run.job()))
                .map(this::live)
                .forEach(text::append);
        return rows.isEmpty() ? text.toString() : text.append(runs(rows)).toString();
    }

    private String live(LiveRun run) {
        String what = run.waitsFor() == null ? "at work" : "waiting for " + run.waitsFor();
        return Figures.printable(run.job() + ": " + what + " (since "
                        + STARTED.format(run.since().atZone(zone)) + ", process " + run.process()
                        + (run.host().isEmpty() ? "" : " on " + run.host()) + ")")
                + "\n";
    }

    private String runs(List<RunRow> rows) {
        List<String> table = table(rows).lines(0);
        Headline headline = new Headline(style);
        StringBuilder text = new StringBuilder("   ").append(table.get(0)).append('\n');
        for (int i = 0; i < rows.size(); i++) {
            RunRow row = rows.get(i);
            String mark = headline.mark(row.status(), row.rejected());
            text.append(mark)
                    .append(style.unicode() ? "  " : " ")
                    .append(table.get(i + 1))
                    .append('\n');
            remarks(row).forEach(remark -> text.append("     ").append(remark).append('\n'));
        }
        return text.toString();
    }

    private TextTable table(List<RunRow> rows) {
        boolean severalWorkspaces =
                rows.stream().map(RunRow::workspace).distinct().count() > 1;
        TextTable table = new TextTable(
                "job", "run", "state", "started", "took", "people", "planned", "applied", "rejected", "open");
        for (RunRow row : rows) {
            String job = Figures.printable(severalWorkspaces ? row.job() + " @ " + row.workspace() : row.job());
            table.row(List.of(
                    job,
                    String.valueOf(row.run()),
                    row.status().toString(),
                    STARTED.format(row.startedAt().atZone(zone)),
                    took(row),
                    Amount.number(row.people()),
                    Amount.number(planned(row.planned())),
                    Amount.number(row.applied().writes()),
                    Amount.number(row.rejected()),
                    Amount.number(row.open())));
        }
        return table;
    }

    private List<String> remarks(RunRow row) {
        List<String> remarks = new ArrayList<>();
        String message = row.message();
        if (message != null) {
            remarks.add(Figures.printable(message));
        }
        String next = row.next();
        if (next != null) {
            remarks.add("next: " + style.bold(Figures.printable(followUp.command(next))));
        }
        return remarks;
    }

    private String took(RunRow row) {
        return row.endedAt() == null
                ? style.sign("–", "-")
                : Figures.seconds(row.worked().toMillis() / 1000.0);
    }

    private static long planned(RunSummary.Planned planned) {
        return planned.create() + planned.update() + planned.tag() + planned.untag();
    }
}
