package dev.audiencesync.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code mvn test -Dtest=MemberWeeksTest -Dsamples.write=true} writes the files anew. */
class MemberWeeksTest {
    private static final Path FOLDER = Path.of("input-samples/csv");
    private static final Map<String, String> FILES =
            Map.of(MemberWeeks.FIRST_FILE, MemberWeeks.firstFile(), MemberWeeks.SECOND_FILE, MemberWeeks.secondFile());

    @BeforeAll
    static void writeWhereAsked() throws IOException {
        if (!Boolean.getBoolean("samples.write")) {
            return;
        }
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = FOLDER.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    @Test
    void theFilesHoldWhatIsGenerated() throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            assertThat(Files.readString(FOLDER.resolve(file.getKey()))).isEqualTo(file.getValue());
        }
    }

    @Test
    void theReadmeCountsThem() throws IOException {
        String readme = Files.readString(FOLDER.resolveSibling("README.md"));
        assertThat(readme)
                .contains(line(MemberWeeks.FIRST_FILE, "comma, LF", MemberWeeks.first(), 0))
                .contains(line(MemberWeeks.SECOND_FILE, "semicolon, CRLF, byte order mark", MemberWeeks.second(), 1));
    }

    private static String line(String file, String layout, List<Member> members, int bad) {
        return "| `csv/%s` | %s | %d | %d | %d / %d / %d |%n"
                .formatted(
                        file,
                        layout,
                        members.size(),
                        bad,
                        tagged(members, "member"),
                        tagged(members, "gold member"),
                        tagged(members, "newsletter"));
    }

    private static long tagged(List<Member> members, String tag) {
        return members.stream().filter(member -> member.tags().contains(tag)).count();
    }
}
