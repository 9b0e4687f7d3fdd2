package dev.audiencesync.plan;

import dev.audiencesync.person.FieldValue;
import dev.audiencesync.person.Identifiers;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What planning reads of Intercom; it writes nothing. */
public interface IntercomView {

    /** A user (never a lead) that Intercom holds. */
    record Contact(String id, @Nullable String externalId, @Nullable String email) {

        Identifiers identifiers() {
            return new Identifiers(externalId, email, id);
        }

        /** How reports name it. */
        String display() {
            return identifiers().display();
        }
    }

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

    /**
     * A contact with all that Intercom shows of it.
     *
     * @param held its fields by the names and in the form they are written in; those that are empty are cleared
     * @param tagIds of its tags, ten at most in some versions
     * @param tagsComplete whether those are all
     */
    record Listed(
            Contact contact,
            boolean isLead,
            SortedMap<String, FieldValue> held,
            Set<String> tagIds,
            boolean tagsComplete) {}

    /**
     * What a look for e-mails found.
     *
     * @param refused those that Intercom would not look for
     */
    record Sought(Collection<Listed> users, Set<String> refused) {}

    /** All contacts of the workspace but archived ones. */
    interface Listing {

        /** How many there are, where Intercom says so; at most one call. */
        OptionalLong total();

        /** The most contacts of one call. */
        int perPage();

        /** All of them; Intercom is asked for more as the stream is gone through. Of who comes twice the last time counts. */
        Stream<List<Listed>> pages();
    }

    /** What has become of a contact. */
    sealed interface Whereabouts {
        /** It is there. */
        record There(Listed contact) implements Whereabouts {}

        /** It was merged into another, which is there. */
        record Merged(Listed into) implements Whereabouts {}

        /** It was deleted or archived; some versions do not tell either from a merge. */
        record Gone() implements Whereabouts {}
    }

    /** The workspace's tags. */
    Collection<Tag> tags();

    /** The tag's present holders; Intercom is asked for more of them as the stream is gone through. */
    Stream<Holder> holders(String tagId);

    /** The users with one of the e-mails; several may share one. */
    Collection<Contact> byEmails(Collection<String> emails);

    /** The same with all that Intercom shows of them. */
    Sought listedByEmails(Collection<String> emails);

    /** The users with one of the external ids, with all that Intercom shows of them. */
    Collection<Listed> listedByExternalIds(Collection<String> externalIds);

    /** The workspace's contacts; nothing is asked before they are gone through. */
    Listing listing();

    Optional<Contact> byExternalId(String externalId);

    Optional<Contact> byId(String intercomId);

    /** What has become of the contact, by what it itself answers: unlike lists, that does not lag. */
    Whereabouts whereabouts(String intercomId);

    /** All tags of a contact, also where its other answers carry only some; empty where it is gone. */
    Optional<Set<String>> tagIdsOf(String intercomId);

    /** The workspace's custom attributes of people, archived ones too; only the Contacts API tells them. */
    Collection<Attribute> customAttributes();

    double callsPerMinute();

    /** Whether a tag is known to come off many people in one call. */
    boolean untagsInBulk();
}
