package dev.audiencesync.mapping;

import dev.audiencesync.definition.ExportedName;

/** A name or id as a definition gives it. Exports cut names, so a longer one matches cut as well. */
final class TealiumName {

    private final String whole;
    private final String cut;

    TealiumName(String text) {
        whole = text.strip();
        cut = ExportedName.of(text);
    }

    boolean matches(String exported) {
        String name = exported.strip();
        return name.equals(whole) || name.equals(cut);
    }
}
