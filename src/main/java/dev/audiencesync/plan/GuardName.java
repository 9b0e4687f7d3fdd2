package dev.audiencesync.plan;

import java.util.Arrays;
import java.util.Optional;

/** What stops a run, nearly all of it before the first write; the names are what {@code --allow} takes. */
public enum GuardName {
    /** More of a tag's members leave than {@code max-untag-percent}. */
    UNTAGS("untags", true),
    /** A tag falls from 5 or more members to none. */
    LAST_MEMBERS("last-members", true),
    /** More people join a tag than {@code max-tag-percent} of its members. */
    TAG_GROWTH("tag-growth", true),
    /** A snapshot names fewer people than {@code min-people-percent} of the last one. */
    PEOPLE("people", true),
    /** An edited definition updates more people than {@code max-definition-change-percent}. */
    DEFINITION_CHANGES("definition-changes", true),
    /** More records are refused than {@code max-reject-percent}. */
    REJECTS("rejects", true),
    /** While applying, Intercom refuses more people than {@code max-reject-percent}. */
    REFUSED_PEOPLE("refused-people", true),
    /** A mapped field that used to be filled is empty everywhere. */
    FILL("fill", true),
    TAG_RENAMED("tag-renamed", false),
    TAG_DELETED("tag-deleted", true),
    EMPTY_SNAPSHOT("empty-snapshot", false);

    private final String word;
    private final boolean overridable;

    GuardName(String word, boolean overridable) {
        this.word = word;
        this.overridable = overridable;
    }

    public String word() {
        return word;
    }

    /** Whether {@code --allow} lets it pass. */
    public boolean overridable() {
        return overridable;
    }

    public static Optional<GuardName> of(String word) {
        return Arrays.stream(values()).filter(guard -> guard.word.equals(word)).findFirst();
    }
}
