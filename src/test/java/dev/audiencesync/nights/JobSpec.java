package dev.audiencesync.nights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A job in the words of these tests: its definition's text and the model's rules are both made from it.
 *
 * @param createWhen the audience whose members the create action covers; null for everybody
 * @param creates whether there is a create action at all
 * @param userIdIsSent whether the create action maps the User ID, or only the tag actions do
 * @param attributes custom attributes, each from the property of the same name
 * @param onArchived null for the default
 * @param onDeleted null for the default
 * @param version of the API
 */
record JobSpec(
        String name,
        boolean snapshot,
        boolean creates,
        String createWhen,
        boolean userIdIsSent,
        List<String> attributes,
        List<TagSpec> tags,
        List<String> retired,
        String onArchived,
        String onDeleted,
        String version) {

    /**
     * A tag for the members of an audience.
     *
     * @param untag as the definition writes it
     * @param basis {@code id}, {@code user-id} or {@code email}
     */
    record TagSpec(String tag, String audience, String untag, String basis, boolean adopts) {
        boolean adds() {
            return !untag.equals("true");
        }

        boolean onLeave() {
            return untag.equals("on-leave");
        }

        List<String> yaml() {
            String property = Map.of("id", "Intercom ID", "user-id", "Customer ID", "email", "Email Address")
                    .get(basis);
            return List.of(
                    "  - action: add-tag-based-on-" + basis,
                    "    when: { audience: " + audience + " }",
                    "    parameters: { name: " + tag + ", " + basis + ": { property: " + property + " }, untag: "
                            + untag + ", adopt-members: " + adopts + " }");
        }
    }

    static JobSpec stream(String name) {
        return new JobSpec(name, false, true, null, true, List.of(), List.of(), List.of(), null, null, "2.16");
    }

    static JobSpec snapshot(String name) {
        return new JobSpec(name, true, true, null, true, List.of(), List.of(), List.of(), null, null, "2.16");
    }

    JobSpec tag(String tag, String audience) {
        return with(new TagSpec(tag, audience, "on-leave", "user-id", false));
    }

    JobSpec onlyAdding(String tag, String audience) {
        return with(new TagSpec(tag, audience, "false", "user-id", false));
    }

    JobSpec tagBy(String basis, String tag, String audience) {
        return with(new TagSpec(tag, audience, "on-leave", basis, false));
    }

    JobSpec adopting(String tag, String audience) {
        return with(new TagSpec(tag, audience, "on-leave", "user-id", true));
    }

    /** {@code untag: true}. */
    JobSpec removing(String tag, String audience) {
        return with(new TagSpec(tag, audience, "true", "user-id", false));
    }

    /** Without its tag actions, retiring a tag. */
    JobSpec retiring(String tag) {
        return new JobSpec(
                name,
                snapshot,
                creates,
                createWhen,
                userIdIsSent,
                attributes,
                List.of(),
                List.of(tag),
                onArchived,
                onDeleted,
                version);
    }

    JobSpec withoutCreating() {
        return new JobSpec(
                name,
                snapshot,
                false,
                createWhen,
                userIdIsSent,
                attributes,
                tags,
                retired,
                onArchived,
                onDeleted,
                version);
    }

    private JobSpec with(TagSpec tag) {
        List<TagSpec> more = Stream.concat(tags.stream(), Stream.of(tag)).toList();
        return new JobSpec(
                name,
                snapshot,
                creates,
                createWhen,
                userIdIsSent,
                attributes,
                more,
                retired,
                onArchived,
                onDeleted,
                version);
    }

    JobSpec withoutTags() {
        return new JobSpec(
                name,
                snapshot,
                creates,
                createWhen,
                userIdIsSent,
                attributes,
                List.of(),
                retired,
                onArchived,
                onDeleted,
                version);
    }

    JobSpec attribute(String attribute) {
        List<String> more =
                Stream.concat(attributes.stream(), Stream.of(attribute)).toList();
        return new JobSpec(
                name, snapshot, creates, createWhen, userIdIsSent, more, tags, retired, onArchived, onDeleted, version);
    }

    JobSpec creatingOnly(String audience) {
        return new JobSpec(
                name,
                snapshot,
                creates,
                audience,
                userIdIsSent,
                attributes,
                tags,
                retired,
                onArchived,
                onDeleted,
                version);
    }

    JobSpec withoutSendingUserIds() {
        return new JobSpec(
                name, snapshot, creates, createWhen, false, attributes, tags, retired, onArchived, onDeleted, version);
    }

    JobSpec onArchived(String choice) {
        return new JobSpec(
                name,
                snapshot,
                creates,
                createWhen,
                userIdIsSent,
                attributes,
                tags,
                retired,
                choice,
                onDeleted,
                version);
    }

    JobSpec onDeleted(String choice) {
        return new JobSpec(
                name,
                snapshot,
                creates,
                createWhen,
                userIdIsSent,
                attributes,
                tags,
                retired,
                onArchived,
                choice,
                version);
    }

    JobSpec version(String other) {
        return new JobSpec(
                name,
                snapshot,
                creates,
                createWhen,
                userIdIsSent,
                attributes,
                tags,
                retired,
                onArchived,
                onDeleted,
                other);
    }

    boolean unarchives() {
        return "unarchive".equals(onArchived);
    }

    String yaml() {
        List<String> lines = new ArrayList<>(List.of(
                "name: " + name,
                "source:",
                "  stream: audience",
                "  location: ../exports/" + name + "/*",
                "  format: audience-store",
                "  mode: " + (snapshot ? "snapshot" : "stream")));
        if (snapshot) {
            lines.add("  complete: true");
        }
        lines.addAll(List.of(
                "intercom:",
                "  region: us",
                "  version: \"" + version + "\"",
                "  access-token: ${TOKEN}",
                "  attempts: 3",
                "  longest-wait: 20ms"));
        if (onArchived != null) {
            lines.add("  on-archived: " + onArchived);
        }
        if (onDeleted != null) {
            lines.add("  on-deleted: " + onDeleted);
        }
        lines.add("actions:");
        if (creates) {
            addCreate(lines);
        }
        tags.forEach(tag -> lines.addAll(tag.yaml()));
        if (!retired.isEmpty()) {
            lines.add("retired-tags: [ " + String.join(", ", retired) + " ]");
        }
        return String.join("\n", lines) + "\n";
    }

    private void addCreate(List<String> lines) {
        lines.add("  - action: create-or-update-user");
        if (createWhen != null) {
            lines.add("    when: { audience: " + createWhen + " }");
        }
        lines.add("    parameters:");
        if (userIdIsSent) {
            lines.add("      user-id: { property: Customer ID }");
        }
        lines.add("      email: { property: Email Address }");
        lines.add("      name: { property: Full name }");
        if (!attributes.isEmpty()) {
            lines.add("      custom-attributes:");
            attributes.forEach(attribute -> lines.add("        " + attribute + ": { property: " + attribute + " }"));
        }
    }
}
