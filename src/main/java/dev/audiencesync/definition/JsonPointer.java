package dev.audiencesync.definition;

import java.util.Arrays;
import java.util.List;
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

    /** The names a pointer's steps stand for. */
    static List<String> names(String pointer) {
        return Arrays.stream(pointer.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
    }
}
