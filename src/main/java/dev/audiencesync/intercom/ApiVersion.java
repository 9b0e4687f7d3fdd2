package dev.audiencesync.intercom;

/** A version of the API, for what differs between them: 1.x is the Users API, 2.x the Contacts API. */
record ApiVersion(int major, int minor) {

    static ApiVersion parse(String text) {
        if (!text.matches("\\d{1,3}\\.\\d{1,3}")) {
            throw new IllegalArgumentException("Not a version of Intercom's API: " + text);
        }
        int dot = text.indexOf('.');
        return new ApiVersion(Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
    }

    boolean isUsersApi() {
        return major < 2;
    }

    /** {@code GET /contacts/find_by_external_id/{external_id}} exists from 2.13. */
    boolean findsByExternalId() {
        return atLeast(2, 13);
    }

    /**
     * From 2.16 a bulk tag call skips contacts it does not know and lists those it tagged; up to 2.15 one unknown contact
     * fails the whole call, so success speaks for all.
     */
    boolean listsTagged() {
        return atLeast(2, 16);
    }

    /** {@code owner_id} is an integer up to 2.15 and a string from 2.16. */
    boolean namesOwnersByText() {
        return atLeast(2, 16);
    }

    private boolean atLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }
}
