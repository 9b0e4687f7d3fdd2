package dev.audiencesync.intercom;

/**
 * Intercom refuses this one request: 400, 404, 406, 422 and other 4xx. Repeating it unchanged is useless; others are not
 * concerned.
 *
 * @param code Intercom's code; empty where the answer had none
 * @param message Intercom's words, shortened; empty where there were none
 */
public record Refused(int status, String code, String message)
        implements WorkspaceLookup,
                ContactLookup,
                ContactTagsLookup,
                WriteResult,
                TagResult,
                UntagResult,
                BulkUntagResult,
                UnarchiveResult {}
