package dev.audiencesync.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    @TempDir
    private Path directory;

    private SandboxOptions options;
    private Path file;

    @BeforeEach
    void choose() {
        file = directory.resolve("deep/state.jsonl");
        options = SandboxOptions.defaults()
                .withStateFile(file)
                .withAttribute("plan", AttributeType.STRING)
                .withAttribute("visits", AttributeType.INTEGER)
                .withIndexLag(Duration.ofHours(1));
    }

    private void fill(Sandbox sandbox) {
        Api api = new Api(sandbox);
        String ada = api.create("{'external_id': 'ada', 'email': 'a@x.org', 'signed_up_at': 5,"
                + " 'custom_attributes': {'plan': null, 'visits': 3}}");
        String bo = api.create("{'external_id': 'bo'}");
        String cy = api.create("{'role': 'lead'}");
        api.put("/contacts/" + ada, "{'name': 'Ada'}");
        api.post("/tags", "{'name': 'VIP', 'users': [{'id': '" + ada + "'}, {'id': '" + bo + "'}]}");
        api.post("/tags", "{'name': 'Gone', 'users': [{'id': '" + bo + "'}]}");
        api.delete("/tags/2");
        api.post("/contacts/" + bo + "/archive", null);
        sandbox.manually().merge(cy, ada);
    }

    /** What a killed process leaves: the bytes written so far, no orderly end. */
    private SandboxOptions killed() throws IOException {
        Path copy = directory.resolve("killed.jsonl");
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        return options.withStateFile(copy);
    }

    @Test
    void whatWasAnsweredIsThereAfterAKill() throws IOException {
        try (Sandbox first = Sandbox.start(options)) {
            fill(first);
            try (Sandbox second = Sandbox.start(killed())) {
                assertThat(second.contacts()).hasSize(3).isEqualTo(first.contacts());
                assertThat(second.tags()).isEqualTo(first.tags());
            }
        }
    }

    @Test
    void aRestartedSandboxGoesOnWithoutReusingIdsAndWithoutLag() {
        List<ContactSnapshot> before;
        try (Sandbox first = Sandbox.start(options)) {
            fill(first);
            before = first.contacts();
        }
        try (Sandbox second = Sandbox.start(options)) {
            Api api = new Api(second);
            assertThat(second.counts().total()).isZero();
            assertThat(api.search("{'field': 'email', 'operator': '=', 'value': 'a@x.org'}")
                            .ids())
                    .containsExactly(before.get(0).id());
            assertThat(api.post("/contacts", "{'external_id': 'ada'}").status()).isEqualTo(409);
            assertThat(before).extracting(ContactSnapshot::id).doesNotContain(api.create("{'external_id': 'new'}"));
            assertThat(api.post("/tags", "{'name': 'Next'}").id()).isEqualTo("3");
        }
    }

    @Test
    void aTornLastLineIsDropped() throws IOException {
        try (Sandbox first = Sandbox.start(options)) {
            fill(first);
        }
        Files.writeString(file, "{\"contacts\":[{\"id\":\"0123", StandardOpenOption.APPEND);

        try (Sandbox second = Sandbox.start(options)) {
            assertThat(second.contacts()).hasSize(3);
            new Api(second).create("{'external_id': 'after'}");
        }
        try (Sandbox third = Sandbox.start(options)) {
            assertThat(third.contacts()).hasSize(4);
        }
    }

    @Test
    void aDamagedLineIsNamed() throws IOException {
        try (Sandbox first = Sandbox.start(options)) {
            fill(first);
        }
        Files.writeString(file, "nonsense\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> Sandbox.start(options))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line ")
                .hasMessageContaining(file.toString());
    }

    @Test
    void isCompactedOnceItHasGrown() throws IOException {
        List<ContactSnapshot> before;
        List<TagSnapshot> tags;
        try (Sandbox first = Sandbox.start(options)) {
            fill(first);
            String id = first.manually().seedContact(ContactSeed.user("busy"));
            for (int i = 0; i < 600; i++) {
                first.manually().tag(id, "flip");
                first.manually().untag(id, "flip");
            }
            before = first.contacts();
            tags = first.tags();
        }
        long grown = Files.size(file);

        try (Sandbox second = Sandbox.start(options)) {
            assertThat(Files.size(file)).isLessThan(grown / 20);
            assertThat(second.contacts()).isEqualTo(before);
            assertThat(second.tags()).isEqualTo(tags);
            new Api(second).create("{'external_id': 'after'}");
        }
        try (Sandbox third = Sandbox.start(options)) {
            assertThat(third.contacts()).hasSize(before.size() + 1);
            assertThat(third.manually().seedTag("unused id")).isEqualTo("4");
        }
    }

    @Test
    void aSecondSandboxIsKeptOffUntilTheFirstEnds() {
        try (Sandbox first = Sandbox.start(options)) {
            assertThat(first.contacts()).isEmpty();
            assertThatThrownBy(() -> Sandbox.start(options))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by another sandbox");
        }
        Sandbox.start(options).close();
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        Sandbox.start(options).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
