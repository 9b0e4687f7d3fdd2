package dev.audiencesync.report;

import java.nio.file.Path;
import java.util.List;

/** Nights as they happen. */
final class Summaries {
    private Summaries() {}

    static RunSummary firstNight() {
        return new RunSummary(
                "nightly-audience",
                1,
                "sandbox",
                true,
                RunStatus.COMPLETED,
                0,
                new RunSummary.Records(1255, 0, 15),
                1240,
                new RunSummary.Planned(1240, 0, 312, 0, 0, 1310, 1.4),
                new RunSummary.Applied(1240, 0, 312, 0),
                0,
                new RunSummary.Calls(1307, 2, 1),
                75.26,
                List.of(),
                List.of(),
                new RunSummary.Files(Path.of("home/plans/1.jsonl"), null, Path.of("home/reports/1.json")),
                new RunSummary.Details(
                        List.of(
                                new RunSummary.ExportFileLine("visitors-01.json.gz", 1100, 0, false),
                                new RunSummary.ExportFileLine("visitors-2.json.gz", 155, 0, false)),
                        List.of(
                                new RunSummary.TagLine("VIP", 200, 0, 200, 12),
                                new RunSummary.TagLine("At risk", 112, 0, 112, 0)),
                        List.of(),
                        RunSummary.Standing.NONE,
                        RunSummary.Applied.NOTHING,
                        List.of(),
                        null,
                        null));
    }

    static RunSummary unchangedNight() {
        return new RunSummary(
                "nightly-audience",
                2,
                "sandbox",
                true,
                RunStatus.COMPLETED,
                0,
                new RunSummary.Records(155, 0, 0),
                155,
                new RunSummary.Planned(0, 0, 0, 0, 155, 0, 0),
                RunSummary.Applied.NOTHING,
                0,
                new RunSummary.Calls(1, 0, 0),
                0.84,
                List.of(),
                List.of(),
                RunSummary.Files.NONE,
                new RunSummary.Details(
                        List.of(
                                new RunSummary.ExportFileLine("visitors-01.json.gz", 1100, 0, true),
                                new RunSummary.ExportFileLine("visitors-3.json.gz", 155, 0, false)),
                        List.of(),
                        List.of(),
                        RunSummary.Standing.NONE,
                        RunSummary.Applied.NOTHING,
                        List.of(),
                        null,
                        null));
    }

    static RunSummary someRejected() {
        return new RunSummary(
                "nightly-audience",
                3,
                "ws_1a2b",
                false,
                RunStatus.COMPLETED,
                3,
                new RunSummary.Records(31, 2, 0),
                29,
                new RunSummary.Planned(3, 20, 4, 1, 6, 24, 0.2),
                new RunSummary.Applied(3, 19, 4, 1),
                3,
                new RunSummary.Calls(29, 0, 0),
                4.2,
                List.of(),
                List.of(2L),
                new RunSummary.Files(null, Path.of("home/rejects/3.jsonl"), Path.of("home/reports/3.json")),
                new RunSummary.Details(
                        List.of(
                                new RunSummary.ExportFileLine("visitors-01.json.gz", 30, 2, false),
                                new RunSummary.ExportFileLine("visitors-02.json.gz", 1, 0, false)),
                        List.of(),
                        List.of(
                                new RunSummary.RejectLine(
                                        "visitors-01.json.gz", 7, "not JSON: ends within a string", "bad-json"),
                                new RunSummary.RejectLine("visitors-01.json.gz", 12, "no identifier", "no-identifier")),
                        RunSummary.Standing.NONE,
                        RunSummary.Applied.NOTHING,
                        List.of("no record carries 'badges': badge conditions neither add nor remove"),
                        null,
                        "rejects 3"));
    }

    static RunSummary failed() {
        return ending(
                RunStatus.FAILED,
                1,
                List.of(),
                "Intercom refused the access token (401 on POST /contacts)",
                "restart 4");
    }

    /** A restart that did what the first execution left. */
    static RunSummary restarted() {
        RunSummary any = ending(RunStatus.COMPLETED, 0, List.of(), null, null);
        RunSummary.Details details = new RunSummary.Details(
                List.of(),
                List.of(new RunSummary.TagLine("VIP", 9, 0, 9, 0)),
                List.of(),
                RunSummary.Standing.NONE,
                new RunSummary.Applied(800, 0, 2, 0),
                List.of(),
                null,
                null);
        return with(
                any,
                new RunSummary.Planned(2000, 0, 9, 0, 1000, 2000, 2.1),
                new RunSummary.Applied(1200, 0, 7, 0),
                details);
    }

    static RunSummary stopped() {
        return ending(
                RunStatus.STOPPED, 6, List.of(), "stopped by a signal; 1,200 planned changes are open", "restart 4");
    }

    static RunSummary guarded() {
        String finding = "VIP would lose 812 of 3,000 members (27 %, limit 20 %)";
        RunSummary any =
                ending(RunStatus.GUARDED, 4, List.of(finding), finding, "run nightly-audience --allow-untags VIP=812");
        return with(any, new RunSummary.Planned(0, 5, 0, 812, 2000, 817, 0.9), RunSummary.Applied.NOTHING);
    }

    /** Of a run that the guard would have stopped, had nobody let it pass. */
    static RunSummary letPass() {
        return ending(
                RunStatus.COMPLETED,
                0,
                List.of("VIP would lose 812 of 3,000 members. Allowed by ada@host with --allow-untags VIP=812."),
                null,
                null);
    }

    static RunSummary planned() {
        RunSummary any = ending(RunStatus.PLANNED, 0, List.of(), null, "apply 4");
        return with(any, new RunSummary.Planned(5, 0, 7, 0, 2000, 12, 0.1), RunSummary.Applied.NOTHING);
    }

    private static RunSummary ending(RunStatus status, int exitCode, List<String> guard, String failure, String next) {
        return new RunSummary(
                "nightly-audience",
                4,
                "ws_1a2b",
                false,
                status,
                exitCode,
                new RunSummary.Records(3000, 0, 0),
                3000,
                new RunSummary.Planned(2000, 0, 0, 0, 1000, 2000, 2.1),
                new RunSummary.Applied(800, 0, 0, 0),
                0,
                new RunSummary.Calls(801, 0, 0),
                3671,
                guard,
                List.of(),
                RunSummary.Files.NONE,
                new RunSummary.Details(
                        List.of(),
                        List.of(),
                        List.of(),
                        RunSummary.Standing.NONE,
                        RunSummary.Applied.NOTHING,
                        List.of(),
                        failure,
                        next));
    }

    private static RunSummary with(RunSummary s, RunSummary.Planned planned, RunSummary.Applied applied) {
        return with(s, planned, applied, s.details());
    }

    private static RunSummary with(
            RunSummary s, RunSummary.Planned planned, RunSummary.Applied applied, RunSummary.Details details) {
        return new RunSummary(
                s.job(),
                s.run(),
                s.workspace(),
                s.sandbox(),
                s.status(),
                s.exitCode(),
                s.records(),
                s.people(),
                planned,
                applied,
                s.rejected(),
                new RunSummary.Calls(1, 0, 0),
                1.2,
                s.guard(),
                s.resumed(),
                s.files(),
                details);
    }
}
