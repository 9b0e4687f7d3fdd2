package dev.audiencesync.intercom;

/**
 * An attribute that contacts of the workspace have. Writing one that is not defined rejects the whole write.
 *
 * @param fullName {@code custom_attributes.plan} where {@code name} is {@code plan}
 * @param dataType string, integer, float, boolean, datetime, date or options
 */
public record DataAttribute(
        String name, String fullName, String dataType, boolean custom, boolean archived, boolean apiWritable) {}
