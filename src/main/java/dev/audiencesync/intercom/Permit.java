package dev.audiencesync.intercom;

import java.time.Duration;

/**
 * A place in a rate-limit window.
 *
 * @param window the window's number since the epoch, by Intercom's clock
 * @param ordinal its place among those handed out for the window, from 0
 * @param time how long to wait before it is due
 */
record Permit(long window, int ordinal, Duration time) {}
