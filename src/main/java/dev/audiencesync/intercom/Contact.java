package dev.audiencesync.intercom;

import dev.audiencesync.person.FieldValue;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A contact as Intercom answers it. Blank identifiers are missing ones: a cleared e-mail comes back as {@code ""}.
 *
 * @param role {@code user} or {@code lead}; empty where the answer had none
 * @param tagIds of the tags in the answer, which carries at most ten
 * @param tagsComplete whether those are all its tags
 * @param fields the whole object as received; not to be changed
 */
public record Contact(
        String id,
        @Nullable String externalId,
        @Nullable String email,
        String role,
        boolean archived,
        Set<String> tagIds,
        boolean tagsComplete,
        JsonNode fields) {

    public Contact {
        tagIds = Set.copyOf(tagIds);
    }

    public boolean isLead() {
        return role.equals("lead");
    }

    /** A readable field by the name it is written under ({@code name}, {@code custom_attributes.plan}); missing or null where it is empty. */
    public JsonNode field(String name) {
        FieldName field = FieldName.parse(name);
        return field.parent() == null
                ? fields.path(field.leaf())
                : fields.path(field.parent()).path(field.leaf());
    }

    /**
     * What it holds of the fields that can be written, by the names and in the form they are written in
     * ({@code custom_attributes.plan}): what is empty is cleared. Fields of which the answer says nothing are missing, and
     * values that cannot be written.
     */
    public SortedMap<String, FieldValue> held() {
        return HeldFields.of(this);
    }

    /** The id only: everything else is personal data. */
    @Override
    public String toString() {
        return "Contact[" + id + "]";
    }
}
