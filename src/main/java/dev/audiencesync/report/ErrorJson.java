package dev.audiencesync.report;

/** What {@code --json} prints where there is no run to report. */
public final class ErrorJson {
    private ErrorJson() {}

    public static String render(String error, int exitCode) {
        return RunJson.object().put("error", error).put("exitCode", exitCode).toString();
    }
}
