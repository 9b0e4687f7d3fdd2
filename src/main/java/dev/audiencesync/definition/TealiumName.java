package dev.audiencesync.definition;

import java.util.Locale;

/** A name or id as a definition gives it. Exports cut names, so a longer one matches cut as well. */
public final class TealiumName {

    private final String whole;
    private final String cut;

    public TealiumName(String text) {
        whole = text.strip();
        cut = ExportedName.of(text);
    }

    public boolean matches(String exported) {
        String name = exported.strip();
        return name.equals(whole) || name.equals(cut);
    }

    /** As {@link #matches}, in any case: a database writes its columns' names in a case of its own. */
    boolean matchesInAnyCase(String exported) {
        String name = folded(exported.strip());
        return name.equals(folded(whole)) || name.equals(folded(cut));
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
