package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListContactsTest {
    private Sandbox sandbox;
    private Api api;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults());
        api = new Api(sandbox);
        for (int i = 0; i < 23; i++) {
            sandbox.manually().seedContact(ContactSeed.user("u" + i));
        }
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aPageHoldsTenUnlessAsked() {
        Api.Reply page = api.get("/contacts");

        assertThat(page.ids()).hasSize(10);
        assertThat(page.json().path("type").stringValue()).isEqualTo("list");
        assertThat(page.json().path("total_count").intValue()).isEqualTo(23);
        assertThat(page.json().path("pages").path("total_pages").intValue()).isEqualTo(3);
    }

    @Test
    void theCursorLeadsThroughAllAndIsAbsentOnTheLastPage() {
        List<String> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            Api.Reply page = api.get("/contacts?per_page=8" + (cursor == null ? "" : "&starting_after=" + cursor));
            seen.addAll(page.ids());
            var next = page.json().path("pages").get("next");
            cursor = next == null ? null : next.path("starting_after").stringValue();
            pages++;
        } while (cursor != null);

        assertThat(pages).isEqualTo(3);
        assertThat(seen)
                .containsExactlyElementsOf(
                        sandbox.contacts().stream().map(ContactSnapshot::id).toList());
    }

    @Test
    void aPageHoldsAtMost150() {
        assertThat(api.get("/contacts?per_page=150").ids()).hasSize(23);
        assertThat(api.get("/contacts?per_page=151").status()).isEqualTo(400);
        assertThat(api.get("/contacts?per_page=0").status()).isEqualTo(400);
        assertThat(api.get("/contacts?starting_after=nonsense").status()).isEqualTo(400);
    }
}
