package dev.audiencesync.sandbox;

import tools.jackson.databind.node.ObjectNode;

/** {@code GET /me}: the token's admin and the workspace it opens. */
final class ShowAdmin implements Handler {
    static final String ID = "1000001";

    /** 2026-01-01, when every sandbox workspace was born. */
    private static final long CREATED_AT = 1_767_225_600L;

    private final String workspaceId;

    ShowAdmin(String workspaceId) {
        this.workspaceId = workspaceId;
    }

    @Override
    public Answer handle(Call call) {
        ObjectNode admin = Json.object()
                .put("type", "admin")
                .put("id", ID)
                .put("email", "admin@sandbox.example")
                .put("name", "Sandbox Admin")
                .put("email_verified", true);
        admin.putObject("app")
                .put("type", "app")
                .put("id_code", workspaceId)
                .put("name", "Sandbox")
                .put("created_at", CREATED_AT)
                .put("secure", false)
                .put("identity_verification", false)
                .put("timezone", "UTC")
                .put("region", "US");
        admin.putNull("avatar");
        admin.put("has_inbox_seat", true);
        return Answer.ok(admin);
    }
}
