package dev.audiencesync.sandbox;

import java.time.Instant;
import java.util.List;

/**
 * What a rate-limit window was spent on.
 *
 * @param start its first second
 * @param limit calls it has, as its last call was told
 * @param apps who called in it
 */
public record WindowUse(Instant start, int limit, List<AppUse> apps) {

    public WindowUse {
        apps = List.copyOf(apps);
    }

    /**
     * One app's calls: those with the same token.
     *
     * @param app its number, from 1, in the order of the apps' first calls
     * @param granted calls that were in the limit
     * @param refused calls answered with 429
     */
    public record AppUse(int app, int granted, int refused) {}
}
