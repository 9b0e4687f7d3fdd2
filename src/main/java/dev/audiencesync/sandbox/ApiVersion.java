package dev.audiencesync.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A supported version of the 2.x API, 2.10 to 2.16. */
record ApiVersion(int minor) {
    private static final int OLDEST = 10;
    private static final int NEWEST = 16;
    private static final Pattern TWO_X = Pattern.compile("2\\.(\\d{1,3})");

    /** The version a header asks for; without one, the app's own default, which here is the newest. */
    static ApiVersion requested(@Nullable String header) {
        if (header == null) {
            return new ApiVersion(NEWEST);
        }
        Matcher matcher = TWO_X.matcher(header.strip());
        if (matcher.matches()) {
            int minor = Integer.parseInt(matcher.group(1));
            if (minor >= OLDEST && minor <= NEWEST) {
                return new ApiVersion(minor);
            }
        }
        throw new Refusal(400, "intercom_version_invalid", "The requested version could not be found");
    }

    boolean atLeast(int otherMinor) {
        return minor >= otherMinor;
    }

    String wireName() {
        return "2." + minor;
    }
}
