package dev.audiencesync.sandbox;

import java.util.Locale;

/**
 * What {@code POST /contacts} does with an e-mail that a user with a <em>different</em> external id already has. It is
 * not known which of the two Intercom does.
 */
public enum DuplicateEmailCreate {
    /** 409, naming the other person's contact. */
    CONFLICT,
    /** A second contact with the same e-mail. */
    SECOND_CONTACT;

    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
