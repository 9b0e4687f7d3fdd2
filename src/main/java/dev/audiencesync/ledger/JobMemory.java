package dev.audiencesync.ledger;

import java.util.SortedMap;

/**
 * What one job remembers of a person.
 *
 * @param definitionId the definition under which fields were last sent
 * @param fields the fingerprint of each field as last sent
 * @param ages of each field of a person known by events, how old the newest value is that was read of it; of
 *     each audience that folders tell of, how old the newest word is
 */
public record JobMemory(
        long personId, long definitionId, SortedMap<String, String> fields, SortedMap<String, Long> ages) {}
