package dev.audiencesync.intercom;

/** Where the access token comes from. */
@FunctionalInterface
public interface TokenSource {

    /**
     * The token that stands there now.
     *
     * @throws RuntimeException where it cannot be read
     */
    AccessToken read();

    /** How the definition names the place, never the token. */
    default String placeholder() {
        return "`access-token`";
    }
}
