package dev.audiencesync.sandbox;

import java.util.Map;

/** An error answer of the API on its way out: status, Intercom's code and message, extra headers. */
final class Refusal extends RuntimeException {
    static final String VERSION_INVALID = "intercom_version_invalid";

    private final int status;
    private final String code;
    private final String text;
    private final Map<String, String> headers;

    Refusal(int status, String code, String text) {
        this(status, code, text, Map.of());
    }

    private Refusal(int status, String code, String text, Map<String, String> headers) {
        // No stack trace: refusals are ordinary answers, and a busy sandbox makes many.
        super(text, null, false, false);
        this.status = status;
        this.code = code;
        this.text = text;
        this.headers = headers;
    }

    static Refusal invalid(String text) {
        return new Refusal(400, "parameter_invalid", text);
    }

    static Refusal noSuchUser() {
        return new Refusal(404, "not_found", "User Not Found");
    }

    static Refusal noSuchResource() {
        return new Refusal(404, "not_found", "Resource Not Found");
    }

    /** The call is one of the other API's. */
    static Refusal otherVersions() {
        return new Refusal(400, VERSION_INVALID, "Requested resource is not available in current API version");
    }

    /** 1.x finds by e-mail only whom the e-mail names alone. */
    static Refusal severalUsers(String email) {
        return new Refusal(
                400,
                "conflict",
                "Multiple existing users match this email address " + email + " - must be more specific using user_id");
    }

    /** Intercom names the contact in the way only inside the message. */
    static Refusal conflict(Contact holder) {
        String who = holder.isActive() ? "A contact" : "An archived contact";
        return new Refusal(409, "conflict", who + " matching those details already exists with id=" + holder.id());
    }

    /** 410 with the way to the surviving contact from 2.16 on; earlier versions only miss the contact. */
    static Refusal merged(String survivor, ApiVersion version) {
        if (!version.atLeast(16)) {
            return noSuchUser();
        }
        return new Refusal(
                410,
                "contact_merged",
                "This contact has been merged. See the 'Link' header for the canonical contact.",
                Map.of("Link", "</contacts/" + survivor + ">; rel=\"canonical\""));
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String text() {
        return text;
    }

    Map<String, String> headers() {
        return headers;
    }
}
