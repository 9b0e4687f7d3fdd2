package dev.audiencesync.plan;

import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;

/**
 * What a record asks for, with the fingerprints that its person is found and compared by: worked out of the record alone,
 * by {@link StateFingerprint}.
 *
 * @param key of the person
 * @param state of all that the record asks for, were Intercom to take all of it
 */
public record PrintedPerson(DesiredPerson person, Fingerprint key, Fingerprint state) {}
