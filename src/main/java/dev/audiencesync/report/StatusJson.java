package dev.audiencesync.report;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code status --json}: one object on one line, its runs in the words of {@link SummaryJson}. */
public final class StatusJson {
    private StatusJson() {}

    public static String render(List<RunRow> rows, List<LiveRun> live, FollowUp followUp) {
        ObjectNode json = RunJson.object();
        json.set("runs", RunJson.objects(rows, row -> run(row, followUp)));
        json.set("live", RunJson.objects(live, StatusJson::live));
        return json.toString();
    }

    private static ObjectNode live(LiveRun run) {
        return RunJson.object()
                .put("job", run.job())
                .put("process", run.process())
                .put("host", run.host().isEmpty() ? null : run.host())
                .put("since", run.since().toString())
                .put("waitsFor", run.waitsFor());
    }

    static ObjectNode run(RunRow row, FollowUp followUp) {
        String next = row.next();
        ObjectNode json = RunJson.object()
                .put("job", row.job())
                .put("run", row.run())
                .put("workspace", row.workspace())
                .put("status", row.status().name())
                .put("exitCode", row.exitCode())
                .put("startedAt", row.startedAt().toString())
                .put("endedAt", RunJson.text(row.endedAt()));
        json.set("records", RunJson.records(row.records()));
        json.put("people", row.people());
        json.set("planned", RunJson.planned(row.planned()));
        json.set("applied", RunJson.applied(row.applied()));
        return json.put("rejected", row.rejected())
                .put("open", row.open())
                .put("message", row.message())
                .put("next", next == null ? null : followUp.command(next));
    }
}
