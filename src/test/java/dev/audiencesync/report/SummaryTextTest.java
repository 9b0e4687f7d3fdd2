package dev.audiencesync.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
    private static final FollowUp PROGRAM = new FollowUp("./audience-sync", List.of());

    @Test
    void theFirstNight() {
        assertThat(plain(Summaries.firstNight()))
                .isEqualTo(
                        """
                ✓ nightly-audience · run 1 · COMPLETED in 1 min 15 s

                  Workspace   sandbox
                  Files       visitors-01.json.gz  1,100 records
                              visitors-2.json.gz     155 records
                  People      1,240 in 1,255 records (15 passed over as older than what was read of the same person)

                                create    update       tag     untag  unchanged
                  planned        1,240         0       312         0          0
                  applied        1,240         0       312         0

                  tag          joiners   leavers     owned     found
                  VIP              200         0       200        12
                  At risk          112         0       112         0

                  Calls       1,307 · 2 retries · 1 answer 429 · estimate for the plan 1,310 calls, about 2 minutes
                  Plan        home/plans/1.jsonl
                  Report      home/reports/1.json
                """);
    }

    @Test
    void anUnchangedNight() {
        assertThat(plain(Summaries.unchangedNight()))
                .isEqualTo(
                        """
                ✓ nightly-audience · run 2 · COMPLETED in 0.8 s

                  Workspace   sandbox
                  Files       visitors-01.json.gz  consumed before, skipped
                              visitors-3.json.gz   155 records
                  People      155 in 155 records

                  0 writes: Intercom already holds all of it

                  Calls       1
                """);
    }

    @Test
    void someRejected() {
        assertThat(plain(Summaries.someRejected()))
                .isEqualTo(
                        """
                ✓ nightly-audience · run 3 · COMPLETED in 4.2 s · 3 rejected

                  Workspace   ws_1a2b
                  Resumed     run 2, unfinished before, was completed first
                  Files       visitors-01.json.gz  30 records  2 rejected
                              visitors-02.json.gz   1 record
                  People      29 in 31 records (2 rejected)

                                create    update       tag     untag  unchanged
                  planned            3        20         4         1          6
                  applied            3        19         4         1

                  Calls       29 · estimate for the plan 24 calls, under a minute
                  Rejects     3 people · 2 records of the export refused
                              visitors-01.json.gz:7   not JSON: ends within a string (bad-json)
                              visitors-01.json.gz:12  no identifier (no-identifier)
                              all of them in home/rejects/3.jsonl
                  Report      home/reports/3.json

                  Notes       no record carries 'badges': badge conditions neither add nor remove

                  Next        ./audience-sync rejects 3
                """);
    }

    @Test
    void failed() {
        assertThat(plain(Summaries.failed()))
                .isEqualTo(
                        """
                ✗ nightly-audience · run 4 · FAILED after 1 h 01 min · can be restarted

                  Failure     Intercom refused the access token (401 on POST /contacts)

                  Workspace   ws_1a2b
                  People      3,000 in 3,000 records

                                create    update       tag     untag  unchanged
                  planned        2,000         0         0         0      1,000
                  applied          800         0         0         0

                  Calls       801 · estimate for the plan 2,000 calls, about 3 minutes

                  Next        ./audience-sync restart 4
                """);
    }

    @Test
    void aRestartTellsWhatItDidFromWhatWasDoneBefore() {
        assertThat(plain(Summaries.restarted()))
                .contains(
                        """
                                    create    update       tag     untag  unchanged
                  planned            2,000         0         9         0      1,000
                  applied before       800         0         2         0
                  applied now        1,200         0         7         0

                  tag              joiners   leavers     owned     found
                  VIP                    9         0         9         0
                """);
    }

    @Test
    void stopped() {
        assertThat(plain(Summaries.stopped()))
                .startsWith(
                        """
                ■ nightly-audience · run 4 · STOPPED after 1 h 01 min · can be restarted

                  Stopped     stopped by a signal; 1,200 planned changes are open
                """);
    }

    @Test
    void guarded() {
        assertThat(plain(Summaries.guarded()))
                .isEqualTo(
                        """
                ▲ nightly-audience · run 4 · GUARDED after 1.2 s · nothing was written

                  Guard       VIP would lose 812 of 3,000 members (27 %, limit 20 %)

                  Workspace   ws_1a2b
                  People      3,000 in 3,000 records

                                create    update       tag     untag  unchanged
                  planned            0         5         0       812      2,000

                  Calls       1 · estimate for the plan 817 calls, under a minute

                  Next        ./audience-sync run nightly-audience --allow-untags VIP=812
                """);
    }

    @Test
    void whatSomebodyLetPassIsNoFailure() {
        assertThat(plain(Summaries.letPass()))
                .contains("\n\n  Guard       VIP would lose 812 of 3,000 members. Allowed by ada@host with"
                        + " --allow-untags VIP=812.\n\n")
                .doesNotContain("Failure");
    }

    @Test
    void planned() {
        assertThat(plain(Summaries.planned()))
                .startsWith("✓ nightly-audience · run 4 · PLANNED in 1.2 s · nothing written yet\n")
                .doesNotContain("applied")
                .endsWith("  Next        ./audience-sync apply 4\n");
    }

    @Test
    void aTerminalWithoutUnicodeGetsAsciiOnly() {
        TextStyle ascii = TextStyle.of(false, StandardCharsets.US_ASCII);
        for (RunSummary summary : List.of(
                Summaries.firstNight(),
                Summaries.someRejected(),
                Summaries.failed(),
                Summaries.stopped(),
                Summaries.guarded())) {
            assertThat(new SummaryText(ascii, PROGRAM).render(summary)).isASCII();
        }
        assertThat(new SummaryText(ascii, PROGRAM).render(Summaries.failed()))
                .startsWith("XX nightly-audience - run 4 - FAILED after 1 h 01 min - can be restarted\n");
    }

    @Test
    void coloursAddNothingButColours() {
        String coloured = new SummaryText(new TextStyle(true, true), PROGRAM).render(Summaries.someRejected());
        assertThat(coloured).contains("\u001b[33m✓\u001b[0m");
        assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(plain(Summaries.someRejected()));
    }

    @Test
    void aNameFromOutsideCannotSteerTheTerminal() {
        assertThat(Figures.printable("VIP\u001b[2J\nrun 9 COMPLETED")).isEqualTo("VIP?[2J run 9 COMPLETED");
    }

    private static String plain(RunSummary summary) {
        return new SummaryText(TextStyle.PLAIN, PROGRAM).render(summary);
    }
}
