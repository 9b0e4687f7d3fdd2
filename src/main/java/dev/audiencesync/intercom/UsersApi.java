package dev.audiencesync.intercom;

import dev.audiencesync.person.FieldValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The Users API, 1.4. It has no search, and so no lag: users are found one by one. Lists go by page up to the 10,000th
 * user; who wants to see more has to scroll over everybody.
 */
final class UsersApi implements PeopleApi {
    private static final String USERS = "/users";
    private static final int DEEPEST_USER = 10_000;

    private final Exchange exchange;

    UsersApi(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public List<Tag> tags() {
        return exchange.call(ApiCall.get(CallKind.LIST_TAGS, "/tags"), UserReader::tags)
                .orSystemic();
    }

    @Override
    public ContactLookup contact(String id) {
        return lookup(ApiCall.get(CallKind.GET_USER, USERS + "/" + ApiCall.segment(id)));
    }

    @Override
    public ContactLookup byExternalId(String externalId) {
        return lookup(ApiCall.get(CallKind.FIND_USER, USERS + "?user_id=" + ApiCall.segment(externalId)));
    }

    /** A call each. */
    @Override
    public List<Contact> byExternalIds(List<String> externalIds) {
        List<Contact> found = new ArrayList<>();
        externalIds.forEach(externalId -> {
            if (byExternalId(externalId) instanceof ContactLookup.Found hit
                    && !hit.contact().isLead()) {
                found.add(hit.contact());
            }
        });
        return found;
    }

    /** A call an e-mail. */
    @Override
    public EmailSearch byEmails(List<String> emails, Runnable beforeEach) {
        List<Contact> found = new ArrayList<>();
        Map<String, Refused> refused = new HashMap<>();
        for (String email : emails) {
            String path = USERS + "?email=" + ApiCall.segment(email) + "&per_page=" + UserReader.PER_PAGE;
            boolean more = true;
            for (int page = 1; more; page++) {
                beforeEach.run();
                Reply<UserReader.Page> reply = page(CallKind.FIND_USERS_BY_EMAIL, path, page);
                reply.fold(read -> found.addAll(read.users()), refusal -> refused.put(email, refusal.refused()));
                more = reply.fold(UserReader.Page::more, refusal -> false);
            }
        }
        found.removeIf(Contact::isLead);
        return new EmailSearch(found, refused);
    }

    @Override
    public Stream<Contact> holdersOf(String tagId) {
        String path = USERS + "?tag_id=" + ApiCall.segment(tagId) + "&sort=created_at&order=asc&per_page="
                + UserReader.PER_PAGE;
        UserReader.Page first = page(CallKind.LIST_USERS, path, 1).orSystemic();
        if (first.total() > DEEPEST_USER) {
            return listing().pages().flatMap(List::stream).filter(user -> user.tagIds()
                    .contains(tagId));
        }
        return Stream.iterate(Optional.of(first), Optional::isPresent, last -> last.filter(UserReader.Page::more)
                        .map(page -> page(CallKind.LIST_USERS, path, page.number() + 1)
                                .orSystemic()))
                .flatMap(Optional::stream)
                .flatMap(page -> page.users().stream());
    }

    @Override
    public ContactListing listing() {
        return new UsersListing(this::total, new UsersListing.Scrolling() {
            @Override
            public UserReader.Scroll begin() {
                return scroll(exchange, "").orSystemic();
            }

            @Override
            public UserReader.Scroll goOn(String parameter) {
                return scroll(exchange.once(), "?scroll_param=" + ApiCall.segment(parameter))
                        .orSystemic();
            }
        });
    }

    private OptionalLong total() {
        long total =
                page(CallKind.LIST_USERS, USERS + "?per_page=1", 1).orSystemic().total();
        return total == 0 ? OptionalLong.empty() : OptionalLong.of(total);
    }

    private static Reply<UserReader.Scroll> scroll(Exchange by, String query) {
        return by.call(ApiCall.get(CallKind.SCROLL_USERS, USERS + "/scroll" + query), UserReader::scroll);
    }

    @Override
    public WriteResult create(Map<String, FieldValue> fields) {
        ApiCall call = ApiCall.post(CallKind.UPSERT_USER, USERS, UserBodies.user(fields));
        return exchange.call(call, json -> UserReader.upserted(json, exchange.now()))
                .fold(Function.identity(), Refusal::ofWrite);
    }

    @Override
    public WriteResult update(String contactId, Map<String, FieldValue> fields) {
        ApiCall call = ApiCall.post(CallKind.UPSERT_USER, USERS, UserBodies.user(contactId, fields));
        return exchange.call(call, UserReader::user).fold(WriteResult.Written::new, Refusal::ofWrite);
    }

    @Override
    public TagResult tag(String tagName, Set<String> contactIds) {
        ApiCall call = ApiCall.post(CallKind.TAG, "/tags", Bodies.tag(tagName, contactIds));
        return exchange.<TagResult>call(call, json -> new TagResult.Tagged(Json.requiredId(json, "id"), contactIds))
                .fold(Function.identity(), Refusal::refused);
    }

    @Override
    public BulkUntagResult untagMany(String tagName, Set<String> contactIds) {
        ApiCall call = ApiCall.post(CallKind.UNTAG_MANY, "/tags", Bodies.untag(tagName, contactIds));
        return exchange.<BulkUntagResult>call(
                        call, json -> new BulkUntagResult.Answered(Json.requiredId(json, "id"), contactIds, Set.of()))
                .fold(Function.identity(), Refusal::refused);
    }

    TagResult tagUsers(String tagName, Collection<UserName> users) {
        return saved(ApiCall.post(CallKind.TAG, "/tags", UserBodies.tag(tagName, users)));
    }

    TagResult untagUsers(String tagName, Collection<UserName> users) {
        return saved(ApiCall.post(CallKind.UNTAG_MANY, "/tags", UserBodies.untag(tagName, users)));
    }

    /** The answer shows the tag alone. */
    private TagResult saved(ApiCall call) {
        return exchange.<TagResult>call(call, json -> new TagResult.Tagged(Json.requiredId(json, "id"), Set.of()))
                .fold(Function.identity(), Refusal::refused);
    }

    @Override
    public BulkUntagging bulkUntagging() {
        return BulkUntagging.DOCUMENTED;
    }

    /** Leads never match. */
    private ContactLookup lookup(ApiCall call) {
        ContactLookup found = exchange.call(call, UserReader::user).fold(ContactLookup.Found::new, Refusal::ofLookup);
        boolean lead = found instanceof ContactLookup.Found hit && hit.contact().isLead();
        return lead ? new ContactLookup.Absent() : found;
    }

    private Reply<UserReader.Page> page(CallKind kind, String path, int number) {
        return exchange.call(ApiCall.get(kind, path + "&page=" + number), json -> UserReader.page(json, number));
    }
}
