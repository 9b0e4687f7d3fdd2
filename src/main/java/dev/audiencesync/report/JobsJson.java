package dev.audiencesync.report;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code list --json}: one object on one line, the last runs in the words of {@code status --json}. */
public final class JobsJson {
    private JobsJson() {}

    public static String render(List<JobRow> rows, FollowUp followUp) {
        ObjectNode json = RunJson.object();
        json.set("jobs", RunJson.objects(rows, row -> job(row, followUp)));
        return json.toString();
    }

    private static ObjectNode job(JobRow row, FollowUp followUp) {
        RunRow last = row.last();
        ObjectNode json = RunJson.object().put("job", row.job()).put("problem", row.problem());
        return last == null ? json.putNull("last") : json.set("last", StatusJson.run(last, followUp));
    }
}
