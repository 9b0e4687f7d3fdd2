package dev.audiencesync.definition;

/** When the guard stops a run before its first write; all in percent, 0 to 100 but for growth, which may be more. */
public record Limits(
        int maxUntagPercent,
        int maxTagPercent,
        int minPeoplePercent,
        int maxDefinitionChangePercent,
        int maxRejectPercent) {

    public static final Limits DEFAULTS = new Limits(20, 100, 80, 10, 5);
}
