package dev.audiencesync.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The job definition that reads what {@link ExportGenerator} writes. */
public final class GeneratedJob {
    private static final String STREAM = "stream                         # these files add to each other";
    private static final String SNAPSHOT =
            "snapshot                       # each night's files are everybody\n" + "  complete: true";

    private GeneratedJob() {}

    /**
     * Writes the definition into the folder that the nights are in.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static Path write(Path out, String name, boolean snapshot) {
        Path file = out.resolve(name + ".yml");
        try {
            return Files.writeString(file, definition(name, snapshot));
        } catch (IOException e) {
            throw new UncheckedIOException("The job " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String definition(String name, boolean snapshot) {
        return """
                # Reads the generated nights beside it; which one, its date says:
                # audience-sync run %1$s.yml --sandbox date=…
                name: %1$s

                source:
                  stream: audience
                  location: "{date}/*.gz"
                  format: audience-store
                  mode: %2$s

                intercom:
                  region: us
                  version: "2.16"
                  access-token: ${INTERCOM_ACCESS_TOKEN}

                actions:
                  # Last visit is not mapped: each visit would be an update.
                  - action: create-or-update-user
                    parameters:
                      user-id: { property: Customer ID }
                      email: { property: Email Address }
                      name: /properties/Full name
                      signed-up-at: { date: First visit }
                      custom-attributes:
                        lifetime_visits: { metric: Lifetime visit count }
                        plan: { property: Plan }
                  - action: add-tag-based-on-user-id
                    when: { audience: %3$s }
                    parameters: { name: %3$s, untag: on-leave }
                """
                .formatted(name, snapshot ? SNAPSHOT : STREAM, ExportWorld.AUDIENCE);
    }
}
