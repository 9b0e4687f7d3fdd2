package dev.audiencesync.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One change of the workspace: every entity it touched, as it is afterwards. One line of the state file. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record AfterImages(List<Contact> contacts, List<Tag> tags, List<Attribute> attributes) {

    AfterImages(@Nullable List<Contact> contacts, @Nullable List<Tag> tags, @Nullable List<Attribute> attributes) {
        this.contacts = contacts == null ? List.of() : List.copyOf(contacts);
        this.tags = tags == null ? List.of() : List.copyOf(tags);
        this.attributes = attributes == null ? List.of() : List.copyOf(attributes);
    }

    int size() {
        return contacts.size() + tags.size() + attributes.size();
    }
}
