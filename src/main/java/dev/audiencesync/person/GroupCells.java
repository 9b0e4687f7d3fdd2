package dev.audiencesync.person;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a record's cells say of the groups of a tag pattern that its person is not in, by their names in lower case: a
 * database writes them in a case of its own.
 *
 * @param denied those whose cell says so
 * @param blank those whose cell is empty: not had, but only if some record of the run has an answer there
 */
public record GroupCells(SortedSet<String> denied, SortedSet<String> blank) {

    public static final GroupCells NONE = new GroupCells(Collections.emptyList(), Collections.emptyList());

    public GroupCells {
        denied = Collections.unmodifiableSortedSet(new TreeSet<>(denied));
        blank = Collections.unmodifiableSortedSet(new TreeSet<>(blank));
    }

    /** Of names in any case. */
    public GroupCells(Collection<String> denied, Collection<String> blank) {
        this(folded(denied), folded(blank));
    }

    public boolean isDenied(String name) {
        return denied.contains(folded(name));
    }

    public boolean isBlank(String name) {
        return blank.contains(folded(name));
    }

    private static SortedSet<String> folded(Collection<String> names) {
        SortedSet<String> folded = new TreeSet<>();
        names.forEach(name -> folded.add(folded(name)));
        return folded;
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
