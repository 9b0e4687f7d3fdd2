package dev.audiencesync.nights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which tags people should have after nights of a job whose actions make tags by patterns, worked out one person and one
 * tag at a time from what the records say. It knows nothing of ledgers, rules or plans.
 */
final class PatternWorld {

    /** An audience or badge as a record shows it; both are the same where it shows one of them. */
    record Shown(String id, String name) {}

    /**
     * A person's record.
     *
     * @param audiences null where it does not carry them; likewise {@code badges}
     */
    record Seen(String person, List<Shown> audiences, List<Shown> badges, boolean loyal) {}

    /**
     * An action.
     *
     * @param each {@code audience} or {@code badge}; null for one tag of the given name, for whom is loyal
     * @param prefix or the name
     * @param untag as the definition writes it
     */
    record Act(String each, List<String> only, String prefix, String untag) {

        boolean adds() {
            return !untag.equals("true");
        }

        private List<Shown> container(Seen seen) {
            return each.equals("audience") ? seen.audiences() : seen.badges();
        }

        private boolean matches(String text) {
            return only.stream().anyMatch(glob -> regex(glob).matcher(text).matches());
        }

        private static Pattern regex(String glob) {
            StringBuilder regex = new StringBuilder();
            glob.chars()
                    .forEach(point -> regex.append(
                            switch (point) {
                                case '*' -> ".*";
                                case '?' -> ".";
                                default -> Pattern.quote(Character.toString(point));
                            }));
            return Pattern.compile(regex.toString());
        }

        private boolean takesIn(Shown group) {
            return matches(group.name()) || matches(group.id());
        }

        /** The groups of the person that it has a tag for. */
        List<Shown> groups(Seen seen) {
            return each == null || container(seen) == null
                    ? List.of()
                    : container(seen).stream().filter(this::takesIn).toList();
        }

        /** The tags it has for the person. */
        Set<String> tags(Seen seen) {
            Set<String> tags = new TreeSet<>();
            if (each == null && seen.loyal()) {
                tags.add(key(prefix));
            }
            groups(seen).forEach(group -> tags.add(key(prefix + group.name())));
            return tags;
        }

        /** Whether the tag is one that it names, or that of a group that was met. */
        boolean speaksOf(String tag, Set<Shown> met) {
            return each == null
                    ? tag.equals(key(prefix))
                    : only.stream()
                                    .filter(name -> !name.contains("*") && !name.contains("?"))
                                    .anyMatch(name -> tag.equals(key(prefix + name)))
                            || met.stream().anyMatch(group -> takesIn(group) && tag.equals(key(prefix + group.name())));
        }

        String yaml() {
            String name = each == null
                    ? "'" + prefix + "'"
                    : "{ each: " + each + ", only: [ '" + String.join("', '", only) + "' ], prefix: '" + prefix + "' }";
            return "  - action: add-tag-based-on-user-id\n"
                    + (each == null ? "    when: { flag: Loyal }\n" : "")
                    + "    parameters: { name: " + name + ", untag: " + untag + " }\n";
        }
    }

    private final boolean snapshot;
    private final Map<String, Set<String>> owned = new TreeMap<>();
    private final Map<String, Set<String>> byHand = new TreeMap<>();
    /** The audiences and the badges that some action had a tag for, on any night. */
    private final Map<String, Set<Shown>> met = new LinkedHashMap<>();

    PatternWorld(boolean snapshot) {
        this.snapshot = snapshot;
    }

    void seed(String person, String... tags) {
        owned.put(person, new TreeSet<>());
        byHand.put(person, new TreeSet<>());
        for (String tag : tags) {
            byHand.get(person).add(key(tag));
        }
    }

    void night(List<Act> acts, List<Seen> records) {
        boolean audiences = records.stream().anyMatch(seen -> seen.audiences() != null);
        boolean badges = records.stream().anyMatch(seen -> seen.badges() != null);
        for (Seen seen : records) {
            owned.computeIfAbsent(seen.person(), person -> new TreeSet<>());
            byHand.computeIfAbsent(seen.person(), person -> new TreeSet<>());
            acts.forEach(act -> met.computeIfAbsent(act.each(), each -> new LinkedHashSet<>())
                    .addAll(act.groups(seen)));
        }
        Set<String> everybodys = new TreeSet<>();
        acts.forEach(act -> records.forEach(seen -> everybodys.addAll(act.tags(seen))));
        owned.values().forEach(everybodys::addAll);
        byHand.values().forEach(everybodys::addAll);
        List<String> present = new ArrayList<>();
        for (Seen seen : records) {
            present.add(seen.person());
            everybodys.forEach(tag -> apply(acts, seen, tag, audiences, badges));
        }
        if (snapshot) {
            owned.forEach((person, tags) -> {
                if (!present.contains(person)) {
                    tags.removeIf(tag -> leaves(acts, tag));
                }
            });
        }
    }

    private void apply(List<Act> acts, Seen seen, String tag, boolean audiences, boolean badges) {
        Set<String> mine = owned.get(seen.person());
        Set<String> others = byHand.get(seen.person());
        boolean wanted =
                acts.stream().anyMatch(act -> act.adds() && act.tags(seen).contains(tag));
        boolean doubtful = acts.stream()
                .filter(act -> act.adds() && act.each() != null && speaksOf(act, tag))
                .anyMatch(act -> !(act.each().equals("audience") ? audiences : badges));
        if (wanted) {
            if (!others.contains(tag)) {
                mine.add(tag);
            }
        } else if (!doubtful
                && acts.stream().anyMatch(act -> !act.adds() && act.tags(seen).contains(tag))) {
            mine.remove(tag);
            others.remove(tag);
        } else if (!doubtful && leaves(acts, tag)) {
            mine.remove(tag);
        }
    }

    private boolean leaves(List<Act> acts, String tag) {
        return acts.stream().anyMatch(act -> act.untag().equals("on-leave") && speaksOf(act, tag));
    }

    private boolean speaksOf(Act act, String tag) {
        return act.speaksOf(tag, met.getOrDefault(act.each(), Set.of()));
    }

    Map<String, Set<String>> held() {
        Map<String, Set<String>> held = new TreeMap<>();
        owned.forEach((person, tags) -> {
            Set<String> all = new TreeSet<>(tags);
            all.addAll(byHand.get(person));
            held.put(person, all);
        });
        return held;
    }

    static String key(String tag) {
        return tag.toLowerCase(Locale.ROOT);
    }
}
