package dev.audiencesync.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RunJsonTest {
    private static final FollowUp PROGRAM = new FollowUp("./audience-sync", List.of());

    @TempDir
    Path folder;

    @Test
    void theObjectScriptsRead() {
        assertThat(SummaryJson.render(Summaries.someRejected()))
                .isEqualTo(
                        """
                        {"job":"nightly-audience","run":3,"workspace":"ws_1a2b","status":"COMPLETED","exitCode":3,\
                        "records":{"read":31,"rejected":2},"people":29,\
                        "planned":{"create":3,"update":20,"tag":4,"untag":1,"unchanged":6},\
                        "applied":{"create":3,"update":19,"tag":4,"untag":1},"rejected":3,\
                        "calls":29,"retries":0,"rateLimited":0,"seconds":4.2,"guard":[],"resumed":[2],\
                        "planFile":null,"rejectsFile":"home/rejects/3.jsonl","reportFile":"home/reports/3.json"}""");
    }

    @Test
    void aGuardedRunSaysWhatTheGuardFound() {
        assertThat(SummaryJson.render(Summaries.guarded()))
                .contains("\"status\":\"GUARDED\",\"exitCode\":4")
                .contains("\"guard\":[\"VIP would lose 812 of 3,000 members (27 %, limit 20 %)\"],\"resumed\":[]");
    }

    @Test
    void anErrorWithoutARun() {
        assertThat(ErrorJson.render("jobs/x.yml:3: unknown key \"sorce\"\ndid you mean source?", 2))
                .isEqualTo(
                        "{\"error\":\"jobs/x.yml:3: unknown key \\\"sorce\\\"\\ndid you mean source?\",\"exitCode\":2}");
    }

    @Test
    void statusUsesTheWordsOfARun() {
        assertThat(StatusJson.render(List.of(StatusTextTest.CRASHED), List.of(), PROGRAM))
                .isEqualTo(
                        """
                        {"runs":[{"job":"nightly-audience","run":12,"workspace":"ws_1a2b","status":"CRASHED",\
                        "exitCode":null,"startedAt":"2026-11-21T01:30:00Z","endedAt":null,\
                        "records":{"read":12000,"rejected":2},"people":11000,\
                        "planned":{"create":900,"update":100,"tag":50,"untag":4,"unchanged":10000},\
                        "applied":{"create":400,"update":0,"tag":0,"untag":0},"rejected":2,"open":654,\
                        "message":"its process died","next":"./audience-sync restart 12"}],"live":[]}""");
        assertThat(StatusJson.render(List.of(), StatusTextTest.LIVE.subList(1, 2), PROGRAM))
                .isEqualTo(
                        """
                        {"runs":[],"live":[{"job":"nightly-audience","process":42,"host":null,"since":"2026-11-22T09:12:00Z",\
                        "waitsFor":"hourly"}]}""");
    }

    @Test
    void theReportHoldsTheObjectAndAllThatTheTerminalShowed() throws IOException {
        Path report = folder.resolve("reports/3.json");
        RunReportFile.write(report, Summaries.someRejected(), PROGRAM);
        JsonNode json = RunJson.MAPPER.readTree(Files.readString(report));

        JsonNode summary = RunJson.MAPPER.readTree(SummaryJson.render(Summaries.someRejected()));
        summary.properties().forEach(key -> assertThat(json.get(key.getKey())).isEqualTo(key.getValue()));
        assertThat(json.at("/files/0/rejected").asInt()).isEqualTo(2);
        assertThat(json.at("/firstRejects/1/line").asInt()).isEqualTo(12);
        assertThat(json.at("/next").asString()).isEqualTo("./audience-sync rejects 3");
        assertThat(json.at("/appliedBefore/create").asInt()).isZero();
        assertThat(json.at("/notes/0").asString()).startsWith("no record carries");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
                .isEqualTo("rw-------");
    }
}
