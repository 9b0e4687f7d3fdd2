package dev.audiencesync.job;

import dev.audiencesync.definition.JobDefinition;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A way to Intercom for one command, opened once the command has its turn: the sandbox of a home can be held by one run
 * only.
 */
public interface Connection extends AutoCloseable {

    URI baseUrl();

    /** The access token that stands there now; read when it is needed, and never stored. */
    String token();

    @Override
    void close();

    /** Opens the connection a definition asks for, or the sandbox in its place. */
    interface Source {
        Connection open(JobDefinition definition);

        /** The address that the command gave in the definition's place; null where it gave none. */
        default @Nullable URI insteadOfTheDefinitions() {
            return null;
        }

        /** Whether it is the sandbox: a workspace of its own. */
        boolean isSandbox();

        /** Whether the workspace itself lies in the home, so that one run of the home at a time can have it open. */
        default boolean isInHome() {
            return false;
        }
    }
}
