package dev.audiencesync.intercom;

import org.jspecify.annotations.Nullable;

/** A workspace's access token. It never shows itself: its text is for the Authorization header only. */
public final class AccessToken {

    private final String text;

    /**
     * @throws IllegalArgumentException where the text could not stand in a header, since the HTTP client would quote it
     *     in its own complaint; the message does not repeat it
     */
    public AccessToken(String text) {
        this.text = text.strip();
        if (this.text.isEmpty()) {
            throw new IllegalArgumentException("The access token is empty");
        }
        if (!this.text.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
            throw new IllegalArgumentException("The access token holds white space or characters that are not ASCII");
        }
    }

    String authorization() {
        return "Bearer " + text;
    }

    /** An answer may quote the token back at us; nothing that is kept or logged may. */
    String redactIn(String message) {
        return message.replace(text, "[access token]");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccessToken token && token.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "AccessToken[redacted]";
    }
}
