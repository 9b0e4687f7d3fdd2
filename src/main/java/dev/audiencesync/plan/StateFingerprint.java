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
        CanonicalBytes text = new CanonicalBytes();
        text.part(mapping);
        Identifiers identifiers = person.identifiers();
        text.part(identifiers.externalId());
        text.part(identifiers.emailKey());
        text.part(identifiers.intercomId());
        text.part(person.facts().answers());
        appendGroups(text, person.facts().groups());
        appendCells(text, person.facts().columns());
        for (SortedMap<String, FieldValue> fields : person.fields()) {
            text.mark('{');
            for (Map.Entry<String, FieldValue> field : fields.entrySet()) {
                if (!RideAlong.isOne(field.getKey())) {
                    text.part(field.getKey());
                    text.part(field.getValue().canonical());
                }
            }
        }
        return text.fingerprint();
    }

    private static void appendGroups(CanonicalBytes text, Map<Integer, List<Group>> groups) {
        if (groups.isEmpty()) {
            return;
        }
        new TreeMap<>(groups).forEach((leaf, matching) -> {
            text.mark('[').number(leaf).mark(']');
            matching.forEach(group -> text.part(group.name()));
        });
    }

    /** Someone of whom nothing was known has left only now that a cell says so. */
    private static void appendCells(CanonicalBytes text, Map<Integer, GroupCells> columns) {
        if (columns.isEmpty()) {
            return;
        }
        new TreeMap<>(columns).forEach((leaf, cells) -> {
            text.mark('(').number(leaf).mark(')');
            cells.denied().forEach(text::part);
            text.mark('|');
            cells.blank().forEach(text::part);
        });
    }
}
