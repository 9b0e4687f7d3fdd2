package dev.audiencesync.mapping;

/**
 * One field of a create action.
 *
 * @param name Intercom's, for example {@code custom_attributes.plan}
 * @param label the definition's, for messages
 * @param showing whether a value that is refused may be shown: never where names and addresses are read
 */
record FieldMapping(String name, String label, ValueSource source, Converter converter, boolean showing) {}
