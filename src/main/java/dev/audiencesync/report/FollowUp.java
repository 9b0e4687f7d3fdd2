package dev.audiencesync.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Renders the command an operator gives next, so that it can be pasted as it stands.
 *
 * @param program what the operator types for the program
 * @param options without which the command would not reach the same home or the same Intercom
 */
public record FollowUp(String program, List<String> options) {

    public FollowUp {
        options = List.copyOf(options);
    }

    /** @param words the command and what it is about, such as {@code restart 12} */
    public String command(String words) {
        List<String> parts = new ArrayList<>(List.of(program, words));
        options.forEach(option -> parts.add(shellWord(option)));
        return String.join(" ", parts);
    }

    /** The text as one word for a shell. */
    public static String shellWord(String text) {
        return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
