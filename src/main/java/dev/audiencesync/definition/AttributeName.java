package dev.audiencesync.definition;

/**
 * Names of custom attributes. Intercom allows no dots, dollar signs and nesting in them, so what lies in an object goes
 * by the object's name, {@code _} and its own name.
 */
public final class AttributeName {

    /** Characters, at most. */
    public static final int LONGEST = 190;

    private static final char JOINT = '_';

    private AttributeName() {}

    /** The name of a member of an object, whose name comes from the data and may hold anything. */
    public static String of(String object, String member) {
        return object + JOINT + member.strip().replace('.', JOINT).replace('$', JOINT);
    }

    /** Whether the attribute can be of a member of the object, or of a member of one. */
    public static boolean isWithin(String object, String attribute) {
        return attribute.length() > object.length() + 1
                && attribute.startsWith(object)
                && attribute.charAt(object.length()) == JOINT;
    }
}
