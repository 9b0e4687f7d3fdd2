package dev.audiencesync.plan;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What planning reads of Intercom; it writes nothing. */
public interface IntercomView {

    /** A user (never a lead) that Intercom holds. */
    record Contact(String id, @Nullable String externalId, @Nullable String email) {}

    /** A tag of the workspace. */
    record Tag(String id, String name) {}

    /**
     * A custom attribute.
     *
     * @param type string, integer, float, boolean, datetime, date or options
     * @param writable whether the API may write it
     */
    record Attribute(String name, String type, boolean archived, boolean writable) {}

    /** Somebody who holds a tag. */
    record Holder(Contact contact, boolean isLead) {}

    /** The workspace's tags. */
    Collection<Tag> tags();

    /** The tag's present holders; Intercom is asked for more of them as the stream is gone through. */
    Stream<Holder> holders(String tagId);

    /** The users with one of the e-mails; several may share one. */
    Collection<Contact> byEmails(Collection<String> emails);

    Optional<Contact> byExternalId(String externalId);

    Optional<Contact> byId(String intercomId);

    /** The workspace's custom attributes of people, archived ones too; only the Contacts API tells them. */
    Collection<Attribute> customAttributes();

    double callsPerMinute();

    /** Whether a tag is known to come off many people in one call. */
    boolean untagsInBulk();
}
