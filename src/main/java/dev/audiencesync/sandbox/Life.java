package dev.audiencesync.sandbox;

/** Where a contact is in its life. All but {@code ACTIVE} ones still stand in the way of a create. */
enum Life {
    ACTIVE,
    ARCHIVED,
    DELETED,
    BLOCKED,
    MERGED
}
