package dev.audiencesync.intercom;

import dev.audiencesync.person.FieldValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The calls that both APIs have, each in its own way: the Contacts API (2.x) and the Users API (1.x). */
sealed interface PeopleApi permits ContactsApi, UsersApi {

    static PeopleApi of(ApiVersion version, Exchange exchange) {
        return version.isUsersApi() ? new UsersApi(exchange) : new ContactsApi(exchange, version);
    }

    List<Tag> tags();

    ContactLookup contact(String id);

    ContactLookup byExternalId(String externalId);

    List<Contact> byExternalIds(List<String> externalIds);

    EmailSearch byEmails(List<String> emails, Runnable beforeEach);

    Stream<Contact> holdersOf(String tagId);

    ContactListing listing();

    WriteResult create(Map<String, FieldValue> fields);

    WriteResult update(String contactId, Map<String, FieldValue> fields);

    TagResult tag(String tagName, Set<String> contactIds);

    BulkUntagResult untagMany(String tagName, Set<String> contactIds);

    BulkUntagging bulkUntagging();
}
