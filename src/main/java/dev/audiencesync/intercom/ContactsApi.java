package dev.audiencesync.intercom;

import dev.audiencesync.person.FieldValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The Contacts API, 2.10 to 2.16. */
final class ContactsApi implements PeopleApi {
    private static final String CONTACTS = "/contacts";

    private final Exchange exchange;
    private final ApiVersion version;
    private final ContactFields fields;
    private final ContactSearch search;

    ContactsApi(Exchange exchange, ApiVersion version) {
        this.exchange = exchange;
        this.version = version;
        this.fields = new ContactFields(version, exchange::now);
        this.search = new ContactSearch(exchange);
    }

    @Override
    public List<Tag> tags() {
        return exchange.call(ApiCall.get(CallKind.LIST_TAGS, "/tags"), ContactReader::tags)
                .orSystemic();
    }

    List<DataAttribute> dataAttributes() {
        ApiCall call = ApiCall.get(CallKind.LIST_DATA_ATTRIBUTES, "/data_attributes?model=contact");
        return exchange.call(call, ContactReader::dataAttributes).orSystemic();
    }

    @Override
    public ContactLookup contact(String id) {
        return lookup(ApiCall.get(CallKind.GET_CONTACT, path(id)));
    }

    @Override
    public ContactLookup byExternalId(String externalId) {
        if (!version.findsByExternalId()) {
            return search.byExternalId(externalId);
        }
        String path = CONTACTS + "/find_by_external_id/" + ApiCall.segment(externalId);
        ContactLookup found = lookup(ApiCall.get(CallKind.FIND_BY_EXTERNAL_ID, path));
        boolean lead = found instanceof ContactLookup.Found hit && hit.contact().isLead();
        return lead ? new ContactLookup.Absent() : found;
    }

    @Override
    public List<Contact> byExternalIds(List<String> externalIds) {
        return search.byExternalIds(externalIds);
    }

    @Override
    public EmailSearch byEmails(List<String> emails, Runnable beforeEach) {
        return search.byEmails(emails, beforeEach);
    }

    @Override
    public Stream<Contact> holdersOf(String tagId) {
        return search.holdersOf(tagId);
    }

    @Override
    public ContactListing listing() {
        return new ContactsListing(this::page);
    }

    private ContactPage page(Optional<String> cursor) {
        String path = CONTACTS + "?per_page=" + Bodies.PER_PAGE
                + cursor.map(after -> "&starting_after=" + ApiCall.segment(after))
                        .orElse("");
        return exchange.call(ApiCall.get(CallKind.LIST_CONTACTS, path), json -> ContactReader.page(json, cursor))
                .orSystemic();
    }

    ContactTagsLookup tagsOf(String contactId) {
        return exchange.call(ApiCall.get(CallKind.LIST_CONTACT_TAGS, path(contactId) + "/tags"), ContactReader::tags)
                .fold(ContactTagsLookup.Listed::new, Refusal::ofContactTags);
    }

    @Override
    public WriteResult create(Map<String, FieldValue> user) {
        return write(ApiCall.post(CallKind.CREATE_CONTACT, CONTACTS, Bodies.newUser(fields.of(user))));
    }

    @Override
    public WriteResult update(String contactId, Map<String, FieldValue> changed) {
        return write(ApiCall.put(CallKind.UPDATE_CONTACT, path(contactId), Bodies.contact(fields.of(changed))));
    }

    @Override
    public TagResult tag(String tagName, Set<String> contactIds) {
        ApiCall call = ApiCall.post(CallKind.TAG, "/tags", Bodies.tag(tagName, contactIds));
        return exchange.call(call, json -> tagged(json, contactIds)).fold(Function.identity(), Refusal::refused);
    }

    UntagResult untag(String contactId, String tagId) {
        String path = path(contactId) + "/tags/" + ApiCall.segment(tagId);
        return exchange.<UntagResult>call(ApiCall.delete(CallKind.UNTAG, path), json -> new UntagResult.Untagged())
                .fold(Function.identity(), Refusal::ofUntag);
    }

    @Override
    public BulkUntagResult untagMany(String tagName, Set<String> contactIds) {
        ApiCall call = ApiCall.post(CallKind.UNTAG_MANY, "/tags", Bodies.untag(tagName, contactIds));
        return exchange.<BulkUntagResult>call(
                        call,
                        json -> new BulkUntagResult.Answered(
                                Json.requiredId(json, "id"), ContactReader.untagged(json), ContactReader.tagged(json)))
                .fold(Function.identity(), Refusal::refused);
    }

    @Override
    public BulkUntagging bulkUntagging() {
        return version.listsTagged() ? BulkUntagging.TELLING : BulkUntagging.SILENT;
    }

    UnarchiveResult unarchive(String contactId) {
        ApiCall call = ApiCall.post(CallKind.UNARCHIVE_CONTACT, path(contactId) + "/unarchive");
        try {
            return exchange.call(call, json -> Json.requiredId(json, "id"))
                    .fold(UnarchiveResult.Restored::new, Refusal::ofUnarchive);
        } catch (IntercomUnavailable e) {
            if (e.status() != 500) {
                throw e;
            }
            return e.fault().notRestorable();
        }
    }

    void archive(String contactId) {
        exchange.call(
                ApiCall.post(CallKind.ARCHIVE_CONTACT, path(contactId) + "/archive"),
                json -> Json.requiredId(json, "id"));
    }

    private ContactLookup lookup(ApiCall call) {
        return exchange.call(call, ContactReader::contact).fold(ContactLookup.Found::new, Refusal::ofLookup);
    }

    private WriteResult write(ApiCall call) {
        return exchange.call(call, ContactReader::contact).fold(WriteResult.Written::new, Refusal::ofWrite);
    }

    private TagResult tagged(JsonNode json, Set<String> asked) {
        Set<String> tagged = version.listsTagged() ? ContactReader.tagged(json) : asked;
        return new TagResult.Tagged(Json.requiredId(json, "id"), tagged);
    }

    private static String path(String contactId) {
        return CONTACTS + "/" + ApiCall.segment(contactId);
    }
}
