package dev.audiencesync.intercom;

import org.jspecify.annotations.Nullable;

/** A field's place in a contact: {@code custom_attributes.plan} is {@code plan} in {@code custom_attributes}. */
record FieldName(@Nullable String parent, String leaf) {
    static FieldName parse(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? new FieldName(null, name) : new FieldName(name.substring(0, dot), name.substring(dot + 1));
    }
}
