package dev.audiencesync.intercom;

import org.jspecify.annotations.Nullable;

/** What the Users API finds a user by in a tag call. */
public sealed interface UserName {

    record Id(String id) implements UserName {}

    record UserId(String userId) implements UserName {}

    /** Refused where several users share it. */
    record Email(String email) implements UserName {}

    /**
     * The surest of the identifiers.
     *
     * @throws IllegalArgumentException without any
     */
    static UserName of(@Nullable String id, @Nullable String userId, @Nullable String email) {
        if (id != null) {
            return new Id(id);
        }
        if (userId != null) {
            return new UserId(userId);
        }
        if (email != null) {
            return new Email(email);
        }
        throw new IllegalArgumentException("Nobody can be found by nothing");
    }
}
