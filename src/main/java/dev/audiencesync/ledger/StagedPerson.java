package dev.audiencesync.ledger;

import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.Fingerprint;

/**
 * A record that may change something, kept until the plan is made.
 *
 * @param seq its place in the reading order, from 1
 * @param key the hash of its person's key
 * @param state the fingerprint of all it asks for
 */
public record StagedPerson(long seq, Fingerprint key, Fingerprint state, DesiredPerson desired) {}
