package dev.audiencesync.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretReaderTest {

    @TempDir
    Path folder;

    @Test
    void aVariablesValueIsTheToken() {
        assertThat(token("access-token: ${TOKEN}", Map.of("TOKEN", "s3cret\n"))).isEqualTo("s3cret");
    }

    @Test
    void aFileBesideTheDefinitionHoldsTheToken() throws IOException {
        Files.writeString(folder.resolve("token"), "s3cret\r\n");

        assertThat(token("access-token: ${file:token}", Map.of())).isEqualTo("s3cret");
        assertThat(token("access-token: ${file:" + folder.resolve("token") + "}", Map.of()))
                .isEqualTo("s3cret");
    }

    @Test
    void whatIsMissingIsNamedWithItsLine() throws IOException {
        Files.writeString(folder.resolve("empty"), "\n");

        assertRefused("access-token: ${TOKEN}", Map.of(), ":5: the environment variable TOKEN is not set → set TOKEN");
        assertRefused("access-token: ${TOKEN}", Map.of("TOKEN", " "), ":5: the environment variable TOKEN is empty");
        assertRefused("access-token: ${file:none}", Map.of(), ":5: the token's file none cannot be read");
        assertRefused("access-token: ${file:empty}", Map.of(), ":5: the file empty is empty");
        assertRefused("region: us", Map.of(), ":5: there is no `access-token`");
    }

    @Test
    void whatIsNoTokenIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> token("access-token: ${TOKEN}", Map.of("TOKEN", "s3cret\r\nX-Other: 1")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(":5: the environment variable TOKEN does not hold a token")
                .hasMessageNotContaining("s3cret");
    }

    private void assertRefused(String setting, Map<String, String> environment, String message) {
        assertThatThrownBy(() -> token(setting, environment))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(message);
    }

    private String token(String setting, Map<String, String> environment) {
        String text = Sample.job("intercom:\n  " + setting);
        JobDefinition job = new DefinitionLoader(name -> null).parse(text, folder.resolve("sample.yml"));
        return new SecretReader(environment::get).accessToken(job);
    }
}
