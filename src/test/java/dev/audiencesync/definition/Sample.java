package dev.audiencesync.definition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small definitions named {@code sample}, and what the loader makes of them. */
final class Sample {

    static final Path FILE = Path.of("jobs", "sample.yml");

    static final Map<String, String> ENVIRONMENT = Map.of(
            "EXPORTS",
            "/srv/exports",
            "API",
            "https://proxy.example.com/intercom/",
            "BLANK",
            " ",
            "CRON",
            "0 3 * * *",
            "ZONE",
            "Europe/Paris");

    private Sample() {}

    /** A definition that loads, with the given top-level lines put in place of its own; a bare key takes it away. */
    static String job(String... sections) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("name", "name: sample");
        lines.put("source", "source: { stream: audience, location: '*.gz', format: audience-store, mode: stream }");
        lines.put("actions", "actions: [ { action: create-or-update-user, parameters: { user-id: /properties/id } } ]");
        for (String section : sections) {
            int colon = section.indexOf(':');
            if (colon < 0) {
                lines.remove(section);
            } else {
                lines.put(section.substring(0, colon), section);
            }
        }
        return String.join("\n", lines.values()) + "\n";
    }

    /** With a source of these settings, on the definition's second line. */
    static String source(String... settings) {
        return job("source: "
                + flow("stream: audience, location: '*.gz', format: audience-store, mode: stream", settings));
    }

    static String intercom(String settings) {
        return job("intercom: { " + settings + " }");
    }

    /** With one create action of these parameters besides {@code user-id}. */
    static String create(String parameters) {
        return actions("create-or-update-user", "user-id: /properties/id, " + parameters);
    }

    static String attribute(String value) {
        return create("custom-attributes: { plan: " + value + " }");
    }

    /** With a create action that gives {@code user-id}, and the named action of these parameters. */
    static String tag(String action, String parameters) {
        return job("actions:\n  - { action: create-or-update-user, parameters: { user-id: /properties/id } }\n"
                + "  - { action: " + action + ", parameters: { " + parameters + " } }");
    }

    /** With a tag {@code VIP} under this condition. */
    static String when(String condition) {
        return job("actions:\n  - { action: create-or-update-user, parameters: { user-id: /properties/id } }\n"
                + "  - { action: add-tag-based-on-user-id, when: " + condition + ", parameters: { name: VIP } }");
    }

    static String actions(String action, String parameters) {
        return job("actions: [ { action: " + action + ", parameters: { " + parameters + " } } ]");
    }

    /** The same with CSV files, whose column {@code id} is the User ID. */
    static String csv(String text) {
        return text.replace("format: audience-store", "format: csv").replace("/properties/id", "/id");
    }

    /** The same with events, whose {@code udo.id} is the User ID. */
    static String events(String text) {
        return text.replace("stream: audience", "stream: event")
                .replace("format: audience-store", "format: event-store")
                .replace("/properties/id", "/udo.id");
    }

    static JobDefinition load(String text) {
        return new DefinitionLoader(ENVIRONMENT::get).parse(text, FILE);
    }

    static List<Problem> problems(String text) {
        try {
            load(text);
            return List.of();
        } catch (DefinitionException e) {
            return e.problems();
        }
    }

    private static String flow(String base, String... settings) {
        Map<String, String> entries = new LinkedHashMap<>();
        List<String> all = new ArrayList<>(List.of(base.split(", ")));
        all.addAll(List.of(settings));
        for (String entry : all) {
            int colon = entry.indexOf(':');
            if (colon < 0) {
                entries.remove(entry);
            } else {
                entries.put(entry.substring(0, colon), entry);
            }
        }
        return "{ " + String.join(", ", entries.values()) + " }";
    }
}
