package dev.audiencesync.sandbox;

/** A tag; deleting one takes it off every contact. */
record Tag(String id, String name, long createdAt, boolean deleted) implements Entity {

    Tag renamed(String newName) {
        return new Tag(id, newName, createdAt, deleted);
    }

    Tag asDeleted() {
        return new Tag(id, name, createdAt, true);
    }
}
