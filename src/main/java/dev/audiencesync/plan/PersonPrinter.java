package dev.audiencesync.plan;

import dev.audiencesync.definition.MappingFingerprints;
import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;

/**
 * Works out what weighing a record needs and the record alone tells, so that it need not be done on the one thread that
 * keeps the reading order. Immutable: serves a whole run, on any thread.
 */
public final class PersonPrinter {
    private final StateFingerprint fingerprint;
    private final FilledFields filled;

    /** @param mappings the definition's */
    public PersonPrinter(MappingFingerprints mappings) {
        this.fingerprint = new StateFingerprint(mappings.whole());
        this.filled = new FilledFields(mappings);
    }

    public PrintedPerson print(DesiredPerson person) {
        return new PrintedPerson(
                person, person.identifiers().key().orElseThrow().hash(), fingerprint.of(person), filled.of(person));
    }

    /** The fingerprint of all that a record asks for, or several together. */
    Fingerprint state(DesiredPerson person) {
        return fingerprint.of(person);
    }
}
