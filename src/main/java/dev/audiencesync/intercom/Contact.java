package dev.audiencesync.intercom;

import java.util.Set;
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

    /** The id only: everything else is personal data. */
    @Override
    public String toString() {
        return "Contact[" + id + "]";
    }
}
