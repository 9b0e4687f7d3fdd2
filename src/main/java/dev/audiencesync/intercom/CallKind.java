package dev.audiencesync.intercom;

/** The calls this client makes. */
public enum CallKind {
    ME("say which workspace the token opens"),
    LIST_TAGS("list tags"),
    LIST_DATA_ATTRIBUTES("list data attributes"),
    GET_CONTACT("get a contact"),
    FIND_BY_EXTERNAL_ID("find a contact by external id"),
    SEARCH_CONTACTS("search contacts"),
    LIST_CONTACTS("list contacts"),
    LIST_CONTACT_TAGS("list the tags of a contact"),
    CREATE_CONTACT("create a contact"),
    UPDATE_CONTACT("update a contact"),
    ARCHIVE_CONTACT("archive a contact"),
    UNARCHIVE_CONTACT("unarchive a contact"),
    UPSERT_USER("create or update a user"),
    GET_USER("get a user"),
    FIND_USER("find a user by user id"),
    FIND_USERS_BY_EMAIL("find users by e-mail"),
    LIST_USERS("list users"),
    SCROLL_USERS("scroll over all users"),
    TAG("tag contacts"),
    UNTAG("untag a contact"),
    UNTAG_MANY("untag contacts");

    private final String label;

    CallKind(String label) {
        this.label = label;
    }

    /** As messages and logs name it: {@code create a contact}. */
    public String label() {
        return label;
    }
}
