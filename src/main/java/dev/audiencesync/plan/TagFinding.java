package dev.audiencesync.plan;

/**
 * What somebody did to a tag in Intercom that a run must not guess the meaning of.
 *
 * @param guard {@code tag-renamed} or {@code tag-deleted}
 * @param tag the tag's name as the job knows it
 * @param message what was found, and the choices
 */
public record TagFinding(String guard, String tag, String message) {
    public static final String RENAMED = "tag-renamed";
    public static final String DELETED = "tag-deleted";
}
