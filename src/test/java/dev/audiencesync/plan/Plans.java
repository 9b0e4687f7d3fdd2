package dev.audiencesync.plan;

import dev.audiencesync.definition.DefinitionLoader;
import dev.audiencesync.definition.JobDefinition;
import java.nio.file.Path;

/** Definitions named {@code test} in few words. */
final class Plans {
    static final String CREATE =
            """
            - action: create-or-update-user
              parameters: { user-id: /id, email: /email, name: /name }
            """;

    static final String VIP =
            """
            - action: add-tag-based-on-user-id
              when: { audience: VIP }
              parameters: { name: VIP, untag: on-leave }
            """;

    private Plans() {}

    static JobDefinition definition(String actions) {
        return definition("stream", actions);
    }

    static JobDefinition definition(String mode, String actions) {
        return job("test", mode, actions, "");
    }

    /** A job of another name. */
    static JobDefinition job(String name, String mode, String actions) {
        return job(name, mode, actions, "");
    }

    /** @param more further keys of the definition, a line each */
    static JobDefinition job(String name, String mode, String actions, String more) {
        String text = "name: " + name + "\n" + more
                + "source: { stream: audience, location: '*.gz', format: audience-store, mode: " + mode
                + (mode.equals("snapshot") ? ", complete: true" : "") + " }\nactions:\n"
                + actions;
        return new DefinitionLoader(variable -> "").parse(text, Path.of(name + ".yml"));
    }
}
