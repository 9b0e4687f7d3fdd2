package dev.audiencesync.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A supported version: 1.0 to 1.4, which is the Users API, or 2.10 to 2.16, the Contacts API. */
record ApiVersion(int major, int minor) {
    private static final ApiVersion NEWEST = new ApiVersion(2, 16);
    private static final int NEWEST_OF_USERS = 4;
    private static final int OLDEST_OF_CONTACTS = 10;
    private static final Pattern VERSION = Pattern.compile("([12])\\.(\\d{1,3})");

    /** The version a header asks for; without one, the app's own default, which here is the newest. */
    static ApiVersion requested(@Nullable String header) {
        if (header == null) {
            return NEWEST;
        }
        Matcher matcher = VERSION.matcher(header.strip());
        if (matcher.matches()) {
            ApiVersion version = new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            if (version.isSupported()) {
                return version;
            }
        }
        throw new Refusal(400, Refusal.VERSION_INVALID, "The requested version could not be found");
    }

    private boolean isSupported() {
        return isUsersApi() ? minor <= NEWEST_OF_USERS : minor >= OLDEST_OF_CONTACTS && minor <= NEWEST.minor;
    }

    boolean isUsersApi() {
        return major == 1;
    }

    /** Whether it is a version of the Contacts API, and 2.x or newer. */
    boolean atLeast(int x) {
        return !isUsersApi() && minor >= x;
    }

    /** From 1.1 an e-mail may find several users; 1.0 refuses where it does. */
    boolean listsByEmail() {
        return !isUsersApi() || minor >= 1;
    }

    String wireName() {
        return major + "." + minor;
    }
}
