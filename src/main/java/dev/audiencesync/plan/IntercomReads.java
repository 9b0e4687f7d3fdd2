package dev.audiencesync.plan;

import dev.audiencesync.intercom.ContactListing;
import dev.audiencesync.intercom.ContactLookup;
import dev.audiencesync.intercom.ContactTagsLookup;
import dev.audiencesync.intercom.DataAttribute;
import dev.audiencesync.intercom.EmailSearch;
import dev.audiencesync.intercom.IntercomClient;
import dev.audiencesync.intercom.Merged;
import dev.audiencesync.ledger.BulkUntag;
import dev.audiencesync.ledger.BulkUntagMemory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Planning's view of Intercom over the real client. Leads are nobody. */
public final class IntercomReads implements IntercomView {
    private final IntercomClient client;
    private final BulkUntagMemory bulkUntag;

    public IntercomReads(IntercomClient client, BulkUntagMemory bulkUntag) {
        this.client = client;
        this.bulkUntag = bulkUntag;
    }

    @Override
    public Collection<IntercomView.Tag> tags() {
        return client.tags().stream()
                .map(tag -> new IntercomView.Tag(tag.id(), tag.name()))
                .toList();
    }

    @Override
    public Stream<IntercomView.Holder> holders(String tagId) {
        return client.holdersOf(tagId).map(contact -> new IntercomView.Holder(contact(contact), contact.isLead()));
    }

    @Override
    public Collection<IntercomView.Contact> byEmails(Collection<String> emails) {
        return client.searchByEmails(emails).contacts().stream()
                .map(IntercomReads::contact)
                .toList();
    }

    @Override
    public Sought listedByEmails(Collection<String> emails) {
        EmailSearch search = client.searchByEmails(emails);
        return new Sought(
                search.contacts().stream().map(IntercomReads::listed).toList(),
                search.refused().keySet());
    }

    @Override
    public Collection<Listed> listedByExternalIds(Collection<String> externalIds) {
        return client.searchByExternalIds(externalIds).stream()
                .map(IntercomReads::listed)
                .toList();
    }

    @Override
    public Listing listing() {
        ContactListing listing = client.listing();
        return new Listing() {
            @Override
            public OptionalLong total() {
                return listing.total();
            }

            @Override
            public int perPage() {
                return listing.perPage();
            }

            @Override
            public Stream<List<Listed>> pages() {
                return listing.pages()
                        .map(page -> page.stream().map(IntercomReads::listed).toList());
            }
        };
    }

    @Override
    public Optional<IntercomView.Contact> byExternalId(String externalId) {
        return found(client.findByExternalId(externalId));
    }

    @Override
    public Optional<IntercomView.Contact> byId(String intercomId) {
        ContactLookup lookup = client.contact(intercomId);
        return found(lookup instanceof Merged merged ? client.contact(merged.canonicalId()) : lookup);
    }

    @Override
    public Whereabouts whereabouts(String intercomId) {
        ContactLookup lookup = client.contact(intercomId);
        if (lookup instanceof Merged merged) {
            return there(client.contact(merged.canonicalId()))
                    .<Whereabouts>map(Whereabouts.Merged::new)
                    .orElseGet(Whereabouts.Gone::new);
        }
        return there(lookup).<Whereabouts>map(Whereabouts.There::new).orElseGet(Whereabouts.Gone::new);
    }

    private static Optional<Listed> there(ContactLookup lookup) {
        return lookup instanceof ContactLookup.Found found && !found.contact().archived()
                ? Optional.of(listed(found.contact()))
                : Optional.empty();
    }

    @Override
    public Optional<Set<String>> tagIdsOf(String intercomId) {
        return client.tagsOf(intercomId) instanceof ContactTagsLookup.Listed listed
                ? Optional.of(listed.tags().stream().map(tag -> tag.id()).collect(Collectors.toSet()))
                : Optional.empty();
    }

    @Override
    public Collection<Attribute> customAttributes() {
        return client.dataAttributes().stream()
                .filter(DataAttribute::custom)
                .map(attribute -> new Attribute(
                        attribute.name(), attribute.dataType(), attribute.archived(), attribute.apiWritable()))
                .toList();
    }

    @Override
    public double callsPerMinute() {
        return client.callsPerMinute();
    }

    @Override
    public boolean untagsInBulk() {
        return switch (client.bulkUntagging()) {
            case DOCUMENTED -> true;
            case TELLING -> bulkUntag.verdict() == BulkUntag.WORKS;
            case SILENT -> false;
        };
    }

    private static Optional<IntercomView.Contact> found(ContactLookup lookup) {
        return lookup instanceof ContactLookup.Found found && !found.contact().isLead()
                ? Optional.of(contact(found.contact()))
                : Optional.empty();
    }

    private static Listed listed(dev.audiencesync.intercom.Contact contact) {
        return new Listed(contact(contact), contact.isLead(), contact.held(), contact.tagIds(), contact.tagsComplete());
    }

    private static IntercomView.Contact contact(dev.audiencesync.intercom.Contact contact) {
        return new IntercomView.Contact(contact.id(), contact.externalId(), contact.email());
    }
}
