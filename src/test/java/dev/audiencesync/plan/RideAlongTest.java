package dev.audiencesync.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What says something about a call goes along with a change, makes none, and is remembered by nobody. */
class RideAlongTest {
    private final Nights nights = new Nights(Plans.definition("- { action: create-or-update-user, parameters: {"
            + " user-id: /id, name: /name, update-last-request-at: /seen } }"));

    @Test
    void goesAlongWithChangesAndMakesNone() {
        assertThat(nights.night("{'id':'a','name':'Ada','seen':true}"))
                .containsExactly("CREATE a {'external_id':'a','name':'Ada','update_last_request_at':true}");
        assertThat(nights.night("{'id':'a','name':'Ada','seen':false}")).isEmpty();
        assertThat(nights.staged).isZero();
        assertThat(nights.night("{'id':'a','name':'Ada L.','seen':true}"))
                .containsExactly("UPDATE a {'name':'Ada L.','update_last_request_at':true}");
        assertThat(nights.reasons()).containsExactly("differs in name");
    }

    @Test
    void isRememberedByNobody() {
        nights.night("{'id':'a','name':'Ada','seen':true}");

        assertThat(nights.template.queryForList(
                        "select fields from person_job where workspace_id = ?", String.class, nights.workspace))
                .singleElement()
                .asString()
                .contains("name")
                .doesNotContain("update_last_request_at");
    }
}
