package dev.audiencesync.plan;

import org.jspecify.annotations.Nullable;

/**
 * A reason to stop a plan before its first write.
 *
 * @param tag the tag it is about, as the definition spells it; null where it is about none
 * @param amount how many people or pairs; what {@code --allow-untags} has to name exactly
 * @param message which guard, how many of how many, and what to do
 */
public record Finding(GuardName guard, @Nullable String tag, long amount, String message) {}
