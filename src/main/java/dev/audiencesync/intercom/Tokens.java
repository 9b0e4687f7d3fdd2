package dev.audiencesync.intercom;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token that all threads call with. Secrets are rotated while a run is on: one that Intercom no longer takes is read
 * again from where it came from, once, and all go on with what stands there now.
 */
final class Tokens {
    private static final Logger log = LoggerFactory.getLogger(Tokens.class);

    private final TokenSource source;
    private @Nullable AccessToken current;

    /** Whether the current token was refused since it was last accepted. */
    private boolean doubted;

    Tokens(TokenSource source) {
        this.source = source;
    }

    String placeholder() {
        return source.placeholder();
    }

    synchronized AccessToken current() {
        AccessToken known = current;
        if (known == null) {
            known = source.read();
            current = known;
        }
        return known;
    }

    /** What to call with in the place of a token that was refused; empty where there is no other. */
    synchronized Optional<AccessToken> insteadOf(AccessToken refused) {
        if (!refused.equals(current())) {
            return Optional.of(current());
        }
        if (doubted) {
            return Optional.empty();
        }
        doubted = true;
        Optional<AccessToken> other = readAgain().filter(token -> !token.equals(refused));
        other.ifPresent(token -> {
            current = token;
            log.warn("The access token was refused; another now comes from {}", source.placeholder());
        });
        return other;
    }

    private Optional<AccessToken> readAgain() {
        try {
            return Optional.of(source.read());
        } catch (RuntimeException e) {
            // Whatever keeps it from being read, the refusal stands and says what to do.
            log.warn("The refused access token cannot be read again from {}", source.placeholder(), e);
            return Optional.empty();
        }
    }

    synchronized void accepted(AccessToken token) {
        if (token.equals(current)) {
            doubted = false;
        }
    }
}
