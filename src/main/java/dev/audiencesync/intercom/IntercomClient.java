package dev.audiencesync.intercom;

import dev.audiencesync.person.FieldValue;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Intercom's Contacts API (2.10 to 2.16), at the pace its rate limit allows and through its passing faults. Safe for use
 * by many threads at once.
 *
 * <p>Refusals of a single request are results. Every call throws {@link SystemicRefusal} for what concerns everybody,
 * {@link IntercomUnavailable} for faults that outlast the retries, and {@link StoppedException} once a stop was asked for.
 */
public final class IntercomClient {

    /** The most contacts Intercom advises to tag in one call, and the most e-mails this client searches for in one. */
    public static final int BATCH = 50;

    private static final String CONTACTS = "/contacts";

    private final Exchange exchange;
    private final ApiVersion version;
    private final ContactFields fields;
    private final ContactSearch search;

    public IntercomClient(ClientSettings settings, Clock clock, Waiter waiter) {
        this.version = ApiVersion.parse(settings.version());
        this.exchange = new Exchange(settings, clock, waiter);
        this.fields = new ContactFields(version, clock);
        this.search = new ContactSearch(exchange);
    }

    private IntercomClient(Exchange exchange, ApiVersion version, ContactFields fields) {
        this.exchange = exchange;
        this.version = version;
        this.fields = fields;
        this.search = new ContactSearch(exchange);
    }

    /** This client for calls that everybody needs: what happens to them while Intercom is away is another's decision. */
    public IntercomClient outlasting(Outages outages) {
        return new IntercomClient(exchange.outlasting(outages), version, fields);
    }

    /** Makes sure that Intercom is there and does not refuse us, with as many attempts as any call has. */
    public void probe() {
        probe(exchange);
    }

    /** The same in a single attempt. */
    public void probeOnce() {
        probe(exchange.once());
    }

    private static void probe(Exchange exchange) {
        try {
            exchange.call(ApiCall.get(CallKind.ME, "/me"), Function.identity());
        } catch (SystemicRefusal refusal) {
            // Some versions keep that call for OAuth tokens; whether others are refused too, only another tells.
            exchange.call(ApiCall.get(CallKind.LIST_TAGS, "/tags"), ContactReader::tags)
                    .orSystemic();
        }
    }

    /** The workspace the token opens; any refusal, even a 401, is a result here. */
    public WorkspaceLookup me() {
        try {
            return exchange.call(ApiCall.get(CallKind.ME, "/me"), ContactReader::workspace)
                    .fold(Function.identity(), Refusal::refused);
        } catch (SystemicRefusal refusal) {
            if (refusal.status() < 400) {
                throw refusal;
            }
            return refusal.fault().refused();
        }
    }

    /** All tags of the workspace. */
    public List<Tag> tags() {
        return exchange.call(ApiCall.get(CallKind.LIST_TAGS, "/tags"), ContactReader::tags)
                .orSystemic();
    }

    /** The attributes contacts have, built-in and custom. */
    public List<DataAttribute> dataAttributes() {
        ApiCall call = ApiCall.get(CallKind.LIST_DATA_ATTRIBUTES, "/data_attributes?model=contact");
        return exchange.call(call, ContactReader::dataAttributes).orSystemic();
    }

    public ContactLookup contact(String contactId) {
        return lookup(ApiCall.get(CallKind.GET_CONTACT, path(contactId)));
    }

    /**
     * The user with an external id; leads never match. Before 2.13, which lacks the direct look-up, it is searched for,
     * and may be missed for minutes after its creation.
     */
    public ContactLookup findByExternalId(String externalId) {
        if (!version.findsByExternalId()) {
            return search.byExternalId(externalId);
        }
        String path = CONTACTS + "/find_by_external_id/" + ApiCall.segment(externalId);
        ContactLookup found = lookup(ApiCall.get(CallKind.FIND_BY_EXTERNAL_ID, path));
        boolean lead = found instanceof ContactLookup.Found hit && hit.contact().isLead();
        return lead ? new ContactLookup.Absent() : found;
    }

    /**
     * The users with any of the e-mails, at most {@value #BATCH}; leads never match.
     *
     * <p>Where Intercom rejects the query, it is split until the e-mail to blame stands alone: one malformed e-mail must
     * not keep the others from being found.
     */
    public EmailSearch searchByEmails(Collection<String> emails) {
        return searchByEmails(emails, () -> {});
    }

    /** The same; {@code beforeEach} is run before each call it takes, and ends the search by throwing. */
    public EmailSearch searchByEmails(Collection<String> emails, Runnable beforeEach) {
        List<String> distinct = List.copyOf(new LinkedHashSet<>(emails));
        requireBatch(distinct);
        return search.byEmails(distinct, beforeEach);
    }

    /** All contacts that carry a tag, leads too; pages are fetched as the stream is read. */
    public Stream<Contact> holdersOf(String tagId) {
        return search.holdersOf(tagId);
    }

    /** The first page of all contacts, leads too. */
    public ContactPage listContacts() {
        return page("", Optional.empty());
    }

    /** The page after the one that gave the cursor. */
    public ContactPage listContacts(String cursor) {
        return page("&starting_after=" + ApiCall.segment(cursor), Optional.of(cursor));
    }

    /** All tags of a contact, for those whose answers carry only some. */
    public ContactTagsLookup tagsOf(String contactId) {
        return exchange.call(ApiCall.get(CallKind.LIST_CONTACT_TAGS, path(contactId) + "/tags"), ContactReader::tags)
                .fold(ContactTagsLookup.Listed::new, Refusal::ofContactTags);
    }

    /**
     * Creates a user. There is no upsert: an existing one is a {@link WriteResult.Conflict}, also where it is the very one
     * that an earlier attempt created before its answer was lost.
     *
     * @param user from field names ({@code name}, {@code custom_attributes.plan}) to values
     */
    public WriteResult create(Map<String, FieldValue> user) {
        return write(ApiCall.post(CallKind.CREATE_CONTACT, CONTACTS, Bodies.newUser(fields.of(user))));
    }

    /** Updates the given fields; others stay untouched. */
    public WriteResult update(String contactId, Map<String, FieldValue> changed) {
        return write(ApiCall.put(CallKind.UPDATE_CONTACT, path(contactId), Bodies.contact(fields.of(changed))));
    }

    /**
     * Puts a tag, created if missing, on at most {@value #BATCH} contacts.
     *
     * <p>Up to 2.15 one unknown contact refuses the call for all with 404; from 2.16 it is missing in the result.
     */
    public TagResult tag(String tagName, Collection<String> contactIds) {
        Set<String> distinct = batch(contactIds);
        ApiCall call = ApiCall.post(CallKind.TAG, "/tags", Bodies.tag(tagName, distinct));
        return exchange.call(call, json -> tagged(json, distinct)).fold(Function.identity(), Refusal::refused);
    }

    /** Takes a tag off a contact, which need not carry it. */
    public UntagResult untag(String contactId, String tagId) {
        String path = path(contactId) + "/tags/" + ApiCall.segment(tagId);
        return exchange.<UntagResult>call(ApiCall.delete(CallKind.UNTAG, path), json -> new UntagResult.Untagged())
                .fold(Function.identity(), Refusal::ofUntag);
    }

    /** Whether the answer to {@link #untagMany} says of each contact what became of it: from 2.16. */
    public boolean tellsWhoWasUntagged() {
        return version.listsTagged();
    }

    /**
     * Asks for a tag to be taken off at most {@value #BATCH} contacts in one call. Intercom documents this for 1.x only: a
     * version that does not heed the wish tags them, so the answer has to be read. A tag of the name is created if missing.
     */
    public BulkUntagResult untagMany(String tagName, Collection<String> contactIds) {
        ApiCall call = ApiCall.post(CallKind.UNTAG_MANY, "/tags", Bodies.untag(tagName, batch(contactIds)));
        return exchange.<BulkUntagResult>call(
                        call,
                        json -> new BulkUntagResult.Answered(
                                Json.requiredId(json, "id"), ContactReader.untagged(json), ContactReader.tagged(json)))
                .fold(Function.identity(), Refusal::refused);
    }

    /** Brings an archived contact back, under the same id. */
    public UnarchiveResult unarchive(String contactId) {
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

    /** Archives a contact; one that Intercom does not show counts as archived. */
    public void archive(String contactId) {
        exchange.call(
                ApiCall.post(CallKind.ARCHIVE_CONTACT, path(contactId) + "/archive"),
                json -> Json.requiredId(json, "id"));
    }

    public CallCounts counts() {
        return exchange.counts();
    }

    /** How many calls a minute are ours at present, for estimates. */
    public int callsPerMinute() {
        return exchange.callsPerMinute();
    }

    private ContactPage page(String parameter, Optional<String> cursor) {
        String path = CONTACTS + "?per_page=" + Bodies.PER_PAGE + parameter;
        return exchange.call(ApiCall.get(CallKind.LIST_CONTACTS, path), json -> ContactReader.page(json, cursor))
                .orSystemic();
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

    private static Set<String> batch(Collection<String> contactIds) {
        Set<String> distinct = new LinkedHashSet<>(contactIds);
        requireBatch(distinct);
        if (distinct.isEmpty()) {
            throw new IllegalArgumentException("No contacts to tag or untag");
        }
        return distinct;
    }

    private static void requireBatch(Collection<String> batch) {
        if (batch.size() > BATCH) {
            throw new IllegalArgumentException("At most " + BATCH + " in one call: " + batch.size());
        }
    }
}
