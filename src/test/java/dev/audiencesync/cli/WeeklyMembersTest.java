package dev.audiencesync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.Home;
import dev.audiencesync.samples.Member;
import dev.audiencesync.samples.MemberWeeks;
import dev.audiencesync.sandbox.ContactSnapshot;
import dev.audiencesync.sandbox.Sandbox;
import dev.audiencesync.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shipped CSV job and its sample, from the command line to what the sandbox holds. */
class WeeklyMembersTest {
    private static final Path SAMPLES = Path.of("input-samples", "csv").toAbsolutePath();

    @TempDir
    Path folder;

    private Typed typed;

    @BeforeEach
    void start() {
        typed = Typed.in(folder);
    }

    /** What a contact should hold, or holds: the fields and tags that the job writes. */
    private record Held(String email, String name, Object city, long visits, long since, Set<String> tags) {
        static Held of(Member member, Set<String> tags) {
            return new Held(
                    member.email(),
                    member.name(),
                    member.city().isEmpty() ? null : member.city(),
                    member.visits(),
                    member.since().atStartOfDay(ZoneOffset.UTC).toEpochSecond(),
                    tags);
        }

        static Held of(ContactSnapshot contact) {
            return new Held(
                    contact.email(),
                    contact.name(),
                    contact.customAttributes().get("city"),
                    ((Number) contact.customAttributes().get("visits")).longValue(),
                    contact.signedUpAt(),
                    contact.tagNames().stream()
                            .map(tag -> tag.toLowerCase(Locale.ROOT))
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void aSnapshotTakesTheTagsOffWhoLeft() throws IOException {
        assertThat(run("snapshot")).isZero();
        assertThat(held()).isEqualTo(everybody(MemberWeeks.first(), Set.of()));

        assertThat(run("snapshot", secondWeek())).isEqualTo(3);
        assertThat(held()).isEqualTo(everybody(inBothWeeks(), leavers()));
        assertThat(summary().at("/records/rejected").asInt()).isEqualTo(1);

        assertThat(run("snapshot", secondWeek())).as("no news").isZero();
        assertThat(summary().at("/records/rejected").asInt()).isEqualTo(1);
        assertThat(summary().at("/planned/update").asInt()).isZero();
        assertThat(summary().at("/planned/unchanged").asInt())
                .isEqualTo(MemberWeeks.second().size() - 1);
    }

    @Test
    void aStreamLeavesWhoIsAbsentAsTheyWere() throws IOException {
        assertThat(run("stream")).isZero();
        assertThat(run("stream", secondWeek())).isEqualTo(3);

        assertThat(held()).isEqualTo(everybody(inBothWeeks(), Set.of()));
    }

    private static String secondWeek() {
        return "input=" + SAMPLES.resolve(MemberWeeks.SECOND_FILE);
    }

    private static List<Member> inBothWeeks() {
        List<Member> members = new ArrayList<>(MemberWeeks.second());
        Set<String> present = ids(members);
        MemberWeeks.first().stream()
                .filter(member -> !present.contains(member.id()))
                .forEach(members::add);
        return members;
    }

    private static Set<String> leavers() {
        Set<String> leavers = new HashSet<>(ids(MemberWeeks.first()));
        leavers.removeAll(ids(MemberWeeks.second()));
        assertThat(leavers).hasSize(4);
        return leavers;
    }

    private static Set<String> ids(List<Member> members) {
        return members.stream().map(Member::id).collect(Collectors.toSet());
    }

    private static Map<String, Held> everybody(List<Member> members, Set<String> leavers) {
        return members.stream()
                .collect(Collectors.toMap(
                        Member::id,
                        member -> Held.of(member, leavers.contains(member.id()) ? Set.of() : member.tags())));
    }

    private Map<String, Held> held() {
        SandboxOptions options =
                SandboxOptions.defaults().withStateFile(new Home(folder.resolve("home")).sandboxState());
        try (Sandbox sandbox = Sandbox.start(options)) {
            return sandbox.contacts().stream().collect(Collectors.toMap(ContactSnapshot::externalId, Held::of));
        }
    }

    private JsonNode summary() {
        return JsonMapper.shared().readTree(typed.text());
    }

    private int run(String mode, String... parameters) throws IOException {
        String shipped = Files.readString(Path.of("jobs", "weekly-members.yml"));
        String definition = mode.equals("snapshot")
                ? shipped
                : shipped.replaceFirst("mode: snapshot", "mode: stream").replaceFirst("  complete: true.*\n", "");
        Files.createDirectories(folder.resolve("jobs"));
        Files.writeString(
                folder.resolve("jobs/weekly-members.yml"),
                definition.replace("../input-samples/csv", SAMPLES.toString()));
        List<String> words = new ArrayList<>(List.of("run", "weekly-members", "--sandbox", "--json", "--home", "home"));
        words.addAll(List.of(parameters));
        return typed.run(words);
    }
}
