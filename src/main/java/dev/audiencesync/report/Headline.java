package dev.audiencesync.report;

import dev.audiencesync.person.Amount;

/** The first line: what ran and how it ended, for whoever reads no further. */
final class Headline {
    private final TextStyle style;

    Headline(TextStyle style) {
        this.style = style;
    }

    String of(RunSummary summary) {
        StringBuilder line = new StringBuilder(mark(summary.status(), summary.rejectedInAll()))
                .append(' ')
                .append(style.bold(Figures.printable(summary.job())))
                .append(style.dot())
                .append("run ")
                .append(summary.run())
                .append(style.dot())
                .append(summary.status())
                .append(
                        summary.status() == RunStatus.COMPLETED || summary.status() == RunStatus.PLANNED
                                ? " in "
                                : " after ")
                .append(Figures.seconds(summary.seconds()));
        String remark = remark(summary);
        return remark.isEmpty()
                ? line.toString()
                : line.append(style.dot()).append(remark).toString();
    }

    String mark(RunStatus status, long rejected) {
        return switch (status) {
            case COMPLETED, PLANNED ->
                rejected == 0 ? style.green(style.sign("✓", "OK")) : style.yellow(style.sign("✓", "OK"));
            case FAILED, CRASHED -> style.red(style.sign("✗", "XX"));
            case STOPPED -> style.yellow(style.sign("■", "##"));
            case GUARDED -> style.red(style.sign("▲", "!!"));
            case RUNNING -> style.green(style.sign("▶", ">>"));
            case SUPERSEDED -> style.faint(style.sign("–", "--"));
        };
    }

    private static String remark(RunSummary summary) {
        return switch (summary.status()) {
            case PLANNED -> "nothing written yet";
            case GUARDED -> "nothing was written";
            case FAILED, STOPPED, CRASHED -> "can be restarted";
            case COMPLETED -> summary.rejectedInAll() == 0 ? "" : Amount.number(summary.rejectedInAll()) + " rejected";
            case RUNNING, SUPERSEDED -> "";
        };
    }
}
