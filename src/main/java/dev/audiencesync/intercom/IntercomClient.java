package dev.audiencesync.intercom;

import dev.audiencesync.person.FieldValue;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Intercom's Contacts API (2.10 to 2.16) or its Users API (1.4), at the pace its rate limit allows and through its passing
 * faults. Both speak of contacts and of fields in the Contacts API's words here. Safe for use by many threads at once.
 *
 * <p>Refusals of a single request are results. Every call throws {@link SystemicRefusal} for what concerns everybody,
 * {@link IntercomUnavailable} for faults that outlast the retries, and {@link StoppedException} once a stop was asked for.
 */
public final class IntercomClient {

    /** The most contacts Intercom advises to tag in one call, and the most e-mails this client searches for in one. */
    public static final int BATCH = 50;

    private final Exchange exchange;
    private final ApiVersion version;
    private final PeopleApi api;

    public IntercomClient(ClientSettings settings, Clock clock, Waiter waiter) {
        this(new Exchange(settings, clock, waiter), ApiVersion.parse(settings.version()));
    }

    private IntercomClient(Exchange exchange, ApiVersion version) {
        this.exchange = exchange;
        this.version = version;
        this.api = PeopleApi.of(version, exchange);
    }

    /** This client for calls that everybody needs: what happens to them while Intercom is away is another's decision. */
    public IntercomClient outlasting(Outages outages) {
        return new IntercomClient(exchange.outlasting(outages), version);
    }

    /** Makes sure that Intercom is there and does not refuse us, with as many attempts as any call has. */
    public void probe() {
        probe(exchange, api);
    }

    /** The same in a single attempt. */
    public void probeOnce() {
        probe(exchange.once(), PeopleApi.of(version, exchange.once()));
    }

    private static void probe(Exchange exchange, PeopleApi api) {
        try {
            exchange.call(ApiCall.get(CallKind.ME, "/me"), Function.identity());
        } catch (SystemicRefusal refusal) {
            // Some versions keep that call for OAuth tokens; whether others are refused too, only another tells.
            api.tags();
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
        return api.tags();
    }

    /** The attributes contacts have, built-in and custom. Not in 1.x, which defines what it is sent. */
    public List<DataAttribute> dataAttributes() {
        return contacts().dataAttributes();
    }

    public ContactLookup contact(String contactId) {
        return api.contact(contactId);
    }

    /**
     * The user with an external id; leads never match. Before 2.13, which lacks the direct look-up, it is searched for,
     * and may be missed for minutes after its creation.
     */
    public ContactLookup findByExternalId(String externalId) {
        return api.byExternalId(externalId);
    }

    /** The users with any of the external ids, at most {@value #BATCH}, as a search shows them: it may lag by minutes. */
    public List<Contact> searchByExternalIds(Collection<String> externalIds) {
        List<String> distinct = List.copyOf(new LinkedHashSet<>(externalIds));
        requireBatch(distinct);
        return api.byExternalIds(distinct);
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
        return api.byEmails(distinct, beforeEach);
    }

    /** All contacts that carry a tag, leads too; pages are fetched as the stream is read. */
    public Stream<Contact> holdersOf(String tagId) {
        return api.holdersOf(tagId);
    }

    /** All contacts of the workspace; nothing is asked before the listing is gone through. */
    public ContactListing listing() {
        return api.listing();
    }

    /** All tags of a contact, for those whose answers carry only some. Not in 1.x, whose answers carry all. */
    public ContactTagsLookup tagsOf(String contactId) {
        return contacts().tagsOf(contactId);
    }

    /**
     * Creates a user. In 2.x there is no upsert: an existing one is a {@link WriteResult.Conflict}, also where it is the
     * very one that an earlier attempt created before its answer was lost. In 1.x whoever is found by external id, else by
     * e-mail, is updated: {@link WriteResult.Met}. An e-mail whose user has another external id is not found.
     *
     * @param fields from field names ({@code name}, {@code custom_attributes.plan}) to values
     */
    public WriteResult create(Map<String, FieldValue> fields) {
        return api.create(fields);
    }

    /**
     * Updates the given fields; others stay untouched. In 1.x that is an upsert: look whether the contact is there where
     * the fields have an identifier, which might find or create somebody else.
     */
    public WriteResult update(String contactId, Map<String, FieldValue> fields) {
        return api.update(contactId, fields);
    }

    /**
     * Puts a tag, created if missing, on at most {@value #BATCH} contacts.
     *
     * <p>In 1.x and up to 2.15 one unknown contact refuses the call for all with 404; from 2.16 it is missing in the
     * result.
     */
    public TagResult tag(String tagName, Collection<String> contactIds) {
        return api.tag(tagName, batch(contactIds));
    }

    /** Takes a tag off a contact, which need not carry it. Not in 1.x. */
    public UntagResult untag(String contactId, String tagId) {
        return contacts().untag(contactId, tagId);
    }

    /** What can be expected of {@link #untagMany}. */
    public BulkUntagging bulkUntagging() {
        return api.bulkUntagging();
    }

    /** Whether a create looks for the person itself, and updates whom it finds. */
    public boolean upserts() {
        return version.isUsersApi();
    }

    /**
     * Asks for a tag to be taken off at most {@value #BATCH} contacts in one call. Intercom documents this for 1.x only: a
     * version that does not heed the wish tags them, so the answer has to be read. A tag of the name is created if missing.
     * In 1.x one unknown contact refuses the call for all with 404.
     */
    public BulkUntagResult untagMany(String tagName, Collection<String> contactIds) {
        return api.untagMany(tagName, batch(contactIds));
    }

    /**
     * Puts a tag, created if missing, on at most {@value #BATCH} users. One who is not there refuses the call for all with
     * 404, and an e-mail that several have with 400; the result names nobody. In 1.x only.
     */
    public TagResult tagUsers(String tagName, Collection<UserName> users) {
        requireBatch(users);
        return users().tagUsers(tagName, users);
    }

    /** Takes a tag off users, likewise. In 1.x only. */
    public TagResult untagUsers(String tagName, Collection<UserName> users) {
        requireBatch(users);
        return users().untagUsers(tagName, users);
    }

    /** Brings an archived contact back, under the same id. Not in 1.x. */
    public UnarchiveResult unarchive(String contactId) {
        return contacts().unarchive(contactId);
    }

    /** Archives a contact; one that Intercom does not show counts as archived. Not in 1.x. */
    public void archive(String contactId) {
        contacts().archive(contactId);
    }

    public CallCounts counts() {
        return exchange.counts();
    }

    /** How many calls should be under way at once at present, those that wait for their turn among them. */
    public int concurrency() {
        return exchange.concurrency();
    }

    /** How many calls a minute are ours at present, for estimates. */
    public int callsPerMinute() {
        return exchange.callsPerMinute();
    }

    private ContactsApi contacts() {
        if (api instanceof ContactsApi contacts) {
            return contacts;
        }
        throw new IllegalStateException("The Users API has no such call");
    }

    private UsersApi users() {
        if (api instanceof UsersApi users) {
            return users;
        }
        throw new IllegalStateException("The Contacts API has no such call");
    }

    private static Set<String> batch(Collection<String> contactIds) {
        Set<String> distinct = new LinkedHashSet<>(contactIds);
        requireBatch(distinct);
        if (distinct.isEmpty()) {
            throw new IllegalArgumentException("No contacts to tag or untag");
        }
        return distinct;
    }

    private static void requireBatch(Collection<?> batch) {
        if (batch.size() > BATCH) {
            throw new IllegalArgumentException("At most " + BATCH + " in one call: " + batch.size());
        }
    }
}
