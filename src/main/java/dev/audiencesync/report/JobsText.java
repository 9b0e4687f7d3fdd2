package dev.audiencesync.report;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** {@code list} for a terminal: the last runs as {@code status} shows them, then the jobs that never ran. */
public final class JobsText {
    private final StatusText status;

    public JobsText(TextStyle style, ZoneId zone, FollowUp followUp) {
        this.status = new StatusText(style, zone, followUp);
    }

    public String render(List<JobRow> rows) {
        if (rows.isEmpty()) {
            return "No jobs: there is no .yml file in the jobs folder.\n";
        }
        List<RunRow> ran = new ArrayList<>();
        StringBuilder rest = new StringBuilder();
        for (JobRow row : rows) {
            RunRow last = row.last();
            if (last == null) {
                rest.append(Figures.printable(row.job())).append(": has not run yet\n");
            } else {
                ran.add(last);
            }
            if (row.problem() != null) {
                rest.append(Figures.printable(row.job()))
                        .append(": cannot be run: ")
                        .append(row.problem())
                        .append('\n');
            }
        }
        return (ran.isEmpty() ? "" : status.render(ran, List.of())) + rest;
    }
}
