package dev.audiencesync.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The object of {@code --json}, on one line. Scripts read it: a key may be added, none renamed. */
public final class SummaryJson {
    private SummaryJson() {}

    public static String render(RunSummary summary) {
        return object(summary).toString();
    }

    /** What files were recognised as, where the definition leaves that to their content. */
    private static void formats(List<RunSummary.ExportFileLine> files, ObjectNode json) {
        for (RunSummary.ExportFileLine file : files) {
            if (file.kind() != null) {
                json.withObjectProperty("formats").put(file.file(), file.kind());
            }
        }
    }

    /** What a run that verified found. */
    private static void drift(RunSummary.@Nullable Drifted drift, ObjectNode json) {
        if (drift != null) {
            RunSummary.Found found = drift.found();
            json.withObjectProperty("drift")
                    .put("contacts", found.contacts())
                    .put("calls", found.calls())
                    .put("fields", found.fields())
                    .put("untagged", found.untagged())
                    .put("tagged", found.tagged())
                    .put("gone", found.gone())
                    .put("merged", found.merged())
                    .put("onDrift", drift.onDrift())
                    .put("file", RunJson.text(drift.file()));
        }
    }

    static ObjectNode object(RunSummary summary) {
        ObjectNode json = RunJson.object()
                .put("job", summary.job())
                .put("run", summary.run())
                .put("workspace", summary.workspace())
                .put("status", summary.status().name())
                .put("exitCode", summary.exitCode());
        json.set("records", RunJson.records(summary.records()));
        json.put("people", summary.people());
        json.set("planned", RunJson.planned(summary.planned()));
        json.set("applied", RunJson.applied(summary.applied()));
        json.put("rejected", summary.rejected())
                .put("calls", summary.calls().calls())
                .put("retries", summary.calls().retries())
                .put("rateLimited", summary.calls().rateLimited())
                .put("seconds", Math.round(summary.seconds() * 1000) / 1000.0);
        json.set("guard", RunJson.strings(summary.guard()));
        ArrayNode resumed = json.putArray("resumed");
        summary.resumed().forEach(resumed::add);
        formats(summary.details().exportFiles(), json);
        drift(summary.details().drift(), json);
        return json.put("planFile", RunJson.text(summary.files().plan()))
                .put("rejectsFile", RunJson.text(summary.files().rejects()))
                .put("reportFile", RunJson.text(summary.files().report()));
    }
}
