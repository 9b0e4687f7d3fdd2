package dev.audiencesync.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.audiencesync.person.FieldValue;
import dev.audiencesync.sandbox.ContactSeed;
import dev.audiencesync.sandbox.ContactSnapshot;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What calls of the Users API leave in a workspace. */
class UsersApiSandboxTest extends ClientFixture {
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(time));
    private final IntercomClient client = client(sandbox.baseUrl(), "1.4", Duration.ofSeconds(5));

    @AfterEach
    void closeSandbox() {
        sandbox.close();
    }

    private static Map<String, FieldValue> fields(Object... namesAndValues) {
        Map<String, FieldValue> fields = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            fields.put(
                    (String) namesAndValues[i],
                    value instanceof Long number
                            ? FieldValue.Numeric.of(number)
                            : value instanceof Boolean truth
                                    ? new FieldValue.Truth(truth)
                                    : new FieldValue.Text((String) value));
        }
        return fields;
    }

    private ContactSnapshot held(String externalId) {
        return sandbox.contacts().stream()
                .filter(contact -> externalId.equals(contact.externalId()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyFieldOfTheMapArrives() {
        client.create(fields(
                "external_id", "ada",
                "email", "ada@example.com",
                "name", "Ada",
                "phone", "+49",
                "signed_up_at", 1_700_000_000L,
                "last_seen_at", 1_700_000_001L,
                "last_seen_ip", "1.2.3.4",
                "last_seen_user_agent", "Mozilla",
                "new_session", true,
                "unsubscribed_from_emails", true,
                "avatar", "https://example.com/a.png",
                "custom_attributes.plan", "free"));

        assertThat(held("ada")).satisfies(ada -> {
            assertThat(ada.email()).isEqualTo("ada@example.com");
            assertThat(ada.name()).isEqualTo("Ada");
            assertThat(ada.phone()).isEqualTo("+49");
            assertThat(ada.signedUpAt()).isEqualTo(1_700_000_000L);
            assertThat(ada.lastSeenAt()).isEqualTo(1_700_000_001L);
            assertThat(ada.lastSeenIp()).isEqualTo("1.2.3.4");
            assertThat(ada.lastSeenUserAgent()).isEqualTo("Mozilla");
            assertThat(ada.sessions()).isEqualTo(1);
            assertThat(ada.unsubscribed()).isTrue();
            assertThat(ada.avatar()).isEqualTo("https://example.com/a.png");
            assertThat(ada.customAttributes()).isEqualTo(Map.of("plan", "free"));
        });
    }

    @Test
    void aSecondUpsertMeetsTheFirstOnesUserAndAnotherUserIdIsAnotherUser() {
        assertThat(client.create(fields("external_id", "ada", "email", "a@x.org")))
                .isInstanceOf(WriteResult.Written.class);
        time.advance(2_000);

        assertThat(client.create(fields("external_id", "ada", "name", "Ada"))).isInstanceOf(WriteResult.Met.class);
        assertThat(client.create(fields("external_id", "anna", "email", "a@x.org")))
                .isInstanceOf(WriteResult.Written.class);

        assertThat(client.searchByEmails(Set.of("A@x.org")).contacts())
                .extracting(Contact::externalId)
                .containsExactlyInAnyOrder("ada", "anna");
        assertThat(client.findByExternalId("anna"))
                .asInstanceOf(type(ContactLookup.Found.class))
                .satisfies(found ->
                        assertThat(client.contact(found.contact().id())).isEqualTo(found));
    }

    @Test
    void holdersOfATagAreAllListed() {
        List<String> ids = IntStream.range(0, 130)
                .mapToObj(i -> sandbox.manually().seedContact(ContactSeed.user("u" + i)))
                .toList();
        ids.forEach(id -> sandbox.manually().tag(id, "VIP"));

        assertThat(client.holdersOf(client.tags().get(0).id()).map(Contact::id)).containsExactlyElementsOf(ids);
    }
}
