package dev.audiencesync.definition;

import java.util.regex.Pattern;

/**
 * Names of custom attributes. Intercom allows no dots, dollar signs and nesting in them, so what lies in an object goes
 * by the object's name, {@code _} and its own name.
 */
public final class AttributeName {

    /** Characters, at most. */
    public static final int LONGEST = 190;

    private static final char JOINT = '_';

    /** Letters, digits, currency symbols but {@code $}, hyphens, underscores and spaces. */
    private static final Pattern NAME = Pattern.compile("(?!\\s)[\\p{L}\\p{N}\\p{Sc}_ \\-&&[^$]]+(?<!\\s)");

    private AttributeName() {}

    /** The name of a member of an object, whose name comes from the data and may hold anything. */
    public static String of(String object, String member) {
        return object + JOINT + member.strip().replace('.', JOINT).replace('$', JOINT);
    }

    /** Whether Intercom defines attributes of such a name. */
    public static boolean isOne(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST
                && NAME.matcher(name).matches();
    }

    /** Whether the attribute can be of a member of the object, or of a member of one. */
    public static boolean isWithin(String object, String attribute) {
        return attribute.length() > object.length() + 1
                && attribute.startsWith(object)
                && attribute.charAt(object.length()) == JOINT;
    }
}
