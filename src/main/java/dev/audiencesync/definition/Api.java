package dev.audiencesync.definition;

/** The two APIs that the versions of Intercom's API are of; what a user has differs between them. */
public enum Api {
    /** {@code 2.x}. */
    CONTACTS("Intercom's Contacts API (2.x)"),
    /** {@code 1.x}. */
    USERS("Intercom's Users API (1.4)");

    private final String title;

    Api(String title) {
        this.title = title;
    }

    public static Api ofVersion(String version) {
        return version.startsWith("1.") ? USERS : CONTACTS;
    }

    /** For messages. */
    String title() {
        return title;
    }
}
