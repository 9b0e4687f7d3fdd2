package dev.audiencesync.intercom;

import java.util.Locale;

/** The calls this client makes. */
public enum CallKind {
    ME,
    LIST_TAGS,
    LIST_DATA_ATTRIBUTES,
    GET_CONTACT,
    FIND_BY_EXTERNAL_ID,
    SEARCH_CONTACTS,
    LIST_CONTACTS,
    LIST_CONTACT_TAGS,
    CREATE_CONTACT,
    UPDATE_CONTACT,
    ARCHIVE_CONTACT,
    UNARCHIVE_CONTACT,
    TAG,
    UNTAG;

    /** As messages and logs name it: {@code create contact}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
