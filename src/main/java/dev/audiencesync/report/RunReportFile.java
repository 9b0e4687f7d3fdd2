package dev.audiencesync.report;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/** The report a run leaves beside its plan: the object of {@code --json} with all that the terminal showed. */
public final class RunReportFile {
    private RunReportFile() {}

    public static void write(Path target, RunSummary summary, FollowUp followUp) throws IOException {
        String json = RunJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(object(summary, followUp));
        PrivateFiles.write(target, json + "\n");
    }

    private static ObjectNode object(RunSummary summary, FollowUp followUp) {
        String next = summary.details().next();
        RunSummary.Details details = summary.details();
        ObjectNode json = SummaryJson.object(summary);
        json.put("sandbox", summary.sandbox());
        json.put("older", summary.records().older());
        json.set("appliedBefore", RunJson.applied(details.appliedBefore()));
        json.set("estimate", estimate(summary.planned()));
        json.set("files", RunJson.objects(details.exportFiles(), RunReportFile::file));
        json.set("tags", RunJson.objects(details.tags(), RunJson::tag));
        json.set("firstRejects", RunJson.objects(details.firstRejects(), RunReportFile::reject));
        json.set("standing", standing(details.standing()));
        json.set("notes", RunJson.strings(details.notes()));
        return json.put("failure", details.failure()).put("next", next == null ? null : followUp.command(next));
    }

    private static ObjectNode estimate(RunSummary.Planned planned) {
        return RunJson.object().put("calls", planned.estimatedCalls()).put("minutes", planned.estimatedMinutes());
    }

    private static ObjectNode file(RunSummary.ExportFileLine file) {
        return RunJson.object()
                .put("file", file.file())
                .put("records", file.records())
                .put("rejected", file.rejected())
                .put("consumedBefore", file.consumedBefore())
                .put("format", file.kind());
    }

    private static ObjectNode standing(RunSummary.Standing standing) {
        ObjectNode json = RunJson.object().put("people", standing.people());
        json.set("first", RunJson.objects(standing.first(), line -> reject(line.reject())
                .put("since", line.since())));
        return json;
    }

    private static ObjectNode reject(RunSummary.RejectLine reject) {
        return RunJson.object()
                .put("file", reject.file())
                .put("line", reject.line())
                .put("reason", reject.reason())
                .put("code", reject.code());
    }
}
