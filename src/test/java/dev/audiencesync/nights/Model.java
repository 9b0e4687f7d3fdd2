package dev.audiencesync.nights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a workspace should hold after nights of exports, worked out from the records alone, one person at a time. It
 * knows nothing of ledgers, plans or calls. Hand-made changes have to be told to it.
 */
final class Model {
    /** A contact; its tags with the jobs that own them, nobody for those put on by hand. */
    static final class Contact {
        String externalId;
        String email;
        String name;
        final SortedMap<String, Object> attributes = new TreeMap<>();
        final SortedMap<String, SortedSet<String>> tags = new TreeMap<>();

        Contact handTagged(String tag) {
            tags.put(key(tag), new TreeSet<>());
            return this;
        }
    }

    private final List<Contact> contacts = new ArrayList<>();
    private final Map<String, Long> newestOfStreams = new HashMap<>();

    Contact add(String externalId, String email) {
        Contact contact = new Contact();
        contact.externalId = externalId;
        contact.email = email;
        contacts.add(contact);
        return contact;
    }

    void tagByHand(String externalId, String tag) {
        contacts.stream()
                .filter(contact -> externalId.equals(contact.externalId))
                .forEach(contact -> contact.handTagged(tag));
    }

    List<Held> held() {
        return contacts.stream()
                .map(contact -> new Held(
                        contact.externalId,
                        contact.email,
                        contact.name,
                        contact.attributes,
                        new TreeSet<>(contact.tags.keySet())))
                .toList();
    }

    /** One night of a job over its records in reading order. */
    void night(JobSpec job, List<Visitor> records) {
        boolean audiencesKnown = records.stream().anyMatch(record -> !record.broken() && record.audiences() != null);
        List<Contact> present = new ArrayList<>();
        List<Contact> kept = new ArrayList<>();
        records.stream()
                .filter(Visitor::broken)
                .map(this::find)
                .filter(Objects::nonNull)
                .forEach(kept::add);
        for (Visitor record : newest(job, records)) {
            Contact contact = apply(job, record, audiencesKnown, kept);
            if (contact != null) {
                present.add(contact);
            }
        }
        if (job.snapshot()) {
            contacts.stream()
                    .filter(contact -> !present.contains(contact) && !kept.contains(contact))
                    .forEach(contact -> job.tags().stream()
                            .filter(JobSpec.TagSpec::onLeave)
                            .forEach(tag -> leave(job, contact, tag)));
        }
    }

    private List<Visitor> newest(JobSpec job, List<Visitor> records) {
        Map<String, Visitor> newest = new LinkedHashMap<>();
        for (Visitor record : records) {
            if (!record.broken()) {
                String person = person(record, records);
                Visitor other = newest.remove(person);
                Visitor winner = other == null || time(record) >= time(other) ? record : other;
                newest.put(person, person.contains("@") ? winner : winner.asUser(person));
            }
        }
        if (!job.snapshot()) {
            newest.entrySet().removeIf(entry -> isOld(job.name() + "/" + entry.getKey(), entry.getValue()));
        }
        return newest.values().stream()
                .sorted(Comparator.comparing(record -> record.userId() == null))
                .toList();
    }

    private boolean isOld(String person, Visitor record) {
        Long known = newestOfStreams.get(person);
        if (known != null && record.lastVisit() != null && record.lastVisit() < known) {
            return true;
        }
        newestOfStreams.merge(person, time(record), Math::max);
        return false;
    }

    /** An e-mail alone stands for the one person with that e-mail. */
    private String person(Visitor record, List<Visitor> records) {
        if (record.userId() != null) {
            return record.userId();
        }
        Contact contact = find(record);
        if (contact != null && contact.externalId != null) {
            return contact.externalId;
        }
        return records.stream()
                .filter(other -> !other.broken() && other.userId() != null)
                .filter(other -> sameEmail(other.email(), record.email()))
                .map(Visitor::userId)
                .findFirst()
                .orElse(record.email().toLowerCase(Locale.ROOT));
    }

    private static long time(Visitor record) {
        return record.lastVisit() == null ? Long.MIN_VALUE : record.lastVisit();
    }

    private Contact apply(JobSpec job, Visitor record, boolean audiencesKnown, List<Contact> kept) {
        Contact contact = find(record);
        boolean covered = job.createWhen() == null || isIn(record, job.createWhen());
        if (contact == null && !covered) {
            return null;
        }
        if (contact == null) {
            contact = add(null, null);
        }
        if (covered) {
            write(job, record, contact);
        }
        if (audiencesKnown) {
            for (JobSpec.TagSpec tag : job.tags()) {
                tag(job, record, contact, tag, kept.contains(contact));
            }
        }
        return contact;
    }

    private static void write(JobSpec job, Visitor record, Contact contact) {
        contact.externalId = record.userId() == null || !job.userIdIsSent() ? contact.externalId : record.userId();
        contact.email = record.email() == null ? contact.email : record.email();
        contact.name = record.name() == null ? contact.name : record.name();
        job.attributes().stream()
                .filter(record.attributes()::containsKey)
                .forEach(
                        name -> contact.attributes.put(name, record.attributes().get(name)));
    }

    private static void tag(JobSpec job, Visitor record, Contact contact, JobSpec.TagSpec tag, boolean kept) {
        if (isIn(record, tag.audience())) {
            SortedSet<String> owners = contact.tags.get(key(tag.tag()));
            if (owners == null) {
                contact.tags.put(key(tag.tag()), new TreeSet<>(List.of(job.name())));
            } else if (!owners.isEmpty()) {
                owners.add(job.name());
            }
        } else if (tag.onLeave() && !kept) {
            leave(job, contact, tag);
        }
    }

    private static void leave(JobSpec job, Contact contact, JobSpec.TagSpec tag) {
        SortedSet<String> owners = contact.tags.get(key(tag.tag()));
        if (owners != null && owners.remove(job.name()) && owners.isEmpty()) {
            contact.tags.remove(key(tag.tag()));
        }
    }

    private static boolean isIn(Visitor record, String audience) {
        return record.audiences() != null && record.audiences().contains(audience);
    }

    /** The same external id; else the same e-mail, where one of the two has no external id. */
    private Contact find(Visitor record) {
        return contacts.stream()
                .filter(contact -> record.userId() != null && record.userId().equals(contact.externalId))
                .findFirst()
                .or(() -> contacts.stream()
                        .filter(contact -> record.userId() == null || contact.externalId == null)
                        .filter(contact -> sameEmail(contact.email, record.email()))
                        .findFirst())
                .orElse(null);
    }

    private static boolean sameEmail(String one, String other) {
        return one != null && one.equalsIgnoreCase(other);
    }

    private static String key(String tag) {
        return tag.toLowerCase(Locale.ROOT);
    }
}
