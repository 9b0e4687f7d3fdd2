package dev.audiencesync.report;

import dev.audiencesync.ledger.Rejects;
import dev.audiencesync.ledger.Rejects.Reject;
import dev.audiencesync.ledger.StoredRun;
import dev.audiencesync.person.Amount;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.JsonGenerator;

/** {@code rejects RUN}: whom a run was refused what, and why. It names people. */
public final class RejectList {
    private final Rejects rejects;

    public RejectList(JdbcTemplate store) {
        this.rejects = new Rejects(store);
    }

    /** How many of each kind, then one by one in the order they were met. */
    public String text(StoredRun run, FollowUp followUp) {
        Map<String, Long> byCode = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        boolean[] retriable = {false};
        rejects.forEach(run.id(), reject -> {
            byCode.merge(reject.code(), 1L, Long::sum);
            retriable[0] |= !reject.change().equals("read") && !reject.change().equals("plan");
            lines.add(line(reject));
        });
        if (lines.isEmpty()) {
            return "Run " + run.id() + " of " + run.job() + ": nothing was rejected.\n";
        }
        List<String> text = new ArrayList<>();
        text.add("Run " + run.id() + " of " + run.job() + ": " + Amount.number(lines.size()) + " rejected");
        byCode.forEach((code, count) -> text.add("  " + Amount.number(count) + " × " + Figures.printable(code)));
        text.add("");
        text.addAll(lines);
        if (retriable[0]) {
            text.add("");
            text.add("To try again what Intercom refused: " + followUp.command("retry-rejects " + run.id()));
        }
        return String.join("\n", text) + "\n";
    }

    private static String line(Reject reject) {
        String standing = reject.standingSince() == null
                ? ""
                : ", stands since run " + reject.standingSince() + ", not tried again";
        return Figures.printable(reject.person() + "  " + reject.change() + "  " + reject.reason() + " ("
                + reject.code() + ")  " + reject.position().file() + ":"
                + reject.position().line() + standing);
    }

    /** All of it on one line. */
    public String json(StoredRun run) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = RunJson.MAPPER.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberProperty("run", run.id());
            json.writeStringProperty("job", run.job());
            json.writeName("rejects");
            json.writeStartArray();
            rejects.forEach(
                    run.id(),
                    reject -> json.writePOJO(RunJson.object()
                            .put("file", reject.position().file())
                            .put("line", reject.position().line())
                            .put("person", reject.person())
                            .put("change", reject.change())
                            .put("reason", reject.reason())
                            .put("code", reject.code())
                            .put("standingSince", reject.standingSince())));
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }
}
