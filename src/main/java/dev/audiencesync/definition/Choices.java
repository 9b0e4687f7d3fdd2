package dev.audiencesync.definition;

import dev.audiencesync.person.GroupKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words a setting can be, and what each stands for; in the order messages list them. */
final class Choices {

    static final Map<String, Source.Stream> STREAM = named(Source.Stream.values());
    static final Map<String, Source.Format> FORMAT = named(Source.Format.values());
    static final Map<String, Character> DELIMITER = ordered("comma", ',', "semicolon", ';', "tab", '\t', "pipe", '|');
    static final Map<String, Source.Membership> MEMBERSHIP = named(Source.Membership.values());
    static final Map<String, Source.Mode> MODE = named(Source.Mode.values());
    static final Map<String, IntercomSettings.OnArchived> ON_ARCHIVED = named(IntercomSettings.OnArchived.values());
    static final Map<String, IntercomSettings.OnDeleted> ON_DELETED = named(IntercomSettings.OnDeleted.values());

    static final Map<String, Verification.OnDrift> ON_DRIFT = named(Verification.OnDrift.values());

    static final Map<String, String> REGION = ordered(
            "us", "https://api.intercom.io",
            "eu", "https://api.eu.intercom.io",
            "au", "https://api.au.intercom.io");

    static final Map<String, Action.Untag> UNTAG = ordered(
            "false", Action.Untag.NEVER,
            "on-leave", Action.Untag.ON_LEAVE,
            "true", Action.Untag.ALWAYS);

    static final Map<String, GroupKind> GROUP_KIND = named(GroupKind.values());

    static final Map<String, Value.Type> TYPE = ordered(
            "text", Value.Type.TEXT,
            "number", Value.Type.NUMBER,
            "boolean", Value.Type.BOOLEAN,
            "date", Value.Type.DATE);

    private Choices() {}

    static <T> Map<String, T> ordered(String word1, T one, String word2, T two, String word3, T three) {
        Map<String, T> choices = new LinkedHashMap<>();
        choices.put(word1, one);
        choices.put(word2, two);
        choices.put(word3, three);
        return choices;
    }

    private static <T> Map<String, T> ordered(
            String word1, T one, String word2, T two, String word3, T three, String word4, T four) {
        Map<String, T> choices = ordered(word1, one, word2, two, word3, three);
        choices.put(word4, four);
        return choices;
    }

    private static <E extends Enum<E>> Map<String, E> named(E[] values) {
        return Arrays.stream(values)
                .collect(Collectors.toMap(
                        value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        Function.identity(),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }
}
