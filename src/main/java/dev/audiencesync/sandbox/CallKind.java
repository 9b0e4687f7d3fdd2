package dev.audiencesync.sandbox;

import java.util.Locale;

/** The kinds of call the sandbox tells apart when it counts. */
public enum CallKind {
    SHOW_ADMIN(false),
    CREATE_CONTACT(true),
    GET_CONTACT(false),
    UPDATE_CONTACT(true),
    DELETE_CONTACT(true),
    ARCHIVE_CONTACT(true),
    UNARCHIVE_CONTACT(true),
    FIND_BY_EXTERNAL_ID(false),
    LIST_CONTACTS(false),
    SEARCH_CONTACTS(false),
    /** {@code POST /users}: creates, or updates whom it finds. */
    UPSERT_USER(true),
    GET_USER(false),
    /** {@code GET /users?user_id=}. */
    FIND_USER_BY_USER_ID(false),
    /** {@code GET /users?email=}. */
    FIND_USERS_BY_EMAIL(false),
    /** {@code GET /users}, of everybody or of one tag. */
    LIST_USERS(false),
    SCROLL_USERS(false),
    LIST_TAGS(false),
    /** {@code POST /tags} with a name only. */
    CREATE_TAG(true),
    /** {@code POST /tags} with an id and a name. */
    RENAME_TAG(true),
    /** {@code POST /tags} with users, whether it tags or untags them. */
    TAG_BULK(true),
    DELETE_TAG(true),
    TAG_ONE(true),
    UNTAG_ONE(true),
    LIST_CONTACT_TAGS(false),
    LIST_ATTRIBUTES(false),
    CREATE_ATTRIBUTE(true),
    /** Nothing the API has: wrong path, method, version or media type. */
    UNROUTED(false);

    private final boolean write;

    CallKind(boolean write) {
        this.write = write;
    }

    /** Whether such a call asks for a change, successful or not. */
    public boolean isWrite() {
        return write;
    }

    /** Its name in {@code GET /_sandbox/counts}, such as {@code create_contact}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
