package dev.audiencesync.plan;

import dev.audiencesync.person.Identifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What planning sees of Intercom, and how often it looked. */
final class InMemoryIntercom implements IntercomView {
    final List<Attribute> attributes = new ArrayList<>();
    final List<Contact> contacts = new ArrayList<>();
    /** Name to id. */
    final Map<String, String> tags = new HashMap<>();

    final Map<String, List<String>> holders = new HashMap<>();
    final List<Integer> emailLookups = new ArrayList<>();
    final Set<String> leads = new HashSet<>();
    Runnable atEachHolder = () -> {};
    int listings;
    int tagLists;

    @Override
    public Collection<Tag> tags() {
        tagLists++;
        return tags.entrySet().stream()
                .map(tag -> new Tag(tag.getValue(), tag.getKey()))
                .toList();
    }

    @Override
    public Stream<Holder> holders(String tagId) {
        listings++;
        return holders.getOrDefault(tagId, List.of()).stream()
                .peek(id -> atEachHolder.run())
                .map(id -> new Holder(byId(id).orElse(new Contact(id, null, null)), leads.contains(id)));
    }

    @Override
    public Collection<Contact> byEmails(Collection<String> emails) {
        emailLookups.add(emails.size());
        Set<String> wanted = new HashSet<>();
        emails.forEach(email -> wanted.add(Identifiers.emailKey(email)));
        return contacts.stream()
                .filter(contact -> contact.email() != null && wanted.contains(Identifiers.emailKey(contact.email())))
                .toList();
    }

    @Override
    public Sought listedByEmails(Collection<String> emails) {
        return new Sought(byEmails(emails).stream().map(this::listed).toList(), Set.of());
    }

    @Override
    public Collection<Listed> listedByExternalIds(Collection<String> externalIds) {
        return contacts.stream()
                .filter(contact -> contact.externalId() != null && externalIds.contains(contact.externalId()))
                .map(this::listed)
                .toList();
    }

    @Override
    public Listing listing() {
        return new Listing() {
            @Override
            public OptionalLong total() {
                return OptionalLong.of(contacts.size());
            }

            @Override
            public int perPage() {
                return 150;
            }

            @Override
            public Stream<List<Listed>> pages() {
                return Stream.of(
                        contacts.stream().map(InMemoryIntercom.this::listed).toList());
            }
        };
    }

    @Override
    public Whereabouts whereabouts(String intercomId) {
        return byId(intercomId)
                .<Whereabouts>map(contact -> new Whereabouts.There(listed(contact)))
                .orElseGet(Whereabouts.Gone::new);
    }

    @Override
    public Optional<Set<String>> tagIdsOf(String intercomId) {
        return byId(intercomId).map(contact -> Set.of());
    }

    private Listed listed(Contact contact) {
        return new Listed(contact, leads.contains(contact.id()), new TreeMap<>(), Set.of(), true);
    }

    @Override
    public Optional<Contact> byExternalId(String externalId) {
        return contacts.stream()
                .filter(contact -> externalId.equals(contact.externalId()))
                .findFirst();
    }

    @Override
    public Optional<Contact> byId(String intercomId) {
        return contacts.stream()
                .filter(contact -> intercomId.equals(contact.id()))
                .findFirst();
    }

    @Override
    public Collection<Attribute> customAttributes() {
        return attributes;
    }

    @Override
    public boolean untagsInBulk() {
        return false;
    }

    @Override
    public double callsPerMinute() {
        return 100;
    }
}
