package dev.audiencesync.nights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a workspace should hold after nights of exports, worked out from the records alone, one person at a time. It
 * knows nothing of ledgers, plans or calls. Hand-made changes have to be told to it.
 */
final class Model {
    /** A tag on a contact: the jobs that own it there, and those that found it there before their first use of it. */
    private static final class Holding {
        final Set<String> owners = new TreeSet<>();
        final Set<String> foundBy = new TreeSet<>();
    }

    /** A contact with its tags; nobody owns those put on by hand. */
    static final class Contact {
        String externalId;
        String email;
        String name;
        final SortedMap<String, Object> attributes = new TreeMap<>();
        final SortedMap<String, Holding> tags = new TreeMap<>();
        final Set<String> takenBy = new TreeSet<>();
        /** By job and field, the value the job last sent. */
        final Map<String, String> sent = new HashMap<>();

        boolean archived;

        Contact handTagged(String tag) {
            tags.put(key(tag), new Holding());
            return this;
        }
    }

    private final List<Contact> contacts = new ArrayList<>();
    private final Map<String, Long> newestOfStreams = new HashMap<>();
    private final Set<String> used = new TreeSet<>();
    /** By job, a stream's newest records of people from whom they would have taken something, had no broken one named them. */
    private final Map<String, List<Visitor>> waiting = new HashMap<>();

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
                .filter(contact -> !contact.archived)
                .map(contact -> new Held(
                        contact.externalId,
                        contact.email,
                        contact.name,
                        contact.attributes,
                        new TreeSet<>(contact.tags.keySet())))
                .toList();
    }

    /**
     * One night of a job over its records in reading order. Whoever a broken one names keeps everything; what another would
     * have taken from them in a stream goes with the next night, unless a newer one says otherwise.
     */
    void night(JobSpec job, List<Visitor> records) {
        boolean audiencesKnown = records.stream().anyMatch(record -> !record.broken() && record.audiences() != null);
        List<Visitor> broken = records.stream().filter(Visitor::broken).toList();
        List<Visitor> read = new ArrayList<>(waiting.getOrDefault(job.name(), List.of()));
        read.addAll(records);
        List<Visitor> waits = new ArrayList<>();
        job.tags().stream().filter(JobSpec.TagSpec::adds).forEach(tag -> list(job, tag));
        List<Contact> present = new ArrayList<>();
        for (Visitor record : newest(job, read)) {
            Contact contact = write(job, record);
            if (contact != null) {
                present.add(contact);
                boolean known = audiencesKnown || record.audiences() != null;
                if (known && tag(job, record, contact, broken)) {
                    waits.add(record.audiences() == null ? record.in() : record);
                }
            }
        }
        waiting.put(job.name(), job.snapshot() ? List.of() : waits);
        List<Contact> kept = broken.stream().map(this::find).toList();
        for (String tag : job.retired()) {
            contacts.stream().filter(contact -> !kept.contains(contact)).forEach(contact -> leave(job, contact, tag));
        }
        if (job.snapshot() && records.stream().noneMatch(Visitor::isOfNobody)) {
            contacts.stream()
                    .filter(contact -> !present.contains(contact) && !kept.contains(contact))
                    .forEach(contact -> leave(job, contact));
        }
    }

    private static void leave(JobSpec job, Contact contact) {
        job.tags().stream().filter(JobSpec.TagSpec::onLeave).forEach(tag -> leave(job, contact, tag.tag()));
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

    private Contact write(JobSpec job, Visitor record) {
        Contact contact = find(record);
        boolean covered = job.creates() && (job.createWhen() == null || isIn(record, job.createWhen()));
        boolean outOfReach = contact == null ? !covered : contact.archived && !(covered && job.unarchives());
        if (outOfReach) {
            return null;
        }
        if (contact == null) {
            contact = add(null, null);
        }
        if (covered) {
            write(job, record, contact);
        }
        return contact;
    }

    /** A job sends what differs from what it sent last, whatever was made of that by hand since. */
    private static void write(JobSpec job, Visitor record, Contact contact) {
        contact.archived = false;
        contact.externalId = record.userId() == null || !job.userIdIsSent() ? contact.externalId : record.userId();
        if (isNews(job, contact, "email", record.email())) {
            contact.email = record.email();
        }
        if (isNews(job, contact, "name", record.name())) {
            contact.name = record.name();
        }
        for (String attribute : job.attributes()) {
            String value = record.attributes().get(attribute);
            if (isNews(job, contact, "attribute " + attribute, value)) {
                contact.attributes.put(attribute, value);
            }
        }
    }

    private static boolean isNews(JobSpec job, Contact contact, String field, String value) {
        return value != null && !value.equals(contact.sent.put(job.name() + "/" + field, value));
    }

    /** Until the job's first use of a tag, whoever holds it and is nobody's member is found with it. */
    private void list(JobSpec job, JobSpec.TagSpec tag) {
        for (Contact contact : contacts) {
            Holding holding = contact.tags.get(key(tag.tag()));
            if (holding == null || contact.archived) {
                continue;
            }
            if (!used.contains(job.name() + "/" + key(tag.tag())) && holding.owners.isEmpty()) {
                holding.foundBy.add(job.name());
            }
        }
        for (Contact contact : contacts) {
            Holding holding = contact.tags.get(key(tag.tag()));
            if (tag.adopts() && holding != null && holding.foundBy.remove(job.name())) {
                holding.owners.add(job.name());
                used.add(job.name() + "/" + key(tag.tag()));
            }
        }
    }

    /** Whether something would be taken, did no broken record name the contact. */
    private boolean tag(JobSpec job, Visitor record, Contact contact, List<Visitor> broken) {
        boolean kept = broken.stream().anyMatch(other -> find(other) == contact);
        boolean waits = false;
        for (JobSpec.TagSpec tag : job.tags()) {
            waits |= tag(job, record, contact, tag, kept);
        }
        return waits;
    }

    private boolean tag(JobSpec job, Visitor record, Contact contact, JobSpec.TagSpec tag, boolean kept) {
        boolean added = job.tags().stream()
                .filter(other -> other.adds() && key(other.tag()).equals(key(tag.tag())))
                .anyMatch(other -> isIn(record, other.audience()));
        boolean holds = isIn(record, tag.audience());
        if (tag.adds() && holds) {
            putOn(job, contact, key(tag.tag()));
            return false;
        }
        boolean taken = !tag.adds() && holds && !added && !contact.takenBy.contains(job.name() + "/" + key(tag.tag()));
        boolean left = tag.onLeave() && !added && isOwned(job, contact, tag.tag());
        if (taken && !kept) {
            contact.takenBy.add(job.name() + "/" + key(tag.tag()));
            contact.tags.remove(key(tag.tag()));
        } else if (left && !kept) {
            leave(job, contact, tag.tag());
        }
        return kept && (taken || left);
    }

    private void putOn(JobSpec job, Contact contact, String tag) {
        Holding holding = contact.tags.computeIfAbsent(tag, name -> new Holding());
        if (!holding.foundBy.contains(job.name()) && holding.owners.add(job.name())) {
            used.add(job.name() + "/" + tag);
            contact.takenBy.removeIf(taken -> taken.endsWith("/" + tag));
        }
    }

    private static void leave(JobSpec job, Contact contact, String tag) {
        if (isOwned(job, contact, tag)) {
            Holding holding = contact.tags.get(key(tag));
            holding.owners.remove(job.name());
            if (holding.owners.isEmpty()) {
                contact.tags.remove(key(tag));
            }
        }
    }

    private static boolean isOwned(JobSpec job, Contact contact, String tag) {
        Holding holding = contact.tags.get(key(tag));
        return holding != null && holding.owners.contains(job.name());
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
