package dev.audiencesync.report;

import dev.audiencesync.ledger.GuardFindings.StoredFinding;
import dev.audiencesync.ledger.OpenChange;
import dev.audiencesync.ledger.PlanStore;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/** A plan with all its changes as one JSON object, with a file's written as they are read: a plan may have millions. */
public final class PlanJson {
    private final PlanStore plans;

    public PlanJson(JdbcTemplate store) {
        this.plans = new PlanStore(store);
    }

    /**
     * Writes it to a file that only its owner can read, whole or not at all; where a link leads to it, the link stays. What
     * is no file, such as a pipe or a device, is written to as it is.
     */
    public void write(PlanView view, Path target) throws IOException {
        if (Files.isRegularFile(target)) {
            writeFile(view, target.toRealPath());
        } else if (Files.exists(target) && !Files.isDirectory(target)) {
            try (Writer writer = Files.newBufferedWriter(target, StandardOpenOption.WRITE)) {
                write(view, writer);
            }
        } else {
            writeFile(view, target);
        }
    }

    private void writeFile(PlanView view, Path target) throws IOException {
        Path draft = PrivateFiles.draftOf(target);
        try {
            try (Writer writer = Files.newBufferedWriter(draft)) {
                write(view, writer);
            }
            PrivateFiles.replace(target, draft);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** All of it on one line. */
    public String text(PlanView view) {
        StringWriter text = new StringWriter();
        write(view, text);
        return text.toString();
    }

    private void write(PlanView view, Writer writer) {
        try (JsonGenerator json = RunJson.MAPPER.createGenerator(writer)) {
            json.writeStartObject();
            RunSummary.Planned planned = view.planned();
            json.writeNumberProperty("plan", view.run().id());
            json.writeStringProperty("job", view.run().job());
            json.writeStringProperty("workspace", view.run().workspace());
            json.writeStringProperty("state", view.run().state().name());
            json.writeStringProperty("madeAt", view.run().startedAt().toString());
            property(json, "records", RunJson.records(records(view)));
            json.writeNumberProperty("people", view.run().totals().people());
            property(json, "planned", RunJson.planned(planned));
            property(
                    json,
                    "estimate",
                    RunJson.object().put("calls", planned.estimatedCalls()).put("minutes", planned.estimatedMinutes()));
            property(json, "tags", RunJson.objects(view.tags(), RunJson::tag));
            property(json, "guard", RunJson.objects(view.findings(), PlanJson::finding));
            property(json, "notes", RunJson.strings(view.notes()));
            json.writeName("changes");
            json.writeStartArray();
            plans.forEach(view.run().id(), (change, outcome) -> json.writePOJO(change(change, outcome)));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static RunSummary.Records records(PlanView view) {
        return new RunSummary.Records(
                view.run().totals().read(),
                view.run().totals().rejected(),
                view.run().totals().older());
    }

    private static void property(JsonGenerator json, String name, Object value) {
        json.writeName(name);
        json.writePOJO(value);
    }

    private static ObjectNode finding(StoredFinding finding) {
        return RunJson.object()
                .put("guard", finding.guard())
                .put("tag", finding.tag())
                .put("amount", finding.amount())
                .put("message", finding.message())
                .put("allowedWith", finding.allowedWith())
                .put("allowedBy", finding.allowedBy());
    }

    private static ObjectNode change(OpenChange open, @Nullable String outcome) {
        ObjectNode json = RunJson.object()
                .put("change", open.change().kind().name().toLowerCase(Locale.ROOT))
                .put("userId", open.person().identifiers().externalId())
                .put("email", open.person().identifiers().email())
                .put("id", open.person().identifiers().intercomId())
                .put("tag", open.change().tag());
        ObjectNode fields = json.putObject("fields");
        open.change().fields().forEach((name, value) -> fields.putPOJO(name, value.json()));
        return json.put("reason", open.change().reason())
                .put("cause", open.change().cause().name().toLowerCase(Locale.ROOT))
                .put("file", open.person().position().file())
                .put("line", open.person().position().line())
                .put("outcome", outcome == null ? null : outcome.toLowerCase(Locale.ROOT));
    }
}
