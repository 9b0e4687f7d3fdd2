package dev.audiencesync.sandbox;

/**
 * What a fault has done so far.
 *
 * @param fault its text
 * @param calls how many calls it was about
 * @param struck how many of them went wrong by it
 */
public record FaultTally(String fault, long calls, long struck) {}
