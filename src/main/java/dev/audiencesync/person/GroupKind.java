package dev.audiencesync.person;

/** What Tealium puts visitors into, each in a container of the record. */
public enum GroupKind {
    AUDIENCE("audience", "audiences"),
    BADGE("badge", "badges");

    private final String word;
    private final String container;

    GroupKind(String word, String container) {
        this.word = word;
        this.container = container;
    }

    /** As conditions and patterns call it. */
    public String word() {
        return word;
    }

    /** The record's key for all of them. */
    public String container() {
        return container;
    }
}
