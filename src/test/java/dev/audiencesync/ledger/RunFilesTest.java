package dev.audiencesync.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.audiencesync.ledger.RunFiles.RunFile;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class RunFilesTest {
    private final JdbcTemplate template;
    private final RunFiles files;
    private final long workspace;
    private final long run;

    RunFilesTest(TestDatabase database) {
        template = database.template();
        files = new RunFiles(template);
        workspace = Ledgers.workspace(template);
        run = Ledgers.run(template, workspace, "test", "text");
    }

    @Test
    void onlyFilesReadToTheirEndAreConsumed() {
        add(0, "/a", "aa", false);
        add(1, "/b", "bb", false);
        files.counted(run, 0, 10, 1, true);
        files.counted(run, 1, 5, 0, false);

        files.consume(run, workspace, "test");
        files.consume(run, workspace, "test");

        assertThat(files.consumed(workspace, "test", "/a", "aa")).isTrue();
        assertThat(files.consumed(workspace, "test", "/b", "bb")).isFalse();
    }

    @Test
    void aFileIsKnownByItsPathAndContentForOneJobAndWorkspace() {
        add(0, "/a", "aa", false);
        files.counted(run, 0, 1, 0, true);
        files.consume(run, workspace, "test");

        assertThat(files.consumed(workspace, "test", "/a", "changed")).isFalse();
        assertThat(files.consumed(workspace, "test", "/other", "aa")).isFalse();
        assertThat(files.consumed(workspace, "other", "/a", "aa")).isFalse();
        assertThat(files.consumed(Ledgers.workspace(template), "test", "/a", "aa"))
                .isFalse();
    }

    @Test
    void whatAnEarlierRunConsumedIsNotConsumedTwice() {
        add(0, "/a", "aa", true);
        files.counted(run, 0, 0, 0, true);

        files.consume(run, workspace, "test");

        assertThat(files.consumed(workspace, "test", "/a", "aa")).isFalse();
    }

    @Test
    void aRunsFilesComeInReadingOrder() {
        add(1, "/b", "bb", false);
        add(0, "/a", "aa", true);

        assertThat(files.of(run)).extracting(RunFile::path).containsExactly("/a", "/b");
        files.clear(run);
        assertThat(files.of(run)).isEmpty();
    }

    private void add(int ordinal, String path, String sha256, boolean consumed) {
        files.add(run, new RunFile(ordinal, path, path, 1, Instant.EPOCH, sha256, 0, 0, consumed, false, null));
    }
}
