package dev.audiencesync.plan;

import dev.audiencesync.person.DesiredPerson;
import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Fingerprint;
import dev.audiencesync.person.Group;
import dev.audiencesync.person.GroupCells;
import dev.audiencesync.person.Identifiers;
import dev.audiencesync.person.RideAlong;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprint of all a record asks for under one definition: two records with the same one lead to the same plan.
 * Lengths are part of it, so that no value can pass for another's end and beginning. Immutable: serves a whole run, on any
 * thread.
 */
final class StateFingerprint {
    private final String mapping;

    /** @param mapping what decides how records become people: an edited definition makes everybody worth a look */
    StateFingerprint(String mapping) {
        this.mapping = mapping;
    }

    Fingerprint of(DesiredPerson person) {
        StringBuilder text = new StringBuilder(256);
        append(text, mapping);
        Identifiers identifiers = person.identifiers();
        append(text, identifiers.externalId());
        append(text, identifiers.emailKey());
        append(text, identifiers.intercomId());
        append(text, person.facts().answers());
        append(text, person.facts().groups());
        appendCells(text, person.facts().columns());
        for (SortedMap<String, FieldValue> fields : person.fields()) {
            text.append('{');
            for (Map.Entry<String, FieldValue> field : fields.entrySet()) {
                if (!RideAlong.isOne(field.getKey())) {
                    append(text, field.getKey());
                    append(text, field.getValue().canonical());
                }
            }
        }
        return Fingerprint.of(text.toString());
    }

    private static void append(StringBuilder text, Map<Integer, List<Group>> groups) {
        new TreeMap<>(groups).forEach((leaf, matching) -> {
            text.append('[').append(leaf).append(']');
            matching.forEach(group -> append(text, group.name()));
        });
    }

    /** Someone of whom nothing was known has left only now that a cell says so. */
    private static void appendCells(StringBuilder text, Map<Integer, GroupCells> columns) {
        new TreeMap<>(columns).forEach((leaf, cells) -> {
            text.append('(').append(leaf).append(')');
            cells.denied().forEach(name -> append(text, name));
            text.append('|');
            cells.blank().forEach(name -> append(text, name));
        });
    }

    private static void append(StringBuilder text, @Nullable String part) {
        if (part == null) {
            text.append('-');
        } else {
            text.append(part.length()).append(':').append(part);
        }
    }
}
