package dev.audiencesync.definition;

import java.util.regex.Pattern;

/** JSON Pointers (RFC 6901) below the root: {@code ~1} stands for a slash in a name, {@code ~0} for a tilde. */
final class JsonPointer {

    private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

    private JsonPointer() {}

    static boolean isValid(String text) {
        return text.startsWith("/") && !BAD_ESCAPE.matcher(text).find();
    }

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** The name a pointer's first step stands for. */
    static String firstName(String pointer) {
        int end = pointer.indexOf('/', 1);
        String step = end < 0 ? pointer.substring(1) : pointer.substring(1, end);
        return step.replace("~1", "/").replace("~0", "~");
    }
}
