package dev.audiencesync.plan;

import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;
import java.util.Set;

/**
 * What a record asks for, with the fingerprints that its person is found and compared by: worked out of the record alone,
 * by {@link PersonPrinter}.
 *
 * @param key of the person
 * @param state of all that the record asks for, were Intercom to take all of it
 * @param filled the mapped fields that the record fills
 */
public record PrintedPerson(DesiredPerson person, Fingerprint key, Fingerprint state, Set<String> filled) {}
